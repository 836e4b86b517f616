import type { CounterQueries, CounterSource, Endpoint, MetricSettings, QuerySet, Success } from '../ports/service.ts';
import { formatDuration, parseDuration } from '../units/duration.ts';
import { isMapping, type Mapping } from '../units/mapping.ts';
import { counterProblems, namesIn, queryProblems } from '../units/promql.ts';
import type { Finding, Path } from './finding.ts';
import { mappings } from './mapping.ts';

/** A second: counters do not move faster than that in a way that could be judged. */
export const SHORTEST_INTERVAL = 1_000;

const SOURCES = ['queries', 'command', 'http', 'smoke-test'] as const;
const OF_THRESHOLD = ['query', 'success', 'interval', 'failure-limit', 'consecutive-error-limit'] as const;
const SETS: Readonly<Record<QuerySet, string>> = {
  haproxy: 'servers',
  local: 'local',
  traefik: 'kubernetes',
  'envoy-gateway': 'kubernetes',
  'nginx-gateway-fabric': 'kubernetes',
  istio: 'kubernetes',
};
/** What can stand in the address of a server that prints counters. */
const ADDRESS_NAMES: readonly string[] = ['stable.track', 'stable.version', 'canary.track', 'canary.version'];

/** A value as it stands in an expanded service, the same as its author wrote it, and where. */
type Place = { readonly value: Mapping; readonly shown: unknown; readonly path: Path };

/** The metrics of an expanded service, with everything that the schema does not see. `interval`: that of `analysis`. */
export function metricSettings(service: Mapping, shown: Mapping, interval: number, findings: Finding[]): MetricSettings[] {
  const list = isMapping(service['analysis']) ? service['analysis']['metrics'] : undefined;
  if (!Array.isArray(list)) return [];
  const written = isMapping(shown['analysis']) ? shown['analysis']['metrics'] : undefined;
  return list.flatMap((value: unknown, at): MetricSettings[] => {
    if (!isMapping(value)) return [];
    const place = { value, shown: Array.isArray(written) ? written[at] : undefined, path: ['analysis', 'metrics', at] };
    const before = list.slice(0, at).some((other) => isMapping(other) && other['name'] === value['name']);
    if (before)
      findings.push({ path: place.path, key: 'name', message: `${nameOf(place)} stands twice: give each metric a name of its own` });
    return [metric(place, service, interval, findings)];
  });
}

function metric(place: Place, service: Mapping, interval: number, findings: Finding[]): MetricSettings {
  const { value, path } = place;
  const say = (key: string, message: string) => findings.push({ path, key, message: `${nameOf(place)}: ${message}` });
  const decides = value['dry-run'] !== true && value['kind'] !== 'compare';
  const common = { name: String(value['name']), weight: Number(value['weight'] ?? 1), decides };
  const isThreshold = value['kind'] === 'threshold';
  const [wanted, other] = isThreshold ? [OF_THRESHOLD, SOURCES] : [SOURCES, OF_THRESHOLD];
  const given = wanted.filter((key) => value[key] !== undefined);
  const strange = other.find((key) => value[key] !== undefined);
  if (strange !== undefined) {
    const kind = isThreshold ? 'kind: threshold is asked with query' : 'it is for kind: threshold';
    say(strange, `${strange} cannot stand here: ${kind}`);
  }
  const asked = value['queries'] !== undefined || value['query'] !== undefined;
  if (asked && endpointOf(service, ['analysis', 'prometheus']) === null)
    say(isThreshold ? 'query' : 'queries', 'it is not known which Prometheus to ask: write analysis.prometheus with its address');
  if (isThreshold) return { ...common, ...threshold(place, interval, say) };
  if (given.length !== 1)
    say(given[1] ?? 'name', `it has ${given.length === 0 ? 'no source' : given.join(' and ')}: write one of ${SOURCES.join(', ')}`);
  return { ...common, kind: value['kind'] === 'compare' ? 'compare' : 'judge', source: sourceOf(place, service, say, findings) };
}

type Say = (key: string, message: string) => unknown;

function threshold({ value }: Place, usual: number, say: Say) {
  const query = String(value['query'] ?? '');
  for (const key of ['query', 'success']) if (value[key] === undefined) say('name', `it has no ${key}: add the key ${key}`);
  for (const problem of queryProblems(query)) say('query', `query ${problem}`);
  const success = parseSuccess(String(value['success'] ?? ''));
  if (success === null && value['success'] !== undefined)
    say('success', 'success is no comparison with a number: write it like ">= 0.99", or ">= 0.9, < 1.1" for a range');
  const interval = durationOf(value['interval'], usual);
  if (value['interval'] !== undefined && interval < SHORTEST_INTERVAL) say('interval', 'interval is under a second: write 1s or more');
  else if (interval < usual)
    say('interval', `interval is shorter than that of analysis, at which all metrics are asked: write ${formatDuration(usual)} or more`);
  return {
    kind: 'threshold' as const,
    query,
    success: success ?? [],
    interval,
    failureLimit: Number(value['failure-limit'] ?? 0),
    consecutiveErrorLimit: Number(value['consecutive-error-limit'] ?? 4),
  };
}

