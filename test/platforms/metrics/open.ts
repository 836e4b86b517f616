import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { openMetrics } from '../../../src/metrics/index.ts';
import type { OpenMetrics, RawCounters, Reading } from '../../../src/ports/metrics.ts';
import type { SmokeTest } from '../../../src/ports/smoke-test.ts';
import { expandService } from '../../../src/service/expand.ts';
import { twoFreePorts } from '../../fakes/ports.ts';
import { type Prometheus, startPrometheus, type Target } from '../../fakes/prometheus.ts';

export const never = new AbortController().signal;

export type Settings = {
  /** Of the service; what is left out is a small one on `local`. */
  readonly service?: Readonly<Record<string, unknown>>;
  readonly analysis: Readonly<Record<string, unknown>>;
  readonly tracks?: readonly [stable: string, canary: string];
  readonly versions?: readonly [stable: string, canary: string];
  readonly variables?: Readonly<Record<string, string>>;
  readonly smokeTest?: SmokeTest;
  readonly hasTraffic?: () => boolean;
};

/** The metrics of a service file, closed with the test. */
export function open({
  service,
  analysis,
  tracks = ['blue', 'green'],
  versions = ['v1', 'v2'],
  variables = {},
  smokeTest,
  hasTraffic = () => true,
}: Settings): OpenMetrics {
  const own = service?.['platform'] === undefined ? { platform: 'local', run: ['node'], port: 8080, 'smoke-test': { path: '/' } } : {};
  const raw = { ...own, ...service, analysis };
  const expansion = { service: 'shop', environment: 'production', root: '/', inputs: {}, variables };
  const [stable, canary] = [0, 1].map((at) => ({ name: tracks[at] ?? '', version: versions[at] ?? '' }));
  if (!stable || !canary) throw new Error('two tracks');
  const metrics = openMetrics({
    service: expandService(raw, expansion),
    workspace: process.cwd(),
    tracks: { stable, canary },
    hasTraffic: async () => hasTraffic(),
    ...(smokeTest && { smokeTest }),
  });
  onTestFinished(() => metrics.close());
  return metrics;
}

/** A Prometheus that scrapes these, ended with the test. */
export async function scraping(...targets: Target[]): Promise<Prometheus> {
  const prometheus = await startPrometheus(await twoFreePorts(), targets);
  onTestFinished(() => prometheus.close());
  return prometheus;
}

/** The one metric that is called `it`. */
export async function readIt(metrics: OpenMetrics): Promise<Reading<readonly RawCounters[]>> {
  const told = await metrics.counters['it']?.read(never);
  if (!told) throw new Error('no such metric');
  return told;
}

/** The counters of `it`; throws where there is no data. */
export async function countsOf(metrics: OpenMetrics): Promise<RawCounters> {
  const told = await readIt(metrics);
  if ('noData' in told) throw new Error(told.noData);
  const [counters] = told.value;
  if (!counters) throw new Error('no counters');
  return counters;
}

/** Why `it` says nothing now; '' where it says something. */
export async function noDataOf(metrics: OpenMetrics): Promise<string> {
  const told = await readIt(metrics);
  return 'noData' in told ? told.noData : '';
}

/** A server that answers what it is told to, ended with the test. */
export async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
