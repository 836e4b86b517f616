import { TRACK } from '../next.ts';
import { containersOf, isAvailable, isEnding, listPods } from '../pods.ts';
import type { Site } from '../site.ts';
import type { Workload } from '../workload.ts';

/** The pods of a next track: how many are available, and how many times their containers were started again. */
export type Tally = { readonly available: number; readonly restarts: number };

const NONE: Tally = { available: 0, restarts: 0 };

/** Counts them; those of a Deployment that is whole only again where it changed: a container that ends makes it less than whole. */
export function tallies(next: Site): (deployment: Workload | null, settled: boolean, signal: AbortSignal) => Promise<Tally> {
  let known: { readonly version: string | undefined; readonly tally: Tally } | null = null;
  return async (deployment, settled, signal) => {
    const version = deployment?.metadata.resourceVersion;
    if (deployment === null) return NONE;
    if (settled && known !== null && known.version === version) return known.tally;
    const { items } = await listPods(next, { labelSelector: `${TRACK}=${next.service.workload.name}` }, signal);
    const pods = items.filter((pod) => !isEnding(pod));
    const available = pods.filter((pod) => isAvailable(pod, deployment.spec.minReadySeconds ?? 0)).length;
    const counts = pods.flatMap(containersOf).map(({ restartCount = 0 }) => restartCount);
    const tally = { available, restarts: counts.reduce((sum, count) => sum + count, 0) };
    // What is seen before its controller sees it must not stay.
    known = settled && available >= (deployment.spec.replicas ?? 1) ? { version, tally } : null;
    return tally;
  };
}
