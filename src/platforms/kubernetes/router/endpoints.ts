import { setTimeout as sleep } from 'node:timers/promises';
import type { List, Resource } from '../api/api.ts';
import type { Labels } from '../backend.ts';
import { isReady, ofOneMoment, type Pod, pagesOf } from '../pods/pods.ts';
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
  let pods = await ofOneMoment(() => readyOf(site, wanted, signal));
  for (;;) {
    const { endpoints, isThere, unchanged } = await look(site, wanted, pods, signal);
    if (isThere) return;
    if (patience.aborted) {
      const { service, selector } = wanted;
      const meant = `the ${pods.uids.size} ready pods with ${labelSelector({ matchLabels: selector })}`;
      const why = pods.wrong === null ? '' : `, and ${pods.wrong}`;
      throw new Error(`the Service ${service} leads to ${endpoints} pods, which for ${PATIENCE / 1_000} s were not ${meant}${why}`);
    }
    // Of many pods a list is dear: only the endpoints are looked at again where only they changed.
    if (await unchanged(AbortSignal.any([signal, patience]))) pods = await ofOneMoment(() => readyOf(site, wanted, signal));
  }
}

/** The ready pods that a selector selects; `count` of all. */
type Ready = {
  readonly version: string;
  readonly count: number;
  readonly uids: ReadonlySet<string | undefined>;
  readonly wrong: string | null;
};

async function readyOf(site: Site, { selector, wrong = () => null }: Wanted, signal: AbortSignal): Promise<Ready> {
  let [version, count] = ['', 0];
  const ready: Pod[] = [];
  for await (const { metadata, items } of pagesOf(site, podQueryOf(selector), signal)) {
    version = metadata.resourceVersion;
    count += items.length;
    for (const pod of items) if (isReady(pod)) ready.push({ metadata: identityOf(pod) });
  }
  return { version, count, uids: new Set(ready.map(({ metadata }) => metadata.uid)), wrong: wrong(ready) };
}

/** What it is called: of many pods the rest is much to be kept. */
function identityOf({ metadata: { name, uid, labels } }: Pod): Pod['metadata'] {
  return { name, ...(uid !== undefined && { uid }), ...(labels && { labels }) };
}

function podQueryOf(selector: Labels): { readonly labelSelector: string } {
  return { labelSelector: labelSelector({ matchLabels: selector }) };
}

async function look(site: Site, { service, selector }: Wanted, pods: Ready, signal: AbortSignal) {
  const sliceQuery = { labelSelector: `kubernetes.io/service-name=${service}` };
  const slicePath = await slicesPath(site, signal);
  const slices = await site.api.get<List<Slice>>(slicePath, signal, sliceQuery);
  const families = endpointsOf(slices?.items ?? []);
  const isThere = families.length > 0 && families.every((family) => isSame(family, pods.uids));
  return {
    endpoints: families[0]?.size ?? 0,
    isThere: pods.uids.size > 0 && isThere && pods.wrong === null,
    /** Resolves when some of it changed: whether pods did. */
    unchanged: async (until: AbortSignal): Promise<boolean> => {
      // The more there are, the dearer is a look, and the more often one of them changes.
      await sleep(Math.min(pods.count, 1_000), undefined, { signal: until }).catch(() => {});
      const podPath = await corePath(site, 'pods', signal);
      let isOther = false;
      await firstOf(until, [
        async (over) => {
          await site.api.changed(podPath, pods.version, over, podQueryOf(selector));
          isOther ||= !over.aborted;
        },
        (over) => site.api.changed(slicePath, slices?.metadata.resourceVersion ?? '', over, sliceQuery),
      ]);
      return isOther;
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
