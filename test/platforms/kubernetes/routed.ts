import { openApi } from '../../../src/platforms/kubernetes/api/client.ts';
import { nextName, TRACK } from '../../../src/platforms/kubernetes/next.ts';
import { routeRouter } from '../../../src/platforms/kubernetes/router/route/route-router.ts';
import type { Site } from '../../../src/platforms/kubernetes/site.ts';
import type { KubernetesService } from '../../../src/ports/service.ts';
import type { Router, Weights } from '../../../src/ports/tracks.ts';
import { expandService } from '../../../src/service/expand.ts';
import { type Manifest, type Namespace, newNamespace } from '../../fakes/kubernetes.ts';
import { bothTracks } from './both-tracks.ts';
import { type Written, written } from './compared.ts';
import { openGateway } from './gateway.ts';
import { never, newName } from './looked-at.ts';
import { openRoom, type Room } from './room.ts';

const SAY_SO = { type: 'ResponseHeaderModifier', responseHeaderModifier: { set: [{ name: 'X-Rule', value: 'kept' }] } };

/** Two tracks behind a route, as its user wrote it. */
export type Routed = {
  readonly name: string;
  readonly next: string;
  readonly site: Site;
  readonly router: Router;
  /** What the route says now. */
  spec(): Promise<Manifest>;
  /** The rules of it, where it has any. */
  rules(): Promise<readonly Manifest[]>;
  /** What its user says of route and Service. */
  all(): Promise<readonly Written[]>;
  weights(percent: number): Weights;
  /** Sends so many percent to the next track, and waits until it is so. */
  give(percent: number): Promise<void>;
};

/** All that the user's two rules for the service have, and one that leads elsewhere. */
export function routeOf(name: string, change: (rules: Manifest[]) => unknown = (rules) => rules): Manifest {
  const rule = (path: string, backendRefs: readonly unknown[]) => ({
    matches: [{ path: { type: 'PathPrefix', value: path } }],
    filters: [SAY_SO, { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } }],
    timeouts: { request: '10s' },
    backendRefs,
  });
  const own = { name, port: 80 };
  const elsewhere = { name: `${name}-steady`, port: 80 };
  const shared = [
    { ...elsewhere, weight: 10 },
    { ...own, weight: 90, filters: [SAY_SO] },
  ];
  const rules = [rule(`/${name}`, [own]), rule(`/${name}-steady`, [elsewhere]), rule(`/${name}-shared`, shared)];
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name },
    spec: { parentRefs: [{ name: 'web' }], rules: change(rules as unknown as Manifest[]) },
  };
}

/** A room with a way in, for tests that may run at once: they wait more than they do. */
export type Routes = {
  readonly room: Room;
  /** Another namespace, with a way in of its own. */
  readonly edge: Namespace;
  readonly gateway: string;
  /** Home at v1, the next track at v2, and Services for both, before a route. */
  routed(options?: RoutedOptions): Promise<Routed>;
  close(): Promise<void>;
};

type RoutedOptions = {
  readonly route?: (name: string) => Manifest;
  /** What leads to it. */
  readonly front?: (name: string) => Manifest;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether the route lies in `edge`. */
  readonly atEdge?: boolean;
  /** Of each track. Left out: 1. */
  readonly pods?: number;
};

/** @param open the way in of a namespace; its address */
export async function openRoutes(open: (namespace: Namespace) => Promise<string> = openGateway): Promise<Routes> {
  const room = await openRoom();
  const edge = await newNamespace(() => {});
  const gateway = await open(room);
  await open(edge);
  const sites: Site[] = [];

  function siteOf(name: string, settings: Readonly<Record<string, unknown>>): Site {
    const raw = { platform: 'kubernetes', image: 'sluice.test/echo:{version}', namespace: room.name, ...settings };
    const expansion = { service: name, environment: 'production', root: '/repository', variables: {}, inputs: {} };
    const site = { service: expandService(raw, expansion) as KubernetesService, api: openApi({ context: null, namespace: room.name }) };
    sites.push(site);
    return site;
  }
  return {
    room,
    edge,
    gateway,
    async routed({ route: routeFor = routeOf, front, settings = {}, atEdge = false, pods = 1 } = {}) {
      const name = newName();
      const next = nextName(name);
      const [route, of] = [routeFor(name), atEdge ? edge : room];
      const kind = route.kind.toLowerCase();
      await bothTracks(room, name, { home: pods, next: pods });
      await room.apply(service(next, { [TRACK]: next }), service(`${name}-steady`, { app: name }));
      await of.apply(route, ...(front === undefined ? [] : [front(name)]));
      const site = siteOf(name, { route: `${of.name}/${kind}/${name}`, ...settings });
      const router = routeRouter(site);
      const weights = (percent: number) => ({ [name]: 100 - percent, [next]: percent });
      return {
        name,
        next,
        site,
        router,
        weights,
        spec: async () => (await of.read(`${kind}/${name}`))['spec'],
        rules: async () => (await of.read(`${kind}/${name}`))['spec'].rules,
        all: async () => [await written(of, `${kind}/${name}`), await written(room, `service/${name}`)],
        async give(percent) {
          await router.shift(weights(percent), never);
          await router.verify(weights(percent), never);
        },
      };
    },
    async close() {
      for (const { api } of sites) await api.close();
      await edge.close();
      await room.close();
    },
  };
}

function service(name: string, selector: Readonly<Record<string, string>>): Manifest {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector, ports: [{ port: 80, targetPort: 8080 }] } };
}
