import { isMapping, type Mapping } from '../units/mapping.ts';
import { quoted } from '../units/problem.ts';
import type { Finding } from './finding.ts';
import { listOf, mappings } from './mapping.ts';

const PLATFORMS = ['local', 'servers', 'kubernetes'] as const;
type PlatformName = (typeof PLATFORMS)[number];
/** Keys that do something on some platforms only, and on which. */
const ONLY: Readonly<Record<string, readonly PlatformName[]>> = {
  ...only('local', ['run', 'port', 'instances']),
  ...only('servers', ['update', 'stop', 'upload', 'ssh', 'servers', 'balancers']),
  ...only('kubernetes', ['image', 'workload', 'container', 'context', 'namespace', 'backend', 'route', 'manifests']),
  // There a pod's own readiness, and its object, are what is looked at.
  ...Object.fromEntries(['health', 'reports', 'sticky', 'env', 'state'].map((key) => [key, ['local', 'servers']])),
};
const NEEDED: Readonly<Record<PlatformName, readonly string[]>> = {
  local: ['run', 'port'],
  servers: ['update', 'servers', 'balancers'],
  kubernetes: ['image'],
};

function only(platform: PlatformName, keys: readonly string[]): Record<string, readonly PlatformName[]> {
  return Object.fromEntries(keys.map((key) => [key, [platform]]));
}

/** What a service lacks for its platform, has of another one, or has in a way that its platform cannot keep. */
export function platformFindings(service: Mapping): Finding[] {
  const platform = PLATFORMS.find((known) => known === service['platform']);
  if (platform === undefined) {
    const message = `the service has no platform: add platform: with one of ${PLATFORMS.join(', ')}`;
    return service['platform'] === undefined ? [{ path: [], message }] : [];
  }
  const missing = NEEDED[platform].filter((key) => service[key] === undefined);
  const foreign = Object.keys(service).filter((key) => service[key] !== undefined && ONLY[key]?.includes(platform) === false);
  return [
    ...missing.map((key) => ({
      path: [],
      message: `the service has no ${key}: with platform: ${platform}, add the key ${key}`,
    })),
    ...foreign.map((key) => ({
      path: [key],
      message: `${key} does nothing with platform: ${platform}: take it out`,
    })),
    ...(platform === 'servers' ? serversFindings(service) : []),
    ...(platform === 'kubernetes' ? kubernetesFindings(service) : []),
  ];
}

function kubernetesFindings(service: Mapping): Finding[] {
  const { image, container } = service;
  const images = listOf(image);
  const found = images.flatMap((one, at): Finding[] =>
    one.includes('{version}')
      ? []
      : [
          {
            path: Array.isArray(image) ? ['image', at] : ['image'],
            message: `image ${quoted(one)} has no {version}: write it where the version goes, like ghcr.io/acme/shop:{version}`,
          },
        ],
  );
  if (container !== undefined && images.length > 1)
    found.push({ path: ['container'], message: 'container goes with one image: take it out, or write one image' });
  return [...found, ...trafficFindings(service)];
}

/** Only a Deployment has tracks between which requests can be told apart. */
function trafficFindings({ workload = 'deployment/', backend, route, preview }: Mapping): Finding[] {
  const keys = Object.entries({ backend, route }).filter(([, value]) => value !== undefined);
  const found: Finding[] = String(workload).startsWith('deployment/')
    ? []
    : keys.map(([key]) => ({ path: [key], message: `${key} does nothing with workload: ${workload}: take it out` }));
  if (preview === undefined) return found;
  if (/^https?:/.test(String(preview)))
    found.push({
      path: ['preview'],
      message: 'preview is an address, which nothing leads to here: write header:<name>=<value> or cookie:<name>=<value>',
    });
  else if (route === undefined)
    found.push({
      path: ['preview'],
      message: 'preview needs a route that can tell requests apart: add route: httproute/<name>, or take preview out',
    });
  else if (/(^|\/)traefikservice\//.test(String(route)))
    found.push({
      path: ['preview'],
      message:
        'preview needs a route that can tell requests apart, which a TraefikService cannot: take preview out, or write another route',
    });
  return found;
}

function serversFindings(service: Mapping): Finding[] {
  const servers = mappings(service['servers']);
  const balancers = mappings(service['balancers']);
  const state = service['state'];
  const away = [...servers, ...balancers].some((one) => one['host'] !== undefined);
  const relative = away && typeof state === 'string' && !/^(\/|~\/)/.test(state);
  const message = 'state is a folder of other machines too: write a path that starts with / or ~/';
  return [...trackFindings(servers, balancers), ...(relative ? [{ path: ['state'], message }] : [])];
}

function trackFindings(servers: readonly Mapping[], balancers: readonly Mapping[]): Finding[] {
  const names = servers.map((server) => server['name']);
  const findings: Finding[] = names.flatMap((name, at) =>
    name !== undefined && names.indexOf(name) < at
      ? [
          {
            path: ['servers', at, 'name'],
            message: `servers[${at}].name is "${name}" as before: give each server its own name`,
          },
        ]
      : [],
  );
  const tracks = new Set(servers.map((server) => server['track']));
  const tracked = tracks.has('blue') || tracks.has('green');
  if (tracked && (tracks.has(undefined) || tracks.size < 2)) {
    findings.push({
      path: ['servers'],
      message: 'servers: give every server a track, some blue and some green, or none of them',
    });
  }
  return [...findings, ...balancers.flatMap((balancer, at) => balancerFindings(balancer, at, tracked))];
}

function balancerFindings(balancer: Mapping, at: number, tracked: boolean): Finding[] {
  const path = ['balancers', at] as const;
  const name = `balancers[${at}]`;
  if (tracked !== isMapping(balancer['backend'])) {
    const wanted = tracked ? 'a backend for each track, { blue: …, green: … }' : 'one backend, as the servers have no tracks';
    return [
      {
        path: [...path, 'backend'],
        message: `${name}.backend: write ${wanted}`,
      },
    ];
  }
  const wrong = ['map', 'key'].filter((key) => (balancer[key] !== undefined) !== tracked);
  return wrong.map((key) =>
    tracked
      ? {
          path,
          message: `${name} has no ${key}: weights of tracks are kept in a map, add map and key`,
        }
      : {
          path: [...path, key],
          message: `${name}.${key} does nothing without tracks: take it out, or give every server a track`,
        },
  );
}
