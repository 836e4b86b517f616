/** Of the standard normal distribution, for the confidence that is asked for below. */
const QUANTILES: Readonly<Record<number, number>> = { 0.95: 1.959964, 0.98: 2.326348 };

/**
 * The Hodges-Lehmann estimate of how much larger `a` is than `b`, and the lower end of its interval: the differences of all pairs, of which
 * so many are below as Mann and Whitney's statistic allows (Bauer 1972), by its normal approximation with ties.
 */
export function differenceBound(a: readonly number[], b: readonly number[], confidence: number): { lower: number; estimate: number } {
  const differences = Float64Array.from(a.flatMap((x) => b.map((y) => x - y))).sort();
  const pairs = differences.length;
  const middle = Math.floor(pairs / 2);
  const estimate = pairs % 2 === 1 ? differences[middle] : ((differences[middle - 1] as number) + (differences[middle] as number)) / 2;
  const below = firstOf([...a, ...b], pairs, confidence);
  return { lower: below < 0.5 ? Number.NEGATIVE_INFINITY : (differences[Math.round(below) - 1] as number), estimate: estimate as number };
}

/** Whether `a` is larger than `b` by more than this part of the estimate, at the lower end of its interval. */
export function isHigher(
  a: readonly number[],
  b: readonly number[],
  { confidence, fraction }: { readonly confidence: number; readonly fraction: number },
): boolean {
  // Where a pair in the interval is not larger, the others need not be sorted.
  if (notLarger(a, b) >= Math.round(firstOf([...a, ...b], a.length * b.length, confidence))) return false;
  const { lower, estimate } = differenceBound(a, b, confidence);
  return lower > fraction * Math.abs(estimate);
}

/** The pairs in which `a` is at most `b`. */
function notLarger(a: readonly number[], b: readonly number[]): number {
  const [rising, others] = [Float64Array.from(a).sort(), Float64Array.from(b).sort()];
  let [pairs, at] = [0, 0];
  for (const value of others) {
    while (at < rising.length && (rising[at] as number) <= value) at++;
    pairs += at;
  }
  return pairs;
}

/** How likely ranks of `a` are, by chance alone, that are as high beside those of `b`: of all ways to deal the same ranks, the part that is not lower. */
export function chanceOfSuchRanks(a: readonly number[], b: readonly number[]): number {
  const all = [...a, ...b].sort((x, y) => x - y);
  // Twice the mean rank of equal values, which is whole.
  const rankOf = (value: number) => all.indexOf(value) + all.lastIndexOf(value) + 2;
  const observed = a.reduce((sum, value) => sum + rankOf(value), 0);
  // By how many are dealt, and by the sum of their ranks: the ways to do so.
  const ways = Array.from({ length: a.length + 1 }, () => new Map<number, number>());
  ways[0]?.set(0, 1);
  for (const value of all) {
    for (let dealt = a.length; dealt > 0; dealt--) {
      for (const [sum, count] of ways[dealt - 1] ?? []) {
        const to = ways[dealt] as Map<number, number>;
        to.set(sum + rankOf(value), (to.get(sum + rankOf(value)) ?? 0) + count);
      }
    }
  }
  const counts = [...(ways[a.length] ?? [])];
  const sumOf = (some: typeof counts) => some.reduce((sum, [, count]) => sum + count, 0);
  return sumOf(counts.filter(([sum]) => sum >= observed)) / sumOf(counts);
}

/** The number of the difference at which the interval begins. */
function firstOf(all: readonly number[], pairs: number, confidence: number): number {
  return pairs / 2 - (QUANTILES[confidence] as number) * deviation(all, pairs);
}

/** Standard deviation of the statistic, less what equal values take from it. */
function deviation(all: readonly number[], pairs: number): number {
  const counts = new Map<number, number>();
  for (const value of all) counts.set(value, (counts.get(value) ?? 0) + 1);
  const ties = [...counts.values()].reduce((sum, count) => sum + count ** 3 - count, 0);
  const size = all.length;
  return Math.sqrt((pairs / 12) * (size + 1 - ties / (size * (size - 1))));
}
