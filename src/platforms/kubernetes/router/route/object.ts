import type { Resource } from '../../api/api.ts';
import type { Site } from '../../site.ts';
import type { Condition } from '../../workload.ts';

/** What a rule sends requests to. Fields that we do not know stay in it, as in all of these. */
export type Ref = {
  readonly group?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name: string;
  readonly port?: number;
  readonly weight?: number;
};

export type Match = { readonly headers?: readonly { readonly type?: string; readonly name: string; readonly value: string }[] };

export type Rule = { readonly name?: string; readonly matches?: readonly Match[]; readonly backendRefs?: readonly Ref[] };

/** A Gateway, mostly. */
export type Parent = {
  readonly group?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name: string;
  readonly sectionName?: string;
  readonly port?: number;
};

/** An HTTPRoute or a GRPCRoute: what we look at is the same in both. */
export type Route = Resource & {
  readonly spec: { readonly parentRefs?: readonly Parent[]; readonly rules?: readonly Rule[] };
  readonly status?: {
    readonly parents?: readonly {
      readonly parentRef: Parent;
      readonly conditions?: readonly (Condition & { readonly observedGeneration?: number })[];
    }[];
  };
};

/** Where a route is: the path of all in its namespace, and how people name it. */
export type RoutePlace = { readonly all: string; readonly path: string; readonly title: string; readonly namespace: string };

/** Of the route that the service file names. */
export async function routePlace({ api, service }: Site, signal: AbortSignal): Promise<RoutePlace> {
  if (service.route === null) throw new Error('the service has no route');
  const { kind, name } = service.route;
  const namespace = service.route.namespace ?? (await api.namespace(signal));
  const all = `/apis/gateway.networking.k8s.io/v1/namespaces/${encodeURIComponent(namespace)}/${kind}s`;
  const title = `${kind} ${service.route.namespace === null ? '' : `${namespace}/`}${name}`;
  return { all, path: `${all}/${encodeURIComponent(name)}`, title, namespace };
}
