import type { Target } from '../../../ports/fleet.ts';
import { Refused } from '../../../ports/reason.ts';
import { type Backend, backendOf } from '../backend.ts';
import { runBefore } from '../manifests/around.ts';
import { renderedOf } from '../manifests/kept.ts';
import { onto } from '../manifests/onto.ts';
import { fieldsOf, type Rendered } from '../manifests/rendered.ts';
import { nextSite, TRACK } from '../next.ts';
import { isEnding, listPods } from '../pods/pods.ts';
import { letGo } from '../scaling/hold.ts';
import { labelSelector } from '../selector.ts';
import { type Site, workloadName } from '../site.ts';
import { isUncalled } from '../uncalled.ts';
import { noteFor } from '../workload/plan.ts';
import { isSame } from '../workload/update.ts';
import { readWorkload, type Workload } from '../workload/workload.ts';
import { nextBudget } from './budget.ts';
import { gone } from './gone.ts';
import { imageDrift, type MadeFor, madeFor } from './made-for.ts';
import { nextDeployment, nextService } from './objects.ts';
import { make, ownedOnly, readOwned, remove } from './owned.ts';
import { setReplicas } from './replicas.ts';

/**
 * Makes what is missing of the next track for this target, from home as it is now; grows what is there for it; replaces what is there for another
 * one. Returns when it is made, not when it is ready.
 */
export async function bringUp(site: Site, target: Target, size: number, signal: AbortSignal): Promise<void> {
  const next = nextSite(site);
  const owned = await ownedOnly(site, signal);
  const [home, backend] = await homeAndBackend(site, signal);
  const rendered = await renderedOf(site, target, signal);
  const wanted = rendered === null ? home : onto(home, rendered.workload.spec.template, fieldsOf(rendered.workload));
  const kept = owned.deployment !== null && isMadeFor(next, owned.deployment, target) ? owned.deployment : null;
  const missing = [
    kept === null ? nextDeployment(site, wanted, backend, madeOf(site, home, target, rendered), size) : null,
    // Where nobody calls it, its pods bear home's labels, and home's budget holds for them too.
    backend !== null && owned.service === null ? nextService(site, backend) : null,
    backend !== null && owned.budget === null ? await nextBudget(site, wanted, backend, signal) : null,
  ].filter((object) => object !== null);
  if (kept === null) {
    if (rendered !== null) await runBefore(site, rendered, signal);
    if (owned.deployment !== null && backend !== null) await refuseTraffic(next, backend, signal);
    await remove(site, [owned.scaler, owned.deployment], signal);
    // Also where somebody else, or a call that was given up, deleted it: its Service would lead to pods of two versions.
    await gone(next, owned.deployment, signal);
  }
  for (const object of missing) {
    // Made since it was looked for: by a call that was given up, or by somebody else.
    if ((await make(site, object, signal)) === 'exists') return bringUp(site, target, size, signal);
  }
  if (kept !== null) await setReplicas(next, (now) => Math.max(now, size), signal);
}

/**
 * Deletes all of the next track, and nothing of anybody else, and gives home's autoscaler back what its user wrote; returns when none of its pods
 * serves. Done also where there is none.
 */
export async function takeAway(site: Site, signal: AbortSignal): Promise<void> {
  const owned = await readOwned(site, signal);
  if (owned.deployment !== null) {
    const home = await readWorkload(site, signal);
    const backend = home && (await backendOf(site, home, signal));
    if (backend !== null && typeof backend !== 'string') await refuseTraffic(nextSite(site), backend, signal);
  }
  await remove(site, [owned.scaler], signal);
  await letGo(site, signal);
  await remove(site, [owned.deployment, owned.service, owned.budget], signal);
  await gone(nextSite(site), owned.deployment, signal);
}

/** The backend is null where nobody calls home. */
async function homeAndBackend(site: Site, signal: AbortSignal): Promise<readonly [Workload, Backend | null]> {
  const home = await readWorkload(site, signal);
  if (home === null) throw new Refused('drift', `There is no ${workloadName(site)} any more: create it again, then deploy`);
  const backend = await backendOf(site, home, signal);
  if (typeof backend !== 'string') return [home, backend];
  if (await isUncalled(site, home, signal)) return [home, null];
  throw new Refused('precondition', backend);
}

function madeOf(site: Site, home: Workload, target: Target, rendered: Rendered | null): MadeFor {
  const images = Object.entries(noteFor(site, home, target, null, rendered).images);
  const of = (which: 'was' | 'set') => Object.fromEntries(images.map(([name, image]) => [name, image[which]] as const));
  return { to: target, images: of('set'), home: of('was') };
}

function isMadeFor(next: Site, deployment: Workload, target: Target): boolean {
  const made = madeFor(deployment);
  const isLeaving = deployment.metadata.deletionTimestamp !== undefined;
  return !isLeaving && made !== null && isSame(made.to, target) && imageDrift(next, deployment, made.images) === null;
}

/** Whoever deletes what serves makes an outage: somebody may have sent requests there since it was looked at. */
async function refuseTraffic(next: Site, { name, selector, switched }: Backend, signal: AbortSignal): Promise<void> {
  const track = next.service.workload.name;
  const query = labelSelector({ matchLabels: { ...(switched ? {} : selector), [TRACK]: track } });
  const serving = (await listPods(next, { labelSelector: query }, signal)).items.filter((pod) => !isEnding(pod));
  if (serving.length > 0)
    throw new Refused('has-traffic', `The Service ${name} leads to ${serving.length} pods of ${track}, which was to go`);
}
