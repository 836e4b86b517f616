/**
 * Evidence that a canary is worse than stable, or that it is not, which may be looked at as often as one likes.
 *
 * Each `log…` function is the logarithm of a factor whose expectation is at most 1 as long as a hypothesis holds. Products of
 * such factors, and averages of products with weights chosen beforehand, are e-processes: the chance that one ever reaches 1/α
 * is at most α (Ville 1939; Ramdas, Grünwald, Vovk and Shafer, "Game-theoretic statistics and safe anytime-valid inference", 2023).
 */

/** What one track served in a poll, and how many of these were bad: an error, or slower than a latency edge. */
export type Side = { readonly requests: number; readonly bad: number };

export const NONE: Side = { requests: 0, bad: 0 };

/** Both tracks in the same poll; null where no stable track serves beside the canary. */
export type Sides = { readonly canary: Side; readonly stable: Side };

/** The factors' exponents and the scores are cut here, which only ever lowers them: without it an outage overflows to NaN. */
const MOST_EXPONENT = 200;
const MOST_SCORE = 1e100;
/** How much of what is learned about bursts one pair of polls may add, in variances. */
const MOST_SURPRISE = 50;
/** How many times the learned size bursts are taken for, as they are not all of one size. */
const VARYING = 1.25;

/**
 * For "not worse": the canary's odds of a bad request are at most `tolerance` times stable's.
 *
 * Given what both served and the bad ones k of both, the canary's bad ones are hypergeometric (Fisher 1935), with a mean of at most kw.
 * Such a count is a sum of independent yes or no (Harkness 1965), so E r^x is at most that of k draws with mean w, and that of the
 * canary's n requests with mean q (Hoeffding 1956); the smaller one of two bounds is a bound.
 */
export function logShare(r: number, { canary, stable }: Sides, tolerance: number): number {
  const { requests } = canary;
  const bad = canary.bad + stable.bad;
  if (requests === 0 || stable.requests === 0 || bad === 0) return 0;
  const w = portion(tolerance, canary, stable);
  const q = Math.min(1, (bad * w) / requests);
  return power(r, canary.bad) - Math.min(bad * Math.log1p(w * (r - 1)), requests * Math.log1p(q * (r - 1)));
}

/** For "unacceptable": the canary's odds are at least `ratio` times stable's. With r < 1, the same bound by draws with a mean of at least w. */
export function logRatio(r: number, { canary, stable }: Sides, ratio: number): number {
  const bad = canary.bad + stable.bad;
  const w = portion(ratio, canary, stable);
  if (canary.requests === 0 || stable.requests === 0 || bad === 0 || w === 1) return 0;
  return power(r, canary.bad) - bad * Math.log1p(w * (r - 1));
}

/** For "at most `rate` bad" with r > 1, and for "at least" with r < 1: a binomial count's generating function (Chernoff 1952). */
export function logRate(r: number, { requests, bad }: Side, rate: number): number {
  return requests === 0 || rate >= 1 ? 0 : power(r, bad) - requests * Math.log1p(rate * (r - 1));
}

/** How the prior is spread over the time at which a version may have become bad. */
export type Plan = {
  /** What is bet from the first poll on; of the rest, the same at each planned poll. */
  readonly start: number;
  /** What is kept for polls after the planned ones: `tail / (k (k + 1))` at the k-th. */
  readonly tail: number;
  readonly polls: number;
};

/**
 * What is newly bet at a poll, counted from 1. All together at most 1, so that the sum of the processes which begin at each
 * poll is a mixture of e-processes (Shiryaev 1963; Shin, Ramdas and Rinaldo, "E-detectors", 2024, with a prior that adds up to 1).
 */
export function newlyBet(poll: number, { start, tail, polls }: Plan): number {
  if (poll === 1) return start;
  if (poll <= polls) return (1 - start - tail) / (polls - 1);
  return tail / ((poll - polls) * (poll - polls + 1));
}

/** How far one poll may move the scores. */
export type Guard = {
  /** Bad requests come in bursts of so many: factors are taken to the power 1/burst, which keeps their expectation under 1 (Jensen 1906). */
  readonly burst: number;
  /** The same for factors over 1, at least as large: as it only ever lowers them, this poll itself may say it. */
  readonly rising: number;
  /** The most by which a poll may multiply their sum. */
  readonly cap: number;
  /** A sum that has shrunk under this is multiplied as if it had not. */
  readonly least: number;
  /** For bursts that nothing was learned of yet; left out: the cap alone. */
  readonly doubt?: Doubt;
};

/** What a poll may show that one burst could explain. */
export type Doubt = {
  /** What would not be explained by bursts of this size is not doubted. */
  readonly burst: number;
  /** The most by which what is doubted may multiply the sum. */
  readonly cap: number;
};

/**
 * The scores after a poll, from those before with what is newly bet on each. Whatever the guard says, it only ever lowers their sum, and
 * with it the expectation; which of the scores are lowered does not matter, as all of them are lowered alike.
 */
export function grown(scores: readonly number[], logs: readonly number[], guard: Guard): number[] {
  const next = powered(scores, logs, guard);
  const sum = total(next);
  const limit = most(scores, logs, guard);
  return sum > limit ? next.map((score) => (score / sum) * limit) : next;
}

