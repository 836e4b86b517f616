import { nextName, nextSite, TRACK } from '../next.ts';
import { untilDone } from '../router/overtaken.ts';
import type { Site } from '../site.ts';
import { accepted } from '../tracks/accepted.ts';
import { matches } from '../tracks/matches.ts';
import { type Made, make, ownedOnly } from '../tracks/owned.ts';
import { readWorkload } from '../workload/workload.ts';
import { type Scaler, scalerPath } from './scaler.ts';

/**
 * Gives the next track an autoscaler as home's is, with the same fewest pods. One that is there is not made smaller. Repeatable; throws `Refused`
 * where somebody else has one of that name.
 */
export async function scaleNext(site: Site, scaler: Scaler, signal: AbortSignal): Promise<void> {
  if (await isCounted(site, signal)) return;
  const made = await make(site, nextScaler(site, scaler), signal);
  if (made === 'exists') await keepNext(site, scaler.spec.minReplicas ?? 1, signal);
}

/** Whether home's autoscaler takes the pods of the next track for home's. Then Kubernetes would follow neither of two, since both mean the same pods. */
async function isCounted(site: Site, signal: AbortSignal): Promise<boolean> {
  const [home, next] = await Promise.all([readWorkload(site, signal), readWorkload(nextSite(site), signal)]);
  return home === null || next === null || matches(home.spec.selector, next.spec.template.metadata?.labels ?? {});
}

/** Keeps the autoscaler of the next track, where it has one, from shrinking it below so many pods. */
export async function keepNext(site: Site, pods: number, signal: AbortSignal): Promise<void> {
  await untilDone(`the HorizontalPodAutoscaler ${nextName(site.service.workload.name)}`, async () => {
    const { scaler } = await ownedOnly(site, signal);
    if (scaler === null) return true;
    const least = Math.min(pods, scaler.spec.maxReplicas);
    if ((scaler.spec.minReplicas ?? 1) >= least) return true;
    const operations = [
      { op: 'test' as const, path: '/metadata/resourceVersion', value: scaler.metadata.resourceVersion },
      { op: 'add' as const, path: '/spec/minReplicas', value: least },
    ];
    const done = await accepted(site.api.patch<Scaler>(await scalerPath(site, scaler, signal), operations, signal));
    return done !== null && done !== 'conflict';
  });
}

function nextScaler(site: Site, { spec }: Scaler): Made {
  const name = nextName(site.service.workload.name);
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, labels: { [TRACK]: name } },
    spec: { ...spec, scaleTargetRef: { ...spec.scaleTargetRef, name } },
  } as Made;
}
