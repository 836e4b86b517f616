import { type BalancerState, EDGES } from './state.ts';

/** Where the page is, on the preview port; no path of an application is called so. */
export const METRICS_PATH = '/_sluice/metrics';
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const BEGAN = Date.now() / 1_000 - process.uptime();

/**
 * Counters in the text format of Prometheus, version 0.0.4
 * (https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format). `seconds`: how long all requests took together, by track.
 */
export function metricsPage(port: number, counters: BalancerState['counters'], seconds: Readonly<Record<string, number>>): string {
  const tracks = Object.entries(counters).map(([track, counter]) => ({ ...counter, track, labels: `port="${port}",track="${track}"` }));
  const duration = 'sluice_request_duration_seconds';
  return [
    ...head('sluice_requests_total', 'counter', 'Requests of users that ended.'),
    ...tracks.map(({ labels, requests }) => `sluice_requests_total{${labels}} ${requests}`),
    ...head('sluice_errors_total', 'counter', 'Those answered with 5xx, or not at all.'),
    ...tracks.map(({ labels, errors }) => `sluice_errors_total{${labels}} ${errors}`),
    ...head(duration, 'histogram', 'How long they took until the answer began.'),
    ...tracks.flatMap(({ track, labels, requests, slower }) => [
      ...EDGES.map((edge, at) => `${duration}_bucket{${labels},le="${edge / 1_000}"} ${requests - (slower[at] ?? 0)}`),
      `${duration}_bucket{${labels},le="+Inf"} ${requests}`,
      `${duration}_sum{${labels}} ${seconds[track] ?? 0}`,
      `${duration}_count{${labels}} ${requests}`,
    ]),
    ...head('process_start_time_seconds', 'gauge', 'When this balancer began, in seconds since 1970.'),
    `process_start_time_seconds ${BEGAN.toFixed(3)}`,
    '',
  ].join('\n');
}

function head(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}