function most(scores: readonly number[], logs: readonly number[], { burst, rising, cap, least, doubt }: Guard): number {
  const before = Math.max(total(scores), least);
  if (!doubt) return cap * before;
  const undoubted = total(powered(scores, logs, { burst: Math.max(burst, doubt.burst), rising: Math.max(rising, doubt.burst) }));
  return Math.max(Math.min(undoubted, cap * before), doubt.cap * before);
}

function powered(scores: readonly number[], logs: readonly number[], { burst, rising }: Pick<Guard, 'burst' | 'rising'>): number[] {
  const power = (log: number) => log / (log > 0 ? rising : burst);
  return scores.map((score, i) => Math.min(MOST_SCORE, score * Math.exp(Math.min(MOST_EXPONENT, power(logs[i] as number)))));
}

/** What is known about how bad requests come: the squares of what consecutive polls of a track differ by, and what chance explains of them. */
export type Bursts = {
  readonly seen: number;
  readonly expected: number;
  /** Squares of what is expected: how well it is known. */
  readonly spread: number;
};

/** Learns from a poll of a track and the one before it. Given their sum the later one's part is binomial (Przyborowski and Wilenski 1940). */
export function learned({ seen, expected, spread }: Bursts, before: Side, now: Side): Bursts {
  if (before.requests + now.requests === 0) return { seen, expected, spread };
  const share = now.requests / (before.requests + now.requests);
  const bad = before.bad + now.bad;
  const variance = bad * share * (1 - share);
  const difference = Math.min((now.bad - bad * share) ** 2, MOST_SURPRISE * variance);
  return { seen: seen + difference, expected: expected + variance, spread: spread + variance ** 2 };
}

/** The index of dispersion (Fisher 1925): 1 where bad requests come alone; drawn to 1 by two polls' worth while little is known. */
export function burstSize({ seen, expected }: Bursts): number {
  return Math.max(1, (2 + seen) / (2 + expected));
}

/**
 * The same, believed by as much as chance does not explain it: nothing under two standard deviations, all of it over four. By chance alone
 * half of all estimates are over 1, and each of them would slow what is bet. Any size that is known before a poll keeps its factors' expectation under 1
 * where bursts are no larger; they vary, and of geometric ones it is kept by a size that is larger by (r - 1) ln r / (2 (r - 1 - ln r)): 1.13 for r = 2, 1.29 for 4.
 */
export function believedBurst(bursts: Bursts): number {
  const deviations = (bursts.seen - bursts.expected) / Math.sqrt(2 * bursts.spread + bursts.expected + Number.MIN_VALUE);
  return 1 + (VARYING * burstSize(bursts) - 1) * Math.min(1, Math.max(0, (deviations - 2) / 2));
}

/**
 * How many times stable's odds the canary's may be, at confidence 1 - β: what the evidence for neither "at most" nor "at least" excludes
 * (a confidence sequence: Howard, Ramdas, McAuliffe and Sekhon 2021). For people: no cap, no bursts, the whole prior at the start.
 */
export function ratioBounds(polls: readonly Sides[], worse: readonly number[], better: readonly number[], beta: number) {
  const mean = (bets: readonly number[], log: (r: number, poll: Sides) => number) =>
    total(bets.map((r) => Math.exp(total(polls.map((poll) => log(r, poll)))))) / bets.length;
  const lower = crossing((tolerance) => mean(worse, (r, poll) => logShare(r, poll, tolerance)) < 1 / beta);
  const upper = crossing((ratio) => mean(better, (r, poll) => logRatio(r, poll, ratio)) >= 1 / beta);
  return { lower, upper };
}

/** The largest share of bad requests that a side's counts do not exclude at confidence 1 - β. */
export function upperRate(side: Side, better: readonly number[], beta: number): number {
  const mean = (rate: number) => total(better.map((r) => Math.exp(logRate(r, side, rate)))) / better.length;
  return Math.min(
    1,
    crossing((rate) => rate >= 1 || mean(rate) >= 1 / beta),
  );
}

export function together(a: Side, b: Side): Side {
  return { requests: a.requests + b.requests, bad: a.bad + b.bad };
}

export function total(numbers: readonly number[]): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}

/** The smallest positive number for which something holds that holds for all larger ones: 0 where for all, infinite where for none. */
function crossing(holds: (number: number) => boolean): number {
  let [low, high] = [-30, 30];
  if (holds(Math.exp(low))) return 0;
  if (!holds(Math.exp(high))) return Number.POSITIVE_INFINITY;
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (holds(Math.exp(middle))) high = middle;
    else low = middle;
  }
  return Math.exp(high);
}

/** The largest share of the bad requests that a canary gets whose odds are `odds` times stable's. */
function portion(odds: number, canary: Side, stable: Side): number {
  return (odds * canary.requests) / (odds * canary.requests + stable.requests);
}

/** The logarithm of r to the power `count`, with 0 to the power 0 being 1. */
export function power(r: number, count: number): number {
  return count === 0 ? 0 : count * Math.log(r);
}
