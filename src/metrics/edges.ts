import { NoData } from './no-data.ts';
import type { Series } from './prometheus.ts';

/** The most edges that are looked at. */
export const MOST_EDGES = 12;
/** Where users feel a difference, in milliseconds. */
const [LOWEST, HIGHEST] = [5, 10_000];

/** One histogram of one process: its labels, and how many were slower than each edge in milliseconds. */
export type Histogram = { readonly labels: Series['labels']; readonly slower: ReadonlyMap<number, number> };

/** Puts the buckets of classic histograms together: `le` counts those that took at most so long. */
export function histogramsOf(buckets: readonly Series[], unit: 's' | 'ms'): Histogram[] {
  const groups = new Map<string, Series[]>();
  for (const bucket of buckets) {
    const { le: _, ...labels } = bucket.labels;
    const key = JSON.stringify(Object.entries(labels).sort());
    groups.set(key, [...(groups.get(key) ?? []), bucket]);
  }
  return [...groups.values()].map((group) => {
    const { le: _, ...labels } = group[0]?.labels ?? {};
    const upTo = new Map(group.map((one) => [edgeOf(one.labels['le'], unit), one.value]));
    const all = upTo.get(Number.POSITIVE_INFINITY);
    if (all === undefined) throw new NoData('the histogram has no bucket le="+Inf": write a query for all of its buckets');
    upTo.delete(Number.POSITIVE_INFINITY);
    return { labels, slower: new Map([...upTo].map(([edge, count]) => [edge, Math.max(0, all - count)])) };
  });
}

function edgeOf(le: string | undefined, unit: 's' | 'ms'): number {
  if (le === '+Inf') return Number.POSITIVE_INFINITY;
  const edge = Number(le);
  if (le === undefined || !Number.isFinite(edge))
    throw new NoData('the histogram has series without le: write the query for its _bucket series');
  return Math.round(edge * (unit === 's' ? 1_000_000 : 1_000)) / 1_000;
}

/**
 * Of the edges that all histograms have, at most twelve, always the same ones; the one nearest to `threshold` is among them.
 * null where they have none in common.
 */
export function edgesFor(histograms: readonly Histogram[], threshold: number | null): readonly number[] | null {
  const [first, ...others] = histograms;
  const common = [...(first?.slower.keys() ?? [])].filter((edge) => others.every(({ slower }) => slower.has(edge))).sort((a, b) => a - b);
  return common.length === 0 ? null : chosenOf(common, threshold);
}

/** At most twelve of these, those that users feel first. */
export function chosenOf(edges: readonly number[], threshold: number | null): readonly number[] {
  const felt = edges.filter((edge) => edge >= LOWEST && edge <= HIGHEST);
  const some = felt.length > 0 ? felt : edges;
  const step = (some.length - 1) / (MOST_EDGES - 1);
  const chosen =
    some.length <= MOST_EDGES ? [...some] : Array.from({ length: MOST_EDGES }, (_, at) => some[Math.round(at * step)] as number);
  const wanted = threshold === null ? undefined : nearestOf(edges, threshold);
  if (wanted === undefined || chosen.includes(wanted)) return chosen;
  const kept = chosen.length < MOST_EDGES ? chosen : chosen.filter((edge) => edge !== nearestOf(chosen, wanted));
  return [...kept, wanted].sort((a, b) => a - b);
}

function nearestOf(edges: readonly number[], wanted: number): number | undefined {
  return edges.toSorted((a, b) => Math.abs(Math.log(a / wanted)) - Math.abs(Math.log(b / wanted)))[0];
}
