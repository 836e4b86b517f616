import type { Bets } from './bets.ts';
import {
  type Bursts,
  believedBurst,
  burstSize,
  grown,
  learned,
  logRate,
  logRatio,
  logShare,
  NONE,
  newlyBet,
  type Side,
  type Sides,
  together,
  total,
} from './evidence.ts';

export type Limits = {
  readonly bets: Bets;
  /** The chance that a version which is not worse is ever failed. */
  readonly falseAlarmRate: number;
  /** That what is unacceptable is not called safe. */
  readonly confidence: number;
  /** So many polls must agree, whatever one of them shows. */
  readonly minPolls: number;
  /** Unacceptable: so many times stable's share of bad requests or more … */
  readonly maxErrorRatio: number;
  /** … and at least this share. Where no stable serves beside the canary, more than this share is failed. */
  readonly maxErrorRate: number;
  /** How many bad requests come together; `auto`: as earlier polls show. */
  readonly burst: number | 'auto';
};

export type Metric = {
  readonly name: string;
  /** Its part of the false alarm rate; those of all metrics add up to at most 1. */
  readonly weight: number;
  /** Odds of a bad request, beside stable's, that are still called not worse. */
  readonly tolerance: number;
};

/** One poll of a metric at one edge. Stable is null where it does not serve beside the canary. */
export type Reading = {
  readonly canary: Side;
  readonly stable: Side | null;
  /** Whether to fail is only what is over the allowed share of bad requests as well. */
  readonly inPlace?: boolean;
};

/** What is carried of a metric at one edge: plain JSON under 1 kB. */
export type EdgeState = {
  readonly polls: number;
  readonly harm: readonly number[];
  readonly ratio: readonly number[];
  readonly floor: readonly number[];
  readonly bursts: Bursts;
  /** What both served in the poll before; null: none yet. */
  readonly before: Side | null;
  readonly canaryBefore: Side | null;
  readonly canary: Side;
  /** What stable served beside it. */
  readonly stable: Side;
  /** What stable served while the canary had no traffic; left out where nobody saw it. */
  readonly earlier?: Side;
};

/** What the evidence of several metrics comes to. */
export type Found = { readonly harm: number; readonly safety: number };

export type State = { readonly schema: 1; readonly bets: string; readonly metrics: Readonly<Record<string, readonly EdgeState[]>> };

const SCHEMA = 1;

/** Begins with no evidence, or goes on from what a journal carried, which must be of this version and these bets: evidence begun anew would multiply the false alarms. */
export function carried(state: unknown, { bets }: Limits): State {
  if (state === null || state === undefined) return { schema: SCHEMA, bets: bets.name, metrics: {} };
  const known = state as Partial<State>;
  if (known.schema === SCHEMA && known.bets === bets.name) return state as State;
  throw new Error(
    `the journal carries an analysis of schema ${known.schema} with the bets ${known.bets}, and this version of Sluice goes on with schema ` +
      `${SCHEMA} and the bets ${bets.name} only: finish the rollout with the version of Sluice that began it, or roll back and deploy again`,
  );
}

/** The state after a poll: for each metric that answered, what was read at each of its edges. A metric that did not answer stays as it was. */
export function polled(
  state: State,
  metrics: readonly Metric[],
  poll: Readonly<Record<string, readonly Reading[]>>,
  limits: Limits,
): State {
  const next = metrics.flatMap((metric) => {
    const readings = poll[metric.name];
    const edges = state.metrics[metric.name];
    if (!readings) return [];
    if (edges && edges.length !== readings.length) {
      throw new Error(
        `${metric.name} was judged at ${edges.length} latency edges and has ${readings.length} now: ` +
          'give the balancer the edges it had when the rollout began, or roll back and deploy again',
      );
    }
    return [[metric.name, readings.map((reading, i) => after(edges?.[i] ?? begun(limits.bets), reading, metric, limits))] as const];
  });
  return { ...state, metrics: { ...state.metrics, ...Object.fromEntries(next) } };
}

/** The state with what stable served of a metric with one edge before the canary had traffic. */
export function noted(state: State, { name }: Metric, earlier: Side, { bets }: Limits): State {
  const edge = state.metrics[name]?.[0] ?? begun(bets);
  return { ...state, metrics: { ...state.metrics, [name]: [{ ...edge, earlier: together(edge.earlier ?? NONE, clean(earlier)) }] } };
}

/** The evidence that the canary is worse: an average of the metrics', as they are weighted, and of a metric's edges. */
export function harm(state: State, metrics: readonly Metric[]): number {
  return total(metrics.map(({ name, weight }) => weight * mean((state.metrics[name] ?? []).map((edge) => total(edge.harm)))));
}

/** The evidence that the canary is acceptable: that of the metric of which least is known, as each could be unacceptable alone; an average of a metric's edges. */
export function safety(state: State, metrics: readonly Metric[]): number {
  const known = metrics.map(({ name }) => {
    const edges = state.metrics[name] ?? [];
    return mean(edges.map(({ ratio, floor }) => (total(ratio) + total(floor)) / 2));
  });
  return known.length === 0 ? 0 : Math.min(...known);
}

