import type { HaproxyBalancer, LocalService, Server, ServersService } from '../ports/service.ts';
import type { Finding } from './finding.ts';
import { isMapping, type Mapping } from './mapping.ts';

const OWN = {
  local: ['run', 'port', 'instances'],
  servers: ['update', 'stop', 'upload', 'ssh', 'servers', 'balancers'],
} as const;
const NEEDED = {
  local: ['run', 'port'],
  servers: ['update', 'servers', 'balancers'],
} as const;

type LocalPart = Pick<LocalService, 'platform' | 'run' | 'port' | 'instances'>;
type ServersPart = Pick<ServersService, 'platform' | 'update' | 'stop' | 'upload' | 'ssh' | 'servers' | 'balancers'>;

/** What a service lacks for its platform, has of another one, or has in a way that its platform cannot keep. */
export function platformFindings(service: Mapping): Finding[] {
  const platform = service['platform'];
  if (platform !== 'local' && platform !== 'servers') {
    return platform === undefined
      ? [
          {
            path: [],
            message: 'the service has no platform: add platform: local or platform: servers',
          },
        ]
      : [];
  }
  const missing = NEEDED[platform].filter((key) => service[key] === undefined);
  const foreign = OWN[platform === 'local' ? 'servers' : 'local'].filter((key) => service[key] !== undefined);
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
  ];
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

/** The part of an expanded service without findings that only `local` has. */
export function localPart(service: Mapping): LocalPart {
  return {
    platform: 'local',
    run: service['run'] as string[],
    port: Number(service['port']),
    instances: Number(service['instances'] ?? 2),
  };
}

/** The part of an expanded service without findings that only `servers` has. */
export function serversPart(service: Mapping, absolute: (path: string) => string): ServersPart {
  const { key, 'known-hosts': knownHosts } = isMapping(service['ssh']) ? service['ssh'] : {};
  return {
    platform: 'servers',
    update: String(service['update']),
    stop: textOrNull(service['stop']),
    upload: service['upload'] === undefined ? null : absolute(String(service['upload'])),
    ssh: { key: textOrNull(key), knownHosts: knownHosts === undefined ? null : absolute(String(knownHosts)) },
    servers: mappings(service['servers']).map(server),
    balancers: mappings(service['balancers']).map(balancer),
  };
}

function server(from: Mapping): Server {
  return {
    name: String(from['name']),
    host: textOrNull(from['host']),
    address: String(from['address']),
    track: (from['track'] ?? null) as Server['track'],
  };
}

function balancer(from: Mapping): HaproxyBalancer {
  return {
    kind: 'haproxy',
    host: textOrNull(from['host']),
    socket: String(from['socket']),
    config: textOrNull(from['config']),
    backend: from['backend'] as HaproxyBalancer['backend'],
    map: textOrNull(from['map']),
    key: textOrNull(from['key']),
  };
}

function mappings(value: unknown): Mapping[] {
  return Array.isArray(value) ? value.filter(isMapping) : [];
}

function textOrNull(value: unknown): string | null {
  return value === undefined ? null : String(value);
}
