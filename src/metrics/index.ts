import type { OpenMetrics, RawCounters } from '../ports/metrics.ts';
import type { AnalysisSettings, CounterQueries, CounterSource, Endpoint, MetricSettings, Service } from '../ports/service.ts';
import type { SmokeTest } from '../ports/smoke-test.ts';
import { formatDuration } from '../units/duration.ts';
import { renderQuery } from '../units/promql.ts';
import { type Both, customCounters } from './custom.ts';
import { NoData, reading } from './no-data.ts';
import { Prometheus } from './prometheus.ts';
import { type Asked, PrometheusCounters } from './prometheus-counters.ts';
import { QUERY_SETS } from './query-sets.ts';
import { SmokeCounters } from './smoke-counters.ts';
import { valuesOf } from './values.ts';

/** What metrics are about. */
export type MetricsSite = {
  readonly service: Service;
  /** Where commands run. */
  readonly workspace: string;
  readonly tracks: Both;
  readonly smokeTest?: SmokeTest;
  /** Whether users' requests reach the canary. */
  readonly hasTraffic: (signal: AbortSignal) => Promise<boolean>;
};

/** The metrics of a service file in one rollout. */
export function openMetrics(site: MetricsSite): OpenMetrics {
  const { prometheus: endpoint, metrics } = site.service.analysis;
  const prometheus = new Prometheus(endpoint ?? NOWHERE);
  const opened = metrics.map((metric) => open(metric, site, prometheus));
  const named = <T>(all: readonly (readonly [string, T] | null)[]) => Object.fromEntries(all.filter((one) => one !== null));
  const counters = named(opened.map(({ name, counts }) => counts && ([name, { read: counts }] as const)));
  const numbers = named(opened.map(({ name, tells }) => tells && ([name, { read: tells }] as const)));
  return {
    counters,
    numbers,
    async check(signal) {
      const looks = Object.entries({ ...counters, ...numbers }).map(async ([name, { read }]) => {
        const told = await read(signal);
        return 'noData' in told ? [{ message: `metric ${name}: ${told.noData}`, unchecked: true }] : [];
      });
      const silent = (await Promise.all(looks)).flat();
      const asked = opened.flatMap(({ asks }) => (asks === null ? [] : [...asks.targets]));
      const often = asked.length === 0 ? [] : await scrapeProblems(prometheus, new Set(asked), site.service.analysis.interval, signal);
      return [...silent, ...often, ...latencyProblems(site.service.analysis)];
    },
    close() {
      for (const { close } of opened) close();
    },
  };
}

/** A `latency-threshold` that no metric could be held against. Where none decides, the platform counts, and says itself whether it can. */
function latencyProblems({ latencyThreshold, metrics }: AnalysisSettings) {
  const deciding = metrics.filter(({ decides }) => decides);
  const tells = deciding.some((metric) => metric.kind === 'judge' && tellsLatency(metric.source));
  if (latencyThreshold === null || deciding.length === 0 || tells) return [];
  return [
    {
      message:
        'analysis.latency-threshold: no metric that decides has a histogram: give one of them its `histogram`, or leave out `latency-threshold`',
    },
  ];
}

function tellsLatency(source: CounterSource): boolean {
  return source.from === 'prometheus' ? queriesOf(source).histogram !== null : source.from !== 'smoke-test';
}

function queriesOf({ queries }: Extract<CounterSource, { from: 'prometheus' }>): CounterQueries {
  return typeof queries === 'string' ? QUERY_SETS[queries] : queries;
}

/** Never asked: the service file has an address wherever a metric needs one. */
const NOWHERE: Endpoint = { address: '', headers: {}, secrets: [] };

function open(metric: MetricSettings, site: MetricsSite, prometheus: Prometheus) {
  const { name } = metric;
  const nothing = { name, counts: null, tells: null, asks: null, close: () => {} };
  if (metric.kind === 'threshold') {
    const query = renderQuery(metric.query, valuesOf(site.service, site.tracks.canary));
    return { ...nothing, tells: (signal: AbortSignal) => reading(() => oneNumber(prometheus, query, signal), prometheus.secrets, signal) };
  }
  const { read, secrets, ...more } = openSource(metric.source, site, prometheus);
  return { ...nothing, ...more, counts: (signal: AbortSignal) => reading(() => read(signal), secrets, signal) };
}

type Opened = {
  readonly read: (signal: AbortSignal) => Promise<readonly RawCounters[]>;
  readonly secrets: readonly string[];
  readonly asks?: PrometheusCounters;
  readonly close?: () => void;
};

function openSource(source: CounterSource, site: MetricsSite, prometheus: Prometheus): Opened {
  const { service, tracks, smokeTest } = site;
  const { latencyThreshold: threshold, interval } = service.analysis;
  switch (source.from) {
    case 'prometheus': {
      const asked = Object.values(tracks).map((track): Asked => ({ name: track.name, values: valuesOf(service, track) }));
      const counters = new PrometheusCounters({ prometheus, queries: queriesOf(source), tracks: asked, threshold, interval });
      return { read: (signal) => counters.read(signal), secrets: prometheus.secrets, asks: counters };
    }
    case 'smoke-test': {
      const ask = (role: keyof Both, signal: AbortSignal) => {
        if (!smokeTest) throw new NoData('this platform cannot send the smoke test to one version');
        return smokeTest.ask({ oneOf: tracks[role].name }, signal);
      };
      const counters = new SmokeCounters(async (...args) => ask(...args), tracks, source.rate, site.hasTraffic);
      return { read: () => counters.read(), secrets: [], close: () => counters.close() };
    }
    case 'command':
      return { read: customCounters(source, site), secrets: Object.values(service.env) };
    case 'http':
      return { read: customCounters(source, site), secrets: source.secrets };
  }
}

async function oneNumber(prometheus: Prometheus, query: string, signal: AbortSignal): Promise<number> {
  const series = await prometheus.query(query, null, signal);
  const [first] = series;
  if (first === undefined) throw new NoData(`Prometheus has nothing for \`${query}\``);
  if (series.length > 1)
    throw new NoData(`\`${query}\` gives ${series.length} numbers: write a query that gives one, for example with sum()`);
  if (Number.isNaN(first.value)) throw new NoData(`\`${query}\` is NaN, as 0 / 0 is: there was nothing to count`);
  return first.value;
}

/** Counters that stand still between two scrapes would be judged as no traffic. */
async function scrapeProblems(prometheus: Prometheus, asked: ReadonlySet<string>, interval: number, signal: AbortSignal) {
  const told = await reading(() => prometheus.scrapeIntervals(signal), prometheus.secrets, signal);
  if ('noData' in told) {
    const message = `it could not be seen how often the metrics are scraped (${told.noData}): analysis.interval must not be shorter`;
    return [{ message, unchecked: true }];
  }
  const slow = [...asked].filter((target) => (told.value.get(target) ?? 0) > interval);
  const longest = Math.max(...slow.map((target) => told.value.get(target) ?? 0));
  if (slow.length === 0) return [];
  const [own, wanted] = [interval, longest].map(formatDuration);
  return [
    { message: `analysis.interval is ${own}, and Prometheus scrapes ${slow.join(', ')} every ${wanted} only: write interval: ${wanted}` },
  ];
}
