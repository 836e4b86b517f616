import type { List, Resource } from './api/api.ts';
import { labelSelector } from './selector.ts';
import { corePath, type Site } from './site.ts';
import type { Condition, Workload } from './workload.ts';

type Ended = { readonly reason?: string; readonly message?: string; readonly exitCode?: number };

export type ContainerStatus = {
  readonly name: string;
  readonly ready?: boolean;
  readonly restartCount?: number;
  readonly state?: {
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly running?: unknown;
    readonly terminated?: Ended;
  };
  readonly lastState?: { readonly terminated?: Ended };
};

export type Pod = Resource & {
  readonly status?: {
    readonly phase?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly nominatedNodeName?: string;
    readonly conditions?: readonly Condition[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
};

/** Query for the pods of a workload; with `more`, only for those of it that carry these labels too. */
export function podsOf(workload: Workload, more: Readonly<Record<string, string>> = {}): { readonly labelSelector: string } {
  const extra = Object.entries(more).map(([key, value]) => `${key}=${value}`);
  return { labelSelector: [labelSelector(workload.spec.selector), ...extra].join(',') };
}

type Page = List<Pod> & { readonly metadata: { readonly continue?: string } };

/** How many pods are asked for at once: each is some kilobytes of text, of which little is kept. */
const PAGE = '100';

/** All that there are at one moment, that of the list's `resourceVersion`, without what they are made from. */
export async function listPods(site: Site, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<List<Pod>> {
  const path = await corePath(site, 'pods', signal);
  const items: Pod[] = [];
  for (let next = ''; ; ) {
    const page = await site.api.get<Page>(path, signal, { ...query, limit: PAGE, ...(next !== '' && { continue: next }) });
    if (page === null) throw new Error(`the namespace of ${site.service.workload.name} has no pods to be listed`);
    items.push(...page.items.map(shortened));
    next = page.metadata.continue ?? '';
    if (next === '') return { metadata: page.metadata, items };
  }
}

function shortened({ metadata: { managedFields: _ours, ...metadata }, status }: Pod): Pod {
  return { metadata, ...(status && { status }) };
}

export function conditionOf({ status }: Pod, type: string): Condition | undefined {
  return status?.conditions?.find((condition) => condition.type === type);
}

/** Gets requests: ready, and not on its way out. */
export function isReady(pod: Pod): boolean {
  return !isEnding(pod) && conditionOf(pod, 'Ready')?.status === 'True';
}

export function isEnding({ metadata }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined;
}

/** Ready for as long as is asked, in seconds; by this machine's clock against the cluster's, as good as that is. */
export function isAvailable(pod: Pod, minReadySeconds: number): boolean {
  if (!isReady(pod)) return false;
  return minReadySeconds === 0 || Date.now() >= Date.parse(conditionOf(pod, 'Ready')?.lastTransitionTime ?? '') + minReadySeconds * 1000;
}

/** All its containers, in the order in which they start. */
export function containersOf({ status }: Pod): readonly ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}
