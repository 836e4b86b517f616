import type { HaproxyBalancer, KubernetesService, LocalService, Server, ServersService } from '../ports/service.ts';
import { isMapping, type Mapping } from '../units/mapping.ts';
import { listOf, mappings } from './mapping.ts';

type LocalPart = Pick<LocalService, 'platform' | 'run' | 'port' | 'instances'>;
type KubernetesPart = Pick<
  KubernetesService,
  'platform' | 'image' | 'workload' | 'container' | 'context' | 'namespace' | 'backend' | 'route' | 'manifests' | 'objects'
>;
type ServersPart = Pick<ServersService, 'platform' | 'update' | 'stop' | 'upload' | 'ssh' | 'servers' | 'balancers'>;
export type Own = LocalPart | ServersPart | KubernetesPart;

/** The part of an expanded service without findings that only its platform has; paths are made whole by `absolute`. */
export function ownPart(service: Mapping, absolute: (path: string) => string, name: string): Own {
  switch (service['platform']) {
    case 'local':
      return localPart(service);
    case 'kubernetes':
      return kubernetesPart(service, name);
    default:
      return serversPart(service, absolute);
  }
}

function kubernetesPart(service: Mapping, name: string): KubernetesPart {
  const [kind, own] = String(service['workload'] ?? `deployment/${name}`).split('/');
  return {
    platform: 'kubernetes',
    image: listOf(service['image']),
    workload: { kind: kind as KubernetesService['workload']['kind'], name: own ?? name },
    container: textOrNull(service['container']),
    context: textOrNull(service['context']),
    namespace: textOrNull(service['namespace']),
    backend: textOrNull(service['backend']),
    route: service['route'] === undefined ? null : routeOf(String(service['route'])),
    manifests: service['manifests'] === undefined ? null : listOf(service['manifests']),
    objects: null,
  };
}

function routeOf(text: string): KubernetesService['route'] {
  const [name = '', kind, namespace = null] = text.split('/').reverse();
  return { kind: kind as NonNullable<KubernetesService['route']>['kind'], namespace, name };
}

function localPart(service: Mapping): LocalPart {
  return {
    platform: 'local',
    run: service['run'] as string[],
    port: Number(service['port']),
    instances: Number(service['instances'] ?? 2),
  };
}

function serversPart(service: Mapping, absolute: (path: string) => string): ServersPart {
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

function textOrNull(value: unknown): string | null {
  return value === undefined ? null : String(value);
}
