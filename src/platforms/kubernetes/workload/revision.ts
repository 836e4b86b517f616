import type { List, Resource } from '../api/api.ts';
import { labelSelector } from '../selector.ts';
import { appsPath, type Site } from '../site.ts';
import type { Counts } from './progress.ts';
import { isObserved, type Workload } from './workload.ts';

const REVISION = 'deployment.kubernetes.io/revision';
const HASH = 'pod-template-hash';
/** The label by which StatefulSets and DaemonSets mark the pods of a revision. */
export const REVISION_HASH = 'controller-revision-hash';

/** The pods of what a workload is told to run now, by a label that its controller gives them, and the owner that makes them. */
export type Revision = {
  readonly labels: Readonly<Record<string, string>>;
  readonly owner: { readonly kind: string; readonly name: string };
};

/**
 * Finds the present revision of a workload: null as long as its controller has not made it. What makes the pods of a Deployment is asked
 * for only where that may have changed.
 */
export function revisions(site: Site): (workload: Workload, signal: AbortSignal) => Promise<Revision | null> {
  let known: { readonly key: string; readonly revision: Revision } | null = null;
  return async (workload, signal) => {
    if (!isObserved(workload)) return null;
    const { kind, name } = site.service.workload;
    if (kind === 'statefulset') return marked(workload.status?.updateRevision, { kind: 'StatefulSet', name });
    const { uid, generation, annotations } = workload.metadata;
    const key = `${uid} ${generation} ${annotations?.[REVISION]}`;
    if (known?.key === key) return known.revision;
    const revision = kind === 'deployment' ? await newestReplicaSet(site, workload, signal) : await newestRevision(site, workload, signal);
    known = revision && { key, revision };
    return revision;
  };
}

/** Ready pods of it for as long as is asked, by its controller's own numbers: of a StatefulSet or DaemonSet at least so many. */
export async function availableOf(site: Site, { labels, owner }: Revision, counts: Counts, signal: AbortSignal): Promise<number> {
  const { updated, existing, available } = counts;
  // What is not available may be all of it.
  if (existing <= updated || owner.kind !== 'ReplicaSet') return Math.max(0, updated - Math.max(0, existing - available));
  const query = { labelSelector: labelSelector({ matchLabels: labels }) };
  const list = await site.api.get<List<Workload>>(await appsPath(site, 'replicasets', signal), signal, query);
  return list?.items.find(({ metadata }) => metadata.name === owner.name)?.status?.availableReplicas ?? 0;
}

function marked(hash: string | undefined, owner: Revision['owner']): Revision | null {
  return hash === undefined ? null : { labels: { [REVISION_HASH]: hash }, owner };
}

async function newestReplicaSet(site: Site, workload: Workload, signal: AbortSignal): Promise<Revision | null> {
  const wanted = workload.metadata.annotations?.[REVISION];
  const found = (await owned<Resource>(site, 'replicasets', workload, signal)).find(
    ({ metadata }) => wanted !== undefined && metadata.annotations?.[REVISION] === wanted,
  );
  const hash = found?.metadata.labels?.[HASH];
  return found && hash !== undefined ? { labels: { [HASH]: hash }, owner: { kind: 'ReplicaSet', name: found.metadata.name } } : null;
}

async function newestRevision(site: Site, workload: Workload, signal: AbortSignal): Promise<Revision | null> {
  const all = await owned<Resource & { readonly revision: number }>(site, 'controllerrevisions', workload, signal);
  const [newest] = all.toSorted((a, b) => b.revision - a.revision);
  return marked(newest?.metadata.labels?.[REVISION_HASH], { kind: 'DaemonSet', name: workload.metadata.name });
}

async function owned<T extends Resource>(site: Site, plural: string, workload: Workload, signal: AbortSignal): Promise<readonly T[]> {
  const query = { labelSelector: labelSelector(workload.spec.selector) };
  const list = await site.api.get<List<T>>(await appsPath(site, plural, signal), signal, query);
  return (list?.items ?? []).filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === workload.metadata.uid));
}
