import { changedSince } from '../changed.ts';
import { TRACK } from '../next.ts';
import { isEnding, pagesOf } from '../pods/pods.ts';
import { type Site, workloadName } from '../site.ts';
import { readWorkload, type Workload } from '../workload/workload.ts';

/** Milliseconds until it is given up, and between two looks where nothing can be watched. */
const [PATIENCE, AGAIN] = [60_000, 2_000];

/**
 * Resolves when the Deployment of a next track, which was deleted, is gone and each pod of the track has been told to end, so that none serves any
 * more; or when there is another Deployment in its place. null: it was gone before. Throws a plain error where that is not so after 60 s.
 */
export async function gone(next: Site, deleted: Workload | null, signal: AbortSignal): Promise<void> {
  const { name } = next.service.workload;
  const query = { labelSelector: `${TRACK}=${name}` };
  for (const end = performance.now() + PATIENCE; ; signal.throwIfAborted()) {
    const workload = await readWorkload(next, signal);
    if (workload !== null && workload.metadata.uid !== deleted?.metadata.uid) return;
    const { version, serves } = await look(next, query, signal);
    if (workload === null && !serves) return;
    if (performance.now() > end) {
      const still = `still there ${PATIENCE / 1_000} s after they were to go`;
      throw new Error(
        `${workloadName(next)} or pods of it are ${still}: look at \`kubectl get deployments,replicasets,pods -l ${TRACK}=${name}\``,
      );
    }
    const seen = {
      name,
      version: workload?.metadata.resourceVersion ?? version,
      pods: { query, version, count: deleted?.spec.replicas ?? 1 },
    };
    await changedSince(next, seen, AbortSignal.any([signal, AbortSignal.timeout(AGAIN)]));
  }
}

/** Whether a pod is left that was not told to end; of many, no more are listed than it takes. */
async function look(next: Site, query: Readonly<Record<string, string>>, signal: AbortSignal) {
  let version = '';
  for await (const { metadata, items } of pagesOf(next, query, signal)) {
    version = metadata.resourceVersion;
    if (!items.every(isEnding)) return { version, serves: true };
  }
  return { version, serves: false };
}
