import { setTimeout as sleep } from 'node:timers/promises';
import type { List, Resource } from '../api/api.ts';
import type { Labels } from '../backend.ts';
import { isReady, listPods, type Pod } from '../pods.ts';
import { labelSelector } from '../selector.ts';
import { corePath, type Site } from '../site.ts';

type Slice = Resource & {
  readonly addressType: string;
  readonly endpoints?:
    | readonly { readonly conditions?: { readonly ready?: boolean }; readonly targetRef?: { readonly uid?: string } }[]
    | null;
};

/** Which pods a Service should lead to. */
export type Wanted = {
  readonly service: string;
  readonly selector: Labels;
  /** What is wrong with these ready pods, which the selector selects; null: they are those that are meant. Left out: any are. */
  readonly wrong?: (pods: readonly Pod[]) => string | null;
};

/** Milliseconds until it is given up: the controller of endpoints takes well under a second, unless the cluster is in trouble. */
const PATIENCE = 30_000;

/**
 * Resolves when the EndpointSlices of a Service hold exactly the ready pods that its selector is to select, at least one. Throws a plain error
 * where that is not so after 30 s.
 */
export async function awaitEndpoints(site: Site, wanted: Wanted, signal: AbortSignal): Promise<void> {
  const patience = AbortSignal.timeout(PATIENCE);
  for (;;) {
    const { pods, endpoints, wrong, isThere, unchanged } = await look(site, wanted, signal);
    if (isThere) return;
    if (patience.aborted) {
      const { service, selector } = wanted;
      const meant = `the ${pods} ready pods with ${labelSelector({ matchLabels: selector })}`;
      const why = wrong === null ? '' : `, and ${wrong}`;
      throw new Error(`the Service ${service} leads to ${endpoints} pods, which for ${PATIENCE / 1_000} s were not ${meant}${why}`);
    }
    await unchanged(AbortSignal.any([signal, patience]));
  }
}

async function look(site: Site, { service, selector, wrong = () => null }: Wanted, signal: AbortSignal) {
  const podQuery = { labelSelector: labelSelector({ matchLabels: selector }) };
  const sliceQuery = { labelSelector: `kubernetes.io/service-name=${service}` };
  const slicePath = await slicesPath(site, signal);
  const [pods, slices] = await Promise.all([
    listPods(site, podQuery, signal),
    site.api.get<List<Slice>>(slicePath, signal, sliceQuery).then((list) => list ?? { metadata: { resourceVersion: '' }, items: [] }),
  ]);
  const ready = pods.items.filter(isReady);
  const families = endpointsOf(slices.items);
  const isThere = families.length > 0 && families.every((family) => isSame(family, new Set(ready.map(({ metadata }) => metadata.uid))));
  return {
    pods: ready.length,
    endpoints: families[0]?.size ?? 0,
    wrong: wrong(ready),
    isThere: ready.length > 0 && isThere && wrong(ready) === null,
    unchanged: async (until: AbortSignal) => {
      // The more there are, the dearer is a look, and the more often one of them changes.
      await sleep(Math.min(pods.items.length, 1_000), undefined, { signal: until }).catch(() => {});
      const podPath = await corePath(site, 'pods', signal);
      await firstOf(until, [
        (over) => site.api.changed(podPath, pods.metadata.resourceVersion, over, podQuery),
        (over) => site.api.changed(slicePath, slices.metadata.resourceVersion, over, sliceQuery),
      ]);
    },
  };
}

/** The pods that are ready behind a Service by the uid, for each family of addresses: a pod has one of each, in slices of their own. */
export function endpointsOf(slices: readonly Slice[]): readonly ReadonlySet<string | undefined>[] {
  const families = Map.groupBy(slices, ({ addressType }) => addressType);
  return [...families.values()].map((family) => {
    const endpoints = family.flatMap((slice) => slice.endpoints ?? []);
    // Left out means that nobody knows, which is to be taken for ready.
    return new Set(endpoints.filter(({ conditions }) => conditions?.ready !== false).map(({ targetRef }) => targetRef?.uid));
  });
}

function isSame<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  return a.size === b.size && a.isSubsetOf(b);
}

async function firstOf(signal: AbortSignal, waits: readonly ((over: AbortSignal) => Promise<void>)[]): Promise<void> {
  const over = new AbortController();
  const both = AbortSignal.any([signal, over.signal]);
  const all = waits.map((wait) => wait(both));
  try {
    await Promise.race(all);
  } finally {
    over.abort();
    await Promise.allSettled(all);
  }
}

async function slicesPath({ api }: Site, signal: AbortSignal): Promise<string> {
  return `/apis/discovery.k8s.io/v1/namespaces/${encodeURIComponent(await api.namespace(signal))}/endpointslices`;
}
