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
  const below = pairs / 2 - (QUANTILES[confidence] as number) * deviation([...a, ...b], pairs);
  return { lower: below < 0.5 ? Number.NEGATIVE_INFINITY : (differences[Math.round(below) - 1] as number), estimate: estimate as number };
}

/** Standard deviation of the statistic, less what equal values take from it. */
function deviation(all: readonly number[], pairs: number): number {
  const counts = new Map<number, number>();
  for (const value of all) counts.set(value, (counts.get(value) ?? 0) + 1);
  const ties = [...counts.values()].reduce((sum, count) => sum + count ** 3 - count, 0);
  const size = all.length;
  return Math.sqrt((pairs / 12) * (size + 1 - ties / (size * (size - 1))));
}
