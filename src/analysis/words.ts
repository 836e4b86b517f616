import { formatDuration } from '../units/duration.ts';
import { grouped } from '../units/grouped.ts';
import { logRate, ratioBounds, type Side, total, upperRate } from './evidence.ts';
import type { Forecast, Traffic } from './forecast.ts';
import type { EdgeState, Found, Limits } from './judge.ts';

/** More requests than this nobody waits for. */
const MOST_REQUESTS = 1e9;
/** Evidence of safety under which a version has done so badly that good requests will hardly make up for it. */
const HARDLY_SAFE = 0.1;

/** `7/1,204 canary (0.58 %) vs 31/10,980 stable (0.28 %): 0.5× to 6.2× stable's rate, at most 1.5 %`. */
export function comparison({ canary, stable, earlier }: EdgeState, { bets, confidence }: Limits): string {
  const beta = 1 - confidence;
  const most = `at most ${percent(upperRate(canary, bets.better, beta))}`;
  const canaries = `${served(canary)} canary (${percent(share(canary))})`;
  if (stable.requests === 0) {
    const before = earlier ? ` after ${served(earlier)} before it (${percent(share(earlier))})` : '';
    return `${canaries}${before}: ${most}`;
  }
  const both = `${canaries} vs ${served(stable)} stable (${percent(share(stable))})`;
  const { lower, upper } = ratioBounds(
    [{ canary, stable }],
    bets.worse.map(({ times }) => times),
    bets.better,
    beta,
  );
  const bounds = Number.isFinite(upper) ? `${times(lower)}× to ${times(upper)}× stable's rate` : `at least ${times(lower)}× stable's rate`;
  return `${both}: ${lower === 0 && !Number.isFinite(upper) ? most : `${bounds}, ${most}`}`;
}

/** `evidence of harm 0.77 of 100 needed to roll back, of safety 0.28 of 20 needed to pass`. */
export function standing({ harm, safety }: Found, { falseAlarmRate, confidence }: Limits): string {
  const [most, enough] = [1 / falseAlarmRate, 1 / (1 - confidence)].map((needed) => grouped(Math.round(needed)));
  return `evidence of harm ${short(harm)} of ${most} needed to roll back, of safety ${short(safety)} of ${enough} needed to pass`;
}

/** Better or worse, two-sided, at the confidence that is asked for; of a metric that never decides. */
export function difference({ canary, stable }: EdgeState, { bets, confidence }: Limits): string {
  const { lower, upper } = ratioBounds(
    [{ canary, stable }],
    bets.worse.map(({ times }) => times),
    bets.better,
    (1 - confidence) / 2,
  );
  if (lower > 1) return 'worse';
  return upper < 1 ? 'better' : 'no difference yet';
}

/** How many more requests without an error would be enough to pass, and how long these take at so many a millisecond; or that it does too badly for that. */
export function moreNeeded({ ratio, floor }: EdgeState, { bets, confidence, maxErrorRate }: Limits, perMillisecond: number): string {
  if (total(ratio) + total(floor) < 2 * HARDLY_SAFE) return 'it fails too many requests to pass';
  const enough = 2 / (1 - confidence) - total(ratio);
  const reached = (requests: number) => {
    const grow = (r: number) => Math.exp(Math.min(200, logRate(r, { requests, bad: 0 }, maxErrorRate)));
    return total(bets.better.map((r, i) => (floor[i] as number) * grow(r))) >= enough;
  };
  let needed = 1;
  while (!reached(needed) && needed < MOST_REQUESTS) needed *= 1.05;
  const time = perMillisecond > 0 ? `, about ${formatDuration(Math.max(1_000, needed / perMillisecond))} at this rate` : '';
  const more = Number(needed.toPrecision(1));
  return `about ${grouped(more)} more ${more === 1 ? 'request' : 'requests'} to it without an error would be enough${time}`;
}

export const UNKNOWN_TRAFFIC = 'the traffic was not seen yet, so how long a pass takes is not known';

/** What is to be expected of a step; `time`: the milliseconds of so many polls. */
export function expectation(
  { pass, polls, detected }: Forecast,
  traffic: Traffic,
  time: (polls: number) => number,
  interval: number,
): string {
  const rate = Number(((1_000 * traffic.requests) / interval).toPrecision(2));
  const seen = `${grouped(rate)} requests a second, ${percent(traffic.share)} of them bad`;
  const within = formatDuration(time(polls));
  const passes =
    pass === null
      ? `cannot pass within ${within} (more weight helps, or a larger \`max-error-rate\`)`
      : `can pass after about ${formatDuration(time(pass))}`;
  const found =
    detected === null
      ? 'no bad one would be seen by then'
      : `one with ${percent(detected)} bad is as likely as not taken back within ${within}`;
  return `at ${seen}, a version as good ${passes}, and ${found}`;
}

function served({ requests, bad }: Side): string {
  return `${grouped(bad)}/${grouped(requests)}`;
}

function share({ requests, bad }: Side): number {
  return requests === 0 ? 0 : bad / requests;
}

function percent(rate: number): string {
  return `${(100 * rate).toFixed(rate < 0.1 ? 2 : 0)} %`;
}

function times(ratio: number): string {
  return ratio >= 10 ? grouped(Math.round(ratio)) : `${Number(ratio.toPrecision(2))}`;
}

function short(evidence: number): string {
  if (evidence >= 1e6) return 'over a million';
  if (evidence > 0 && evidence < 0.001) return 'under 0.001';
  return evidence >= 10 ? grouped(Math.round(evidence)) : Number(evidence.toPrecision(2)).toString();
}
