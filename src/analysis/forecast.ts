import type { Side } from './evidence.ts';
import { carried, found, harm, type Limits, type Metric, polled, type State, verdictOf } from './judge.ts';

/** Traffic as it was until now. */
export type Traffic = {
  /** Requests to both tracks in the time between two polls. */
  readonly requests: number;
  /** The canary's part of them, as it will be. */
  readonly weight: number;
  /** Stable's share of bad requests. */
  readonly share: number;
};

/** What is to be expected of a step, in every other rollout at the least. */
export type Forecast = {
  /** Polls until a version as good as stable is known to be safe, be it before the end of its bake; null: not in all its time. */
  readonly pass: number | null;
  /** The polls that the step takes then, and the least share of bad requests that is failed in these; null: not even all of them being bad. */
  readonly polls: number;
  readonly detected: number | null;
};

/** The polls of a bake, and of all the time that is looked after it. */
export type Time = { readonly bake: number; readonly more: number };

const HALVINGS = 8;
/** So many polls at their true length; longer courses in ever longer ones, so that an hour costs little more than ten minutes. */
const FINE = 32;

/**
 * Lets the judge see the typical course of a step: of each count so far its median. Evidence is a product over the polls, so that it grows as its
 * logarithm does in the mean (Kelly 1956), whatever the order; about half of all rollouts are faster.
 * @param state what was found so far
 */
export function forecast(state: State, traffic: Traffic, metric: Metric, limits: Limits, { bake, more }: Time): Forecast {
  const isSafe = (seen: State) => verdictOf(found(seen, [metric]), limits, { mayPass: true, over: false }) === 'pass';
  const pass = course(state, { ...traffic, canary: traffic.share }, metric, limits, bake + more, isSafe);
  const polls = Math.max(bake, pass ?? bake + more);
  const isHarmful = (seen: State) => harm(seen, [metric]) >= 1 / limits.falseAlarmRate;
  // What was found of a version as good as it was until now says nothing against one that is bad from now on.
  const anew = carried(null, limits);
  const fails = (canary: number) => course(anew, { ...traffic, canary }, metric, limits, polls, isHarmful) !== null;
  return { pass, polls, detected: fails(1) ? leastThat(fails, Math.max(traffic.share, 1e-6)) : null };
}

/** The least share over `low` for which something holds that holds for all larger ones. */
function leastThat(holds: (share: number) => boolean, low: number): number {
  let [under, over] = [Math.log(low), 0];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (under + over) / 2;
    if (holds(Math.exp(middle))) over = middle;
    else under = middle;
  }
  return Math.exp(over);
}

/** How many polls it takes; null: more than these. */
function course(
  begun: State,
  { requests, weight, share, canary }: Traffic & { readonly canary: number },
  metric: Metric,
  limits: Limits,
  polls: number,
  isOver: (state: State) => boolean,
): number | null {
  let state = begun;
  let length = 1;
  for (let at = 0; at < polls; ) {
    const to = Math.min(at + length, polls);
    const between = (perPoll: number) => median(to * perPoll) - median(at * perPoll);
    const side = (all: number, bad: number): Side => ({ requests: between(all), bad: between(all * bad) });
    const reading = { canary: side(requests * weight, canary), stable: side(requests * (1 - weight), share) };
    if (reading.canary.requests > 0) state = polled(state, [metric], { [metric.name]: [reading] }, limits);
    if (isOver(state)) return to;
    at = to;
    if (at >= FINE * length) length *= 2;
  }
  return null;
}

/** Of a Poisson count (Choi 1994). */
function median(mean: number): number {
  return mean === 0 ? 0 : Math.max(0, Math.floor(mean + 1 / 3 - 0.02 / mean));
}