function sourceOf({ value, shown, path }: Place, service: Mapping, say: Say, findings: Finding[]): CounterSource {
  if (Array.isArray(value['command'])) return { from: 'command', command: value['command'].map(String) };
  if (isMapping(value['smoke-test'])) {
    if (!isMapping(service['smoke-test'])) say('smoke-test', 'the service has no smoke-test to be repeated: write one, with its path');
    return { from: 'smoke-test', rate: Number(value['smoke-test']['rate']) };
  }
  if (isMapping(value['http'])) {
    const written = isMapping(shown) && isMapping(shown['http']) ? shown['http'] : {};
    const endpoint = endpointFrom(value['http'], written, [...path, 'http'], findings);
    const names = [...endpoint.address.matchAll(/\{\{([^{}]*)\}\}/g)].map(([, name = '']) => name.trim());
    const unknown = names.find((name) => !ADDRESS_NAMES.includes(name));
    if (unknown !== undefined)
      say('http', `address holds {{${unknown}}}, which stands for nothing: write {{${ADDRESS_NAMES.join('}}, {{')}}}`);
    return { from: 'http', ...endpoint };
  }
  const { queries } = value;
  return { from: 'prometheus', queries: isMapping(queries) ? ownQueries(queries, service, say) : readyQueries(queries, service, say) };
}

function readyQueries(name: unknown, service: Mapping, say: Say): QuerySet {
  const set = String(name) as QuerySet;
  if (!Object.hasOwn(SETS, set)) return 'local';
  const platform = SETS[set];
  if (platform !== service['platform'])
    say('queries', `${set} is for platform ${platform}: write queries of your own, with requests and bad`);
  else if (set === 'haproxy') backendProblem(service, say);
  else if (platform === 'kubernetes') namespaceProblem(service, say);
  if (set === 'envoy-gateway' && service['route'] === undefined)
    say('queries', 'envoy-gateway counts by route: write the key route of the service, or queries of your own');
  return set;
}

function ownQueries(queries: Mapping, service: Mapping, say: Say): CounterQueries {
  const text = (key: string) => String(queries[key] ?? '');
  if ((queries['requests'] === undefined) === (queries['good'] === undefined))
    say('queries', 'queries needs either requests or good, beside bad');
  if (queries['bad'] === undefined) say('queries', 'queries has no bad: add the query that counts the bad ones');
  const given = ['requests', 'good', 'bad', 'histogram'].filter((key) => queries[key] !== undefined);
  for (const key of given) for (const problem of counterProblems(text(key))) say('queries', `${key} ${problem}`);
  const names = given.flatMap((key) => namesIn(text(key)));
  if (names.includes('namespace')) namespaceProblem(service, say);
  if (names.includes('backend') && service['platform'] === 'servers') backendProblem(service, say);
  const what = queries['good'] === undefined ? 'requests' : 'good';
  return {
    all: { what, query: text(what) },
    bad: text('bad'),
    histogram: queries['histogram'] === undefined ? null : text('histogram'),
    unit: queries['unit'] === 'ms' ? 'ms' : 's',
  };
}

function backendProblem(service: Mapping, say: Say): void {
  const backends = mappings(service['balancers']).map(({ backend }) => backend);
  const names = new Set(backends.flatMap((one) => (isMapping(one) ? [`${one['blue']} ${one['green']}`] : [])));
  if (!backends.every(isMapping)) say('queries', '{{backend}} is one for each track: write balancers with backend: { blue: …, green: … }');
  else if (names.size > 1)
    say(
      'queries',
      '{{backend}} is one for all balancers, and these have backends of different names: name them alike, or write queries with {{track}}',
    );
}

function namespaceProblem(service: Mapping, say: Say): void {
  if (service['namespace'] === undefined) say('queries', '{{namespace}} is not known: write the key namespace of the service');
}

/** Reads `>= 0.99`, or two of these with a comma between; null where it is something else. */
function parseSuccess(text: string): Success | null {
  const parts = text.split(',').map((part) => /^(>=|<=|==|>|<)\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i.exec(part.trim()));
  if (parts.length > 2) return null;
  const success = parts.map((part) => part && { is: part[1] as Success[number]['is'], than: Number(part[2]) });
  return success.every((part) => part !== null) ? success : null;
}

/** The server at a path of an expanded service, with what is wrong about its headers; null where there is none. */
export function prometheusSettings(service: Mapping, shown: Mapping, findings: Finding[]): Endpoint | null {
  const path = ['analysis', 'prometheus'];
  const value = endpointOf(service, path);
  return value && endpointFrom(value, endpointOf(shown, path) ?? {}, path, findings);
}

function endpointOf(service: Mapping, [section, key]: readonly [string, string] | string[]): Mapping | null {
  const within = service[String(section)];
  const value = isMapping(within) ? within[String(key)] : undefined;
  return isMapping(value) ? value : null;
}

function endpointFrom(value: Mapping, shown: Mapping, path: Path, findings: Finding[]): Endpoint {
  const headers = isMapping(value['headers']) ? value['headers'] : {};
  const written = isMapping(shown['headers']) ? shown['headers'] : {};
  const isSecret = (name: string) => String(written[name] ?? '').includes('$');
  for (const name of Object.keys(headers)) {
    if (!/^(proxy-)?authorization$|^cookie$/i.test(name) || isSecret(name)) continue;
    const message = `${name} stands in the file: keep its value as a secret, and write its name here, such as Bearer $PROMETHEUS_TOKEN`;
    findings.push({ path: [...path, 'headers'], key: name, message });
  }
  const secrets = Object.entries(headers).filter(([name]) => isSecret(name));
  return {
    address: String(value['address'] ?? ''),
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)])),
    // A server may show the token without the word before it.
    secrets: secrets.flatMap(([, text]) => [String(text), String(text).split(' ').at(-1) ?? '']),
  };
}

function durationOf(value: unknown, fallback: number): number {
  try {
    return value === undefined ? fallback : parseDuration(String(value));
  } catch {
    // The schema says what is wrong with it.
    return fallback;
  }
}

function nameOf({ value, path }: Place): string {
  return `metric ${typeof value['name'] === 'string' ? value['name'] : Number(path[2]) + 1}`;
}
