import { setTimeout as sleep } from 'node:timers/promises';
import type { KubernetesService } from '../../../ports/service.ts';
import type { Site } from '../site.ts';
import { noteOf } from '../workload/note.ts';
import { isObserved, readWorkload, type Workload } from '../workload/workload.ts';

/** Milliseconds that a controller may take to see what it is told, and between two looks at that. */
const [PATIENCE, AGAIN] = [5_000, 100];

/** The workload as soon as its status speaks of what it is told now: it may have been applied or scaled a moment ago. null: there is none. */
export async function readObserved(site: Site, signal: AbortSignal): Promise<Workload | null> {
  for (const until = performance.now() + PATIENCE; ; await sleep(AGAIN, undefined, { signal })) {
    const workload = await readWorkload(site, signal);
    if (workload === null || isObserved(workload) || performance.now() >= until) return workload;
  }
}

/** What of a roll that somebody else began is not done yet, in a few words; null: there is none. Pods that are broken are no roll. */
export function underway({ workload: { kind } }: KubernetesService, workload: Workload): string | null {
  if (noteOf(workload) !== null) return null;
  if (!isObserved(workload)) return 'its controller has not taken in its last change';
  const { status = {} } = workload;
  const [all = 0, updated = 0] =
    kind === 'daemonset' ? [status.currentNumberScheduled, status.updatedNumberScheduled] : [status.replicas, status.updatedReplicas];
  // A StatefulSet counts its pods as updated by the revision that a roll ends with.
  const isRolling = kind === 'statefulset' ? status.currentRevision !== status.updateRevision : updated < all;
  return isRolling ? `${updated} of ${all} pods are updated` : null;
}