export function found(state: State, metrics: readonly Metric[]): Found {
  return { harm: harm(state, metrics), safety: safety(state, metrics) };
}

/** @param time whether a pass may be said (the bake time is over, or an early pass allowed), and whether the time to judge is over */
export function verdictOf(
  { harm, safety }: Found,
  { falseAlarmRate, confidence }: Limits,
  time: { readonly mayPass: boolean; readonly over: boolean },
): 'fail' | 'pass' | 'inconclusive' | 'undecided' {
  if (harm >= 1 / falseAlarmRate) return 'fail';
  if (time.mayPass && safety >= 1 / (1 - confidence)) return 'pass';
  return time.over ? 'inconclusive' : 'undecided';
}

function begun({ worse, better }: Bets): EdgeState {
  const even = better.map(() => 1 / better.length);
  const harm = worse.map(() => 0);
  return {
    polls: 0,
    harm,
    ratio: even,
    floor: even,
    bursts: { seen: 0, expected: 0, spread: 0 },
    before: null,
    canaryBefore: null,
    canary: NONE,
    stable: NONE,
  };
}

function after(state: EdgeState, reading: Reading, { weight, tolerance }: Metric, limits: Limits): EdgeState {
  const { bets, maxErrorRatio, maxErrorRate } = limits;
  const polls = state.polls + 1;
  const cap = capOf(limits.falseAlarmRate * weight, limits.minPolls);
  const staked = (parts: readonly number[]) => parts.map((part, i) => (state.harm[i] as number) + part * newlyBet(polls, bets.plan));
  if (![reading.canary, ...(reading.stable ? [reading.stable] : [])].every(isCounted)) return state;
  const canary = clean(reading.canary);
  const stable = reading.stable && clean(reading.stable);
  const sides = stable && { canary, stable };
  const bursts = stable && state.before ? learned(state.bursts, state.before, stable) : state.bursts;
  const burstOf = (known: Bursts) => (limits.burst === 'auto' ? (bets.doubt === null ? burstSize : believedBurst)(known) : limits.burst);
  const burst = burstOf(state.bursts);
  const worse = bets.worse.map(({ times }) => {
    const over = () => logRate(times, canary, maxErrorRate);
    if (!sides) return over();
    const share = logShare(times, sides, tolerance);
    // The smaller one of two factors is one for either hypothesis: for "not worse", and for "at most the allowed share".
    return reading.inPlace ? Math.min(share, over()) : share;
  });
  const safe = { burst, rising: burst, least: 0, cap: (1 / (1 - limits.confidence)) ** (1 / limits.minPolls) };
  const better = (scores: readonly number[], log: (r: number) => number) => grown(scores, bets.better.map(log), safe);
  return {
    ...state,
    polls,
    harm: grown(staked(bets.worse.map(({ part }) => part)), worse, {
      burst,
      rising: burst,
      cap,
      least: bets.doubt === null ? 0 : bets.plan.start,
      ...(sides && bets.doubt !== null && doubted(sides, bets.doubt, { cap, before: burst, now: burstOf(bursts) })),
    }),
    ratio: sides ? better(state.ratio, (r) => logRatio(r, sides, maxErrorRatio)) : state.ratio,
    floor: better(state.floor, (r) => logRate(r, canary, maxErrorRate)),
    bursts: state.canaryBefore && bets.doubt !== null ? learned(bursts, state.canaryBefore, canary) : bursts,
    before: stable ?? state.before,
    canaryBefore: canary,
    canary: together(state.canary, canary),
    stable: stable ? together(state.stable, stable) : state.stable,
  };
}

/**
 * What bursts could explain. One is worth at most 1 / the canary's share of the requests, as it lands there so seldom by chance. What this poll
 * shows of bursts on stable is known as well; not what it shows of the canary's, or one more bad request could count for less.
 */
function doubted({ canary, stable }: Sides, burst: number, known: { cap: number; before: number; now: number }) {
  const once = canary.requests === 0 ? 1 : (canary.requests + stable.requests) / canary.requests;
  return { rising: Math.max(known.before, known.now), doubt: { burst, cap: Math.min(known.cap, once) } };
}

/** So much a poll may multiply evidence that so many must agree before a half of it reaches 1 / the false alarm rate. */
function capOf(falseAlarmRate: number, polls: number): number {
  return (2 / falseAlarmRate) ** (1 / polls);
}

/** Whether a difference of two readings says anything: after a counter was reset it does not. */
function isCounted({ requests, bad }: Side): boolean {
  return requests >= 0 && bad >= 0 && requests <= Number.MAX_SAFE_INTEGER && bad <= Number.MAX_SAFE_INTEGER;
}

/** Counters that are read one after the other may say that more were bad than there were. */
function clean({ requests, bad }: Side): Side {
  return { requests, bad: Math.min(requests, bad) };
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : total(numbers) / numbers.length;
}
