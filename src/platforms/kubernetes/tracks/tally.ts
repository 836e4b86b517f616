import { TRACK } from '../next.ts';
import { goodFor, isCrowd } from '../pods/crowd.ts';
import { containersOf, isAvailable, isEnding, ofOneMoment, pagesOf } from '../pods/pods.ts';
import type { Site } from '../site.ts';
import type { Workload } from '../workload/workload.ts';

/** The pods of a next track: how many are available, and how many times their containers were started again; null: nobody has counted yet. */
export type Tally = { readonly available: number; readonly restarts: number | null };

const NONE: Tally = { available: 0, restarts: 0 };

type Known = {
  readonly uid: string | undefined;
  /** Of the Deployment; null: it was not whole. */
  readonly version: string | null | undefined;
  readonly at: number;
  readonly tally: Tally;
};

/**
 * Counts them; those of a Deployment that is whole only again where it changed: a container that ends makes it less than whole. Of many, their
 * controller says how many are available, and the others are counted when it has been whole once, and then only now and again.
 */
export function tallies(next: Site): (deployment: Workload | null, settled: boolean, signal: AbortSignal) => Promise<Tally> {
  let known: Known | null = null;
  return async (deployment, settled, signal) => {
    if (deployment === null) return NONE;
    const { uid, resourceVersion: version } = deployment.metadata;
    const before = known?.uid === uid ? known : null;
    if (settled && before !== null && before.version === version) return before.tally;
    const { replicas = 1 } = deployment.spec;
    const { replicas: existing = 0, availableReplicas = 0 } = deployment.status ?? {};
    const most = Math.max(replicas, existing);
    const isSoon = before === null ? !settled : performance.now() < before.at + goodFor(most);
    if (isCrowd(most) && isSoon) return { available: availableReplicas, restarts: before?.tally.restarts ?? null };
    const tally = await ofOneMoment(() => counted(next, deployment, signal));
    // What is seen before its controller sees it must not stay.
    known = { uid, version: settled && tally.available >= replicas ? version : null, at: performance.now(), tally };
    return tally;
  };
}

async function counted(next: Site, { spec: { minReadySeconds = 0 } }: Workload, signal: AbortSignal): Promise<Tally> {
  let [available, restarts] = [0, 0];
  for await (const { items } of pagesOf(next, { labelSelector: `${TRACK}=${next.service.workload.name}` }, signal)) {
    for (const pod of items.filter((one) => !isEnding(one))) {
      if (isAvailable(pod, minReadySeconds)) available++;
      for (const { restartCount = 0 } of containersOf(pod)) restarts += restartCount;
    }
  }
  return { available, restarts };
}
