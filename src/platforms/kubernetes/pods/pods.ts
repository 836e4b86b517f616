import { ApiError, type List, type Resource } from '../api/api.ts';
import { type Condition, conditionOf } from '../condition.ts';
import { labelSelector } from '../selector.ts';
import { corePath, type Site } from '../site.ts';
import type { Workload } from '../workload/workload.ts';

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

/** All that there are at one moment, that of the list's `resourceVersion`, as far as we look at them. */
export function listPods(site: Site, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<List<Pod>> {
  return ofOneMoment(async () => {
    const items: Pod[] = [];
    let metadata = { resourceVersion: '' };
    for await (const page of pagesOf(site, query, signal)) {
      metadata = page.metadata;
      items.push(...page.items);
    }
    return { metadata, items };
  });
}

const MOST_TRIES = 3;

/** Reads pages of a list again from the first where the API server has forgotten of which moment they are: it does after some minutes. */
export async function ofOneMoment<T>(read: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof ApiError && error.status === GONE) || tries === MOST_TRIES) throw error;
    }
  }
}

const GONE = 410;

/**
 * The same, some at a time: who keeps little of each needs little memory, and who has seen enough asks for no more. Within {@link ofOneMoment}.
 */
export async function* pagesOf(site: Site, query: Readonly<Record<string, string>>, signal: AbortSignal): AsyncGenerator<List<Pod>> {
  const path = await corePath(site, 'pods', signal);
  for (let next: string | undefined = ''; next !== undefined; ) {
    const page = await pageOf(site, path, { ...query, limit: PAGE, ...(next !== '' && { continue: next }) }, signal);
    yield page;
    next = page.metadata.continue || undefined;
  }
}

/** Keeps nothing of the page as it came: it would be there until the next one is. */
async function pageOf(site: Site, path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Page> {
  const page = await site.api.get<Page>(path, signal, query);
  if (page === null) throw new Error(`the namespace of ${site.service.workload.name} has no pods to be listed`);
  return { metadata: page.metadata, items: page.items.map(shortened) };
}

/** How many there are at one moment, that of `version`; of these the ready ones, and those on their way out. */
export type PodCount = { readonly version: string; readonly all: number; readonly ready: number; readonly ending: number };

export function countPods(site: Site, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<PodCount> {
  return ofOneMoment(async () => {
    let [version, all, ready, ending] = ['', 0, 0, 0];
    for await (const { metadata, items } of pagesOf(site, query, signal)) {
      version = metadata.resourceVersion;
      all += items.length;
      ready += items.filter(isReady).length;
      ending += items.filter(isEnding).length;
    }
    return { version, all, ready, ending };
  });
}

const IDENTITY = ['name', 'uid', 'labels', 'ownerReferences', 'deletionTimestamp'] as const;
const STATE = ['phase', 'reason', 'message', 'nominatedNodeName'] as const;
const CONTAINER = ['name', 'ready', 'restartCount', 'state', 'lastState'] as const;
const CONDITIONS = new Set(['Ready', 'PodScheduled']);

/** Of the kilobytes that each is, what is looked at: there may be thousands. */
function shortened({ metadata, status }: Pod): Pod {
  return { metadata: part(metadata, IDENTITY), ...(status && { status: shortStatus(status) }) };
}

function shortStatus(status: NonNullable<Pod['status']>): NonNullable<Pod['status']> {
  const { conditions, initContainerStatuses, containerStatuses } = status;
  const short = (one: ContainerStatus) => part(one, CONTAINER);
  return {
    ...part(status, STATE),
    ...(conditions && { conditions: conditions.filter(({ type }) => CONDITIONS.has(type)) }),
    ...(initContainerStatuses && { initContainerStatuses: initContainerStatuses.map(short) }),
    ...(containerStatuses && { containerStatuses: containerStatuses.map(short) }),
  };
}

function part<T extends object, Key extends keyof T>(whole: T, keys: readonly Key[]): Pick<T, Key> {
  return Object.fromEntries(keys.flatMap((key) => (key in whole ? [[key, whole[key]]] : []))) as Pick<T, Key>;
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
