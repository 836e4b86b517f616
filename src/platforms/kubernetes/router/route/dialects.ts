import type { KubernetesService } from '../../../../ports/service.ts';
import type { Site } from '../../site.ts';
import type { Dialect } from './dialect.ts';
import { gateway } from './gateway.ts';
import type { Place } from './object.ts';
import { traefik } from './traefik.ts';
import { virtualService } from './virtual-service.ts';

type Named = NonNullable<KubernetesService['route']>;

const DIALECTS: Readonly<Record<Named['kind'], Dialect>> = {
  httproute: gateway,
  grpcroute: gateway,
  traefikservice: traefik,
  virtualservice: virtualService,
};

export function dialectOf({ kind }: Named): Dialect {
  return DIALECTS[kind];
}

/** The route that the service file names. */
export function namedRoute({ service }: Site): Named {
  if (service.route === null) throw new Error('the service has no route');
  return service.route;
}

/** Of the route that the service file names. */
export async function routePlace(site: Site, signal: AbortSignal): Promise<Place> {
  const named = namedRoute(site);
  const namespace = named.namespace ?? (await site.api.namespace(signal));
  const all = `/apis/${dialectOf(named).api}/namespaces/${encodeURIComponent(namespace)}/${named.kind}s`;
  const title = `${named.kind} ${named.namespace === null ? '' : `${namespace}/`}${named.name}`;
  return { all, path: `${all}/${encodeURIComponent(named.name)}`, title, namespace };
}
