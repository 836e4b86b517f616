import type { Service } from '../ports/service.ts';
import type { TrackValues } from '../units/promql.ts';
import type { TrackOf } from './custom.ts';

/** What the names in braces of a query stand for, of one track. */
export function valuesOf(service: Service, { name: track, version }: TrackOf): TrackValues {
  const plain = { track, version, namespace: null };
  switch (service.platform) {
    case 'local':
      return { ...plain, backend: String(service.port) };
    case 'servers': {
      const backend = service.balancers[0]?.backend;
      return { ...plain, backend: typeof backend === 'object' ? (backend[track as 'blue' | 'green'] ?? null) : (backend ?? null) };
    }
    case 'kubernetes': {
      const { workload, namespace, route } = service;
      const isHome = track === workload.name;
      return {
        ...plain,
        namespace,
        // The next track's Service has its name.
        backend: isHome ? (service.backend ?? workload.name) : track,
        route: route && `${route.kind}/${route.namespace ?? namespace}/${route.name}`,
        position: isHome ? '0' : '1',
      };
    }
  }
}
