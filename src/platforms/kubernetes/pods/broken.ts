import { readObserved } from '../check/underway.ts';
import { corePath, type Site, workloadName } from '../site.ts';
import { REVISION_HASH } from '../workload/revision.ts';
import { isObserved } from '../workload/workload.ts';
import { isEnding, isReady, listPods, podsOf } from './pods.ts';

/**
 * Deletes the pods of a StatefulSet that are not ready and of another revision than it is told to run. It waits for each pod to be ready before
 * it replaces the next, so that one that never will be keeps it from going back. Ready ones it replaces itself.
 */
export async function clearBroken(site: Site, signal: AbortSignal): Promise<void> {
  const workload = await readObserved(site, signal);
  if (workload === null) return;
  if (!isObserved(workload)) throw new Error(`the controller of ${workloadName(site)} has not taken in yet what it was told`);
  const { items } = await listPods(site, podsOf(workload), signal);
  const isTold = (labels: Readonly<Record<string, string>> = {}) => labels[REVISION_HASH] === workload.status?.updateRevision;
  const broken = items.filter((pod) => !isReady(pod) && !isEnding(pod) && !isTold(pod.metadata.labels));
  const pods = await corePath(site, 'pods', signal);
  for (const { metadata } of broken) await site.api.remove(`${pods}/${encodeURIComponent(metadata.name)}`, signal);
}
