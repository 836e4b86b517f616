import type { Counted, Poll, Served } from '../ports/metrics.ts';
import type { AnalysisSettings, MetricSettings } from '../ports/service.ts';
import type { Metric, Reading, State } from './judge.ts';

/** What is judged where the service file names no metrics: what the platform counts by itself. */
const OWN = 'errors';
const MOST_WHY = 160;

/** One thing that is bad about requests, as one source counts it. */
export type Watched = Metric & {
  /** A metric of the service file; null: what the platform counts. */
  readonly source: string | null;
  /** Whether slow requests are the bad ones. */
  readonly isLatency: boolean;
  /** `shown`: reported, never decides. */
  readonly role: 'judged' | 'compared' | 'shown';
};

type Counting = Extract<MetricSettings, { kind: 'judge' | 'compare' }>;

/**
 * What is watched, with its part of the false alarms: settled by the service file, for the whole rollout. With `latency-threshold` a half of each
 * part is for slow requests, whether they are counted or not: what is claimed later would be claimed twice.
 */
export function watchedBy({ metrics, tolerance, latencyThreshold }: AnalysisSettings): readonly Watched[] {
  const counting = metrics.filter((metric): metric is Counting => metric.kind !== 'threshold');
  const judged = counting.filter(({ decides }) => decides);
  const weights = judged.reduce((sum, { weight }) => sum + weight, 0);
  const one = (name: string, source: string | null, role: Watched['role'], weight: number): Watched[] => {
    const errors = { name, source, role, isLatency: false, weight, tolerance: tolerance.errors };
    if (latencyThreshold === null) return [errors];
    const latency = { ...errors, name: source === null ? 'latency' : `${name} latency`, isLatency: true, tolerance: tolerance.latency };
    return [errors, latency].map((half) => ({ ...half, weight: weight / 2 }));
  };
  // Metrics that decide nothing take nothing away.
  const own = metrics.some(({ decides }) => decides) ? [] : one(OWN, null, 'judged', 1);
  const others = counting.flatMap((metric) => {
    if (metric.decides) return one(metric.name, metric.name, 'judged', metric.weight / weights);
    return one(metric.name, metric.name, metric.kind === 'compare' ? 'compared' : 'shown', 1);
  });
  return [...own, ...others];
}

/** What a poll says of something watched; null where it says nothing. */
export function readingOf({ source, isLatency }: Watched, poll: Poll, threshold: number | null): Reading | null {
  const counted = countedBy(source, poll);
  if (counted === null || counted.canary.requests === 0) return null;
  const { canary, stable, edges } = counted;
  if (!isLatency) {
    const side = ({ requests, errors }: Served) => ({ requests, bad: errors });
    return { canary: side(canary), stable: poll.beside ? side(stable) : null, inPlace: poll.inPlace ?? false };
  }
  // Without stable beside it there is no limit that would mean anything.
  if (!poll.beside || !edges || threshold === null) return null;
  // With bounds that are all shorter, the longest.
  const found = edges.findIndex((edge) => edge >= threshold);
  const edge = found === -1 ? edges.length - 1 : found;
  // A side that served nothing has no histogram.
  const slow = ({ requests, slower }: Served) => ({ requests: slower ? requests : 0, bad: slower?.[edge] ?? 0 });
  return { canary: slow(canary), stable: slow(stable) };
}

/** What a metric counted; null where it said nothing. */
export function countedBy(source: string | null, { own, counted }: Pick<Poll, 'own' | 'counted'>): Counted | null {
  if (source === null) return own;
  const told = counted[source];
  return told && 'value' in told ? told.value : null;
}

/** Metrics of the service file that said nothing when they were asked last: how often in a row, and why. */
export type Silent = Readonly<Record<string, { readonly polls: number; readonly why: string }>>;

/** After a poll; a metric that was not asked stays as it was. */
export function silentAfter(before: Silent, { counted, numbers }: Poll): Silent {
  const told = Object.entries({ ...counted, ...numbers });
  const asked = new Set(told.map(([name]) => name));
  const others = Object.entries(before).filter(([name]) => !asked.has(name));
  const now = told.flatMap(([name, reading]) => {
    return 'noData' in reading ? [[name, { polls: (before[name]?.polls ?? 0) + 1, why: clipped(reading.noData) }] as const] : [];
  });
  return Object.fromEntries([...others, ...now]);
}

/** It is carried in the journal. */
function clipped(why: string): string {
  return why.length > MOST_WHY ? `${why.slice(0, MOST_WHY)}…` : why;
}

/** Whether a request to the new version was counted. */
export function hasSeen({ metrics }: State, { name }: Watched): boolean {
  return (metrics[name]?.[0]?.canary.requests ?? 0) > 0;
}
