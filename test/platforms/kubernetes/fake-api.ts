import { setImmediate as turn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Api, Operation, Resource } from '../../../src/platforms/kubernetes/api/api.ts';
import type { Site } from '../../../src/platforms/kubernetes/site.ts';
import type { KubernetesService } from '../../../src/ports/service.ts';
import { expandService } from '../../../src/service/expand.ts';

// biome-ignore lint/suspicious/noExplicitAny: objects as they come
type Fake = Resource & Record<string, any>;
type Labels = Readonly<Record<string, string>>;

/** An API server with Services, workloads and pods, whose controller of endpoints is done at once: for walks through many cases. */
export type FakeCluster = {
  readonly site: Site;
  /** By path below the namespace, such as `services/shop`. */
  readonly objects: Map<string, Fake>;
  /** The ready pods that a Service leads to. */
  behind(service: string): readonly Fake[];
  /** Called with each write before it is done; what it throws is the answer. */
  onWrite: (path: string) => void;
  /** Called after each write. */
  afterWrite: (path: string) => void;
};

export function fakeCluster(objects: readonly Fake[], settings: Readonly<Record<string, unknown>> = {}): FakeCluster {
  const all = new Map(objects.map((object) => [`${object.kind}/${object.metadata.name}`, object]));
  let version = 1;
  const of = (kind: string) => [...all].filter(([path]) => path.startsWith(`${kind}/`)).map(([, object]) => object);
  const cluster: FakeCluster = {
    site: { service: serviceOf(settings), api: fakeApi() },
    objects: all,
    behind: (service) => of('pods').filter((pod) => isReady(pod) && matches(pod, all.get(`services/${service}`)?.['spec'].selector)),
    onWrite: () => {},
    afterWrite: () => {},
  };

  function slices(service: string): Fake[] {
    const pods = of('pods').filter((pod) => matches(pod, all.get(`services/${service}`)?.['spec'].selector));
    const endpoints = pods.map((pod) => ({ conditions: { ready: isReady(pod) }, targetRef: { uid: pod.metadata.uid } }));
    const parts = Array.from({ length: Math.ceil(endpoints.length / 100) }, (_, at) => endpoints.slice(at * 100, at * 100 + 100));
    return parts.map((part, at) => ({ metadata: { name: `${service}-${at}` }, addressType: 'IPv4', endpoints: part }));
  }
  function fakeApi(): Api {
    const below = (path: string) => path.replace(/^.*\/namespaces\/it\//, '');
    const none = () => Promise.reject(new Error('nobody asks for this'));
    const fake: Partial<Api> = {
      place: 'the current context',
      namespace: async () => 'it',
      async get<T>(path: string, signal: AbortSignal, query: Readonly<Record<string, string>> = {}) {
        signal.throwIfAborted();
        const at = below(path);
        if (at.includes('/')) return structuredClone((all.get(at) ?? null) as T);
        const selector = Object.fromEntries((query['labelSelector'] ?? '').split(',').map((one) => one.split('=')));
        const found = of(at).filter((object) => query['labelSelector'] === undefined || matches(object, selector));
        const items = at === 'endpointslices' ? slices(selector['kubernetes.io/service-name']) : found;
        return structuredClone({ metadata: { resourceVersion: `${version}` }, items }) as T;
      },
      async patch<T>(path: string, operations: readonly Operation[]) {
        const at = below(path);
        cluster.onWrite(at);
        const object = all.get(at);
        if (object === undefined) return null;
        const changed = operations.reduce<Fake | null>((now, operation) => now && applied(now, operation), structuredClone(object));
        if (changed === null) return 'conflict';
        all.set(at, { ...changed, metadata: { ...changed.metadata, resourceVersion: `${++version}` } });
        cluster.afterWrite(at);
        return structuredClone(all.get(at)) as T;
      },
      changed: async () => void (await turn()),
    };
    return { create: none, replace: none, remove: none, text: none, ask: none, close: async () => {}, ...fake } as Api;
  }
  return cluster;
}

function serviceOf(settings: Readonly<Record<string, unknown>>): KubernetesService {
  const raw = { platform: 'kubernetes', image: 'sluice.test/echo:{version}', namespace: 'it', ...settings };
  return expandService(raw, {
    service: 'shop',
    environment: 'production',
    root: '/repository',
    variables: {},
    inputs: {},
  }) as KubernetesService;
}

function isReady(pod: Fake): boolean {
  return pod['status'].conditions[0].status === 'True';
}

function matches({ metadata }: Fake, selector: Labels = {}): boolean {
  return Object.entries(selector).every(([key, value]) => metadata.labels?.[key] === value);
}

/** null where it does not fit. */
function applied(object: Fake, operation: Operation): Fake | null {
  const keys = operation.path.split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop() as string;
  const parent = keys.slice(1).reduce<Record<string, unknown> | undefined>((part, key) => part?.[key] as never, object);
  if (parent === undefined || (operation.op !== 'add' && !(last in parent))) return null;
  if (operation.op === 'test') return isDeepStrictEqual(parent[last], operation.value) ? object : null;
  if (operation.op === 'remove') delete parent[last];
  else parent[last] = operation.value;
  return object;
}

/** A ready pod, or not. */
export function fakePod(name: string, labels: Labels, ready = true): Fake {
  const conditions = [{ type: 'Ready', status: ready ? 'True' : 'False' }];
  return { kind: 'pods', metadata: { name, uid: name, labels }, status: { conditions } };
}

export function fakeService(name: string, selector: Labels, spec: Readonly<Record<string, unknown>> = {}): Fake {
  const metadata = { name, uid: name, resourceVersion: '1' };
  return { kind: 'services', metadata, spec: { clusterIP: '10.0.0.1', ports: [{ port: 80, nodePort: 30_000 }], ...spec, selector } };
}

export function fakeDeployment(name: string, replicas: number, selector: Labels, labels: Labels): Fake {
  const template = { metadata: { labels }, spec: { containers: [{ name: 'shop', image: 'shop:v1' }] } };
  const metadata = { name, uid: name, resourceVersion: '1', generation: 1 };
  return { kind: 'deployments', metadata, spec: { replicas, selector: { matchLabels: selector }, template } };
}
