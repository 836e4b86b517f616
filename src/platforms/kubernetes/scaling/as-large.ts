import { nextSite } from '../next.ts';
import { type Site, workloadName } from '../site.ts';
import { readWorkload } from '../workload/workload.ts';
import { holdUp } from './hold.ts';
import type { Scaler } from './scaler.ts';

/** Has home's autoscaler make it as large as the next track is, which served all; throws a plain error as long as it is not. */
export async function asLargeAsNext(site: Site, scaler: Scaler, signal: AbortSignal): Promise<void> {
  const next = nextSite(site);
  const size = Math.min((await readWorkload(next, signal))?.status?.availableReplicas ?? 0, scaler.spec.maxReplicas);
  await holdUp(site, signal, size);
  const ready = (await readWorkload(site, signal))?.status?.readyReplicas ?? 0;
  if (ready >= size) return;
  throw new Error(`${workloadName(site)} has ${ready} of ${size} pods ready, which is how many ${workloadName(next)} serves with`);
}
