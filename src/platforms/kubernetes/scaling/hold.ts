import type { Operation } from '../api/api.ts';
import { untilDone } from '../router/overtaken.ts';
import { type Site, workloadName } from '../site.ts';
import { accepted } from '../tracks/accepted.ts';
import { readWorkload } from '../workload/workload.ts';
import { raising, releasing } from './floor.ts';
import { homeScaler, type Scaler, scalerPath } from './scaler.ts';

/**
 * Keeps home's autoscaler from shrinking it below what it is to have now, and below `least`: it may not see the load any more. Returns it as it
 * is then; null where there is none. Repeatable; until {@link letGo}.
 */
export async function holdUp(site: Site, signal: AbortSignal, least = 0): Promise<Scaler | null> {
  return change(site, signal, async (scaler) => {
    const home = await readWorkload(site, signal);
    return raising(scaler, Math.max(home?.spec.replicas ?? 1, least));
  });
}

/** Gives home's autoscaler back what its user wrote. Done also where nothing was changed. */
export async function letGo(site: Site, signal: AbortSignal): Promise<void> {
  await change(site, signal, releasing);
}

type Changes = readonly Operation[] | null;

async function change(site: Site, signal: AbortSignal, decide: (scaler: Scaler) => Changes | Promise<Changes>): Promise<Scaler | null> {
  let scaler: Scaler | null = null;
  await untilDone(`the HorizontalPodAutoscaler of ${workloadName(site)}`, async () => {
    scaler = await homeScaler(site, signal);
    const operations = scaler && (await decide(scaler));
    if (scaler === null || operations === null) return true;
    const done = await accepted(site.api.patch<Scaler>(await scalerPath(site, scaler, signal), operations, signal));
    if (done === null || done === 'conflict') return false;
    scaler = done;
    return true;
  });
  return scaler;
}
