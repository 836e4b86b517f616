import type { RawCounters } from '../ports/metrics.ts';
import type { CounterQueries } from '../ports/service.ts';
import { renderQuery, type TrackValues } from '../units/promql.ts';
import { edgesFor, type Histogram, histogramsOf } from './edges.ts';
import { NoData } from './no-data.ts';
import { type Count, Odometer } from './odometer.ts';
import { type Prometheus, type Series, targetOf } from './prometheus.ts';

/** A sample older than this says nothing about now; in seconds. More where one looks less often. */
const FRESH = 30;
/** Where processes say when they began; HAProxy's exporter has a name of its own for it. */
const STARTS = '{__name__=~"process_start_time_seconds|haproxy_process_start_time_seconds"}';

/** A track by its name, and what its names in braces stand for. */
export type Asked = { readonly name: string; readonly values: TrackValues };

type Options = {
  readonly prometheus: Prometheus;
  readonly queries: CounterQueries;
  readonly tracks: readonly Asked[];
  /** Milliseconds; its edge is always among those looked at. */
  readonly threshold: number | null;
  /** Milliseconds between two readings. */
  readonly interval: number;
};

/** The counters of both tracks, all at the same moment of Prometheus's clock. */
export class PrometheusCounters {
  readonly #options: Options;
  readonly #odometer = new Odometer();
  /** Tracks of which there was something once. */
  readonly #seen = new Set<string>();
  #targets: ReadonlySet<string> = new Set();

  constructor(options: Options) {
    this.#options = options;
  }

  /** Who counted what was read last, as `job/instance`. */
  get targets(): ReadonlySet<string> {
    return this.#targets;
  }

  async read(signal: AbortSignal): Promise<readonly RawCounters[]> {
    const { prometheus, tracks, queries, threshold } = this.#options;
    const [one, other] = tracks.map(({ values }) => renderQuery(queries.all.query, values));
    if (one === other) throw new NoData(`\`${one}\` is the same for both tracks, which run the same version: put {{track}} in it`);
    const at = await prometheus.now(signal);
    const found = await Promise.all(tracks.map((track) => this.#readTrack(track, at, signal)));
    if (found.every((track) => track.all.length === 0))
      throw new NoData(`Prometheus has no series for \`${one}\`, and none for the other track`);
    for (const track of found) this.#demand(track, at);
    const histograms = found.flatMap((track) => track.histograms);
    // Of a track without requests there may be no buckets yet.
    const edges = edgesFor(histograms, threshold);
    const counts = found.flatMap((track) => countsOf(track, queries, edges ?? []));
    this.#targets = new Set(counts.flatMap(({ process }) => process ?? []));
    const names = tracks.map(({ name }) => name);
    return [this.#odometer.add(counts, names, edges, at)];
  }

  async #readTrack({ name, values }: Asked, at: number, signal: AbortSignal): Promise<Found> {
    const { prometheus, queries } = this.#options;
    const ask = (query: string) => prometheus.query(query, at, signal);
    const all = renderQuery(queries.all.query, values);
    const [requests, bad, buckets, ages, starts] = await Promise.all([
      ask(all),
      ask(renderQuery(queries.bad, values)),
      queries.histogram === null ? [] : ask(renderQuery(queries.histogram, values)),
      ask(`timestamp(up) and on (job, instance) (${all}\n)`),
      ask(`${STARTS} and on (job, instance) (${all}\n)`),
    ]);
    for (const { value } of [...requests, ...bad, ...buckets]) {
      if (!Number.isFinite(value) || value < 0)
        throw new NoData(`Prometheus answered ${value} for ${name}, which is no count: is \`${all}\` a counter?`);
    }
    return { name, all: requests, bad, histograms: histogramsOf(buckets, queries.unit), ages, starts };
  }

  #demand({ name, all, ages }: Found, at: number): void {
    if (all.length > 0) this.#seen.add(name);
    else if (this.#seen.has(name))
      throw new NoData(`Prometheus has no series of ${name} any more: its targets do not answer, or are not scraped`);
    const age = at - Math.max(...ages.map(({ value }) => value));
    const oldest = Math.max(FRESH, (2 * this.#options.interval) / 1_000);
    // Without `up`, as where Prometheus is written to, nobody knows.
    if (ages.length === 0 || age <= oldest) return;
    const targets = ages.map(({ labels }) => labels['instance']).join(', ');
    throw new NoData(`the newest sample of ${name} is ${Math.round(age)} s old: Prometheus does not scrape ${targets}`);
  }
}

type Found = {
  readonly name: string;
  readonly all: readonly Series[];
  readonly bad: readonly Series[];
  readonly histograms: readonly Histogram[];
  /** When each target was scraped last. */
  readonly ages: readonly Series[];
  /** When the process of each began. */
  readonly starts: readonly Series[];
};

function countsOf({ name: track, all, bad, histograms, starts }: Found, queries: CounterQueries, edges: readonly number[]): Count[] {
  const begans = new Map(starts.map(({ labels, value }) => [targetOf(labels), value]));
  const count = (part: string, { labels, value }: Series, what: Count['what']): Count => {
    const process = targetOf(labels);
    const name = JSON.stringify([part, track, what, Object.entries(labels).sort()]);
    return { name, process, began: begans.get(process) ?? null, track, what, value };
  };
  return [
    ...all.map((series) => count('all', series, 'requests')),
    ...bad.map((series) => count('bad', series, 'errors')),
    // Where the good ones are counted, the bad ones are beside them.
    ...(queries.all.what === 'good' ? bad.map((series) => count('both', series, 'requests')) : []),
    ...histograms.flatMap(({ labels, slower }) => edges.map((edge) => count('slower', { labels, value: slower.get(edge) ?? 0 }, edge))),
  ];
}
