import type { Supply } from '../../../ports/platform.ts';
import { Refused } from '../../../ports/reason.ts';
import { valueAt } from '../pointer.ts';
import { homeScalers } from '../scaling/scaler.ts';
import type { Site } from '../site.ts';
import { versionOf } from '../workload/image.ts';
import { isIt, type Named, readWorkload, type Workload } from '../workload/workload.ts';
import { applyObjects } from './applied/apply.ts';
import { type Names, versioned, withNames } from './configuration/versioned.ts';
import { withVersion } from './files/images.ts';
import { sortManifests } from './files/sort.ts';
import { keep, kept } from './kept.ts';
import type { Manifest, Manifests } from './object.ts';
import type { Rendered, RenderedWorkload } from './rendered.ts';
import { titleOf } from './title.ts';

/**
 * Brings what goes with a version to the cluster, before its first instance: all but the workload and its Jobs is applied, its configuration gets
 * names of its own, and what the workload and the Jobs are to be is kept. Once in a rollout: what is applied again later could take traffic back.
 */
export async function supplyManifests(site: Site, supply: Supply, signal: AbortSignal): Promise<void> {
  const exact = await kept(site, supply, signal);
  const present = exact ?? (supply.returns ? await kept(site, { version: supply.version, spec: null }, signal) : null);
  if (present?.rollout === supply.rollout) return;
  if (supply.bring) return bring(site, supply, signal);
  if (present !== null) return keep(site, supply, { ...present, rollout: supply.rollout, before: [], after: [], over: false }, signal);
  if (supply.returns) return supply.say(`the manifests of ${supply.version} are not kept: only its image is set`);
  throw new Refused('precondition', `The manifests of ${supply.version} never came to the cluster: run its deployment again`);
}

/** What {@link supplyManifests} would do with manifests that are brought, one line each, and which Jobs would run. Writes nothing. */
export async function foreseen(site: Site, supply: Supply, signal: AbortSignal): Promise<readonly string[]> {
  const manifests = manifestsOf(site);
  const { applied } = await whatToApply(site, manifests, supply, signal);
  return [
    ...applying(applied),
    ...manifests.before.map((job) => `run ${titleOf(job)} before the first pod`),
    ...manifests.after.map((job) => `run ${titleOf(job)} after the promotion`),
  ];
}

function manifestsOf({ service }: Site): Manifests {
  const { manifests } = sortManifests(service, service.objects ?? []);
  if (manifests === null) throw new Refused('precondition', 'the manifests cannot be used');
  return manifests;
}

/** All but the workload and its Jobs, and what names the configuration of this version gets. */
async function whatToApply(site: Site, manifests: Manifests, { version }: Supply, signal: AbortSignal) {
  const { names, shared, missing } = await versioned(site, manifests, signal);
  const rest = manifests.rest.map((object) => withNames(withVersion(site.service, object, version), shared));
  return { names, applied: [...missing, ...rest] };
}

function applying(objects: readonly Manifest[]): string[] {
  return objects.length === 0 ? [] : [`apply ${objects.map(titleOf).join(', ')}`];
}

async function bring(site: Site, supply: Supply, signal: AbortSignal): Promise<void> {
  const manifests = manifestsOf(site);
  await keepPresent(site, signal);
  const { names, applied } = await whatToApply(site, manifests, supply, signal);
  applying(applied).map(supply.say);
  await applyObjects(site, applied, signal);
  const whole = rendered(site, manifests, supply, names);
  const isScaled = (await readWorkload(site, signal)) !== null && (await hasScaler(site, manifests, signal));
  await keep(site, supply, isScaled ? { ...whole, workload: unsized(whole.workload) } : whole, signal);
}

function rendered(site: Site, manifests: Manifests, { version, rollout }: Supply, names: Names): Rendered {
  const own = <T>(object: T): T => withNames(withVersion(site.service, object, version), names);
  const copies = Object.entries(names).filter(([plain, name]) => plain !== `${kindOf(plain)}/${name}`);
  return {
    rollout,
    workload: own(manifests.workload),
    before: manifests.before.map(own),
    after: manifests.after.map(own),
    copies: copies.map(([plain, name]) => `${kindOf(plain)}/${name}`),
  };
}

/** Whether an autoscaler says how many pods it has, of the manifests or of somebody else. */
async function hasScaler(site: Site, { rest }: Manifests, signal: AbortSignal): Promise<boolean> {
  const targets = rest.map((object) => valueAt(object, '/spec/scaleTargetRef') as Named | undefined);
  return targets.some((target) => isIt(target, site.service.workload)) || (await homeScalers(site, signal)).length > 0;
}

function unsized({ spec: { replicas: _said, ...spec }, ...workload }: RenderedWorkload): RenderedWorkload {
  return { ...workload, spec };
}

/** `ConfigMap` of `ConfigMap/shop`. */
function kindOf(plain: string): string {
  return plain.split('/')[0] as string;
}

/** So that it can be gone back to, with its configuration: what runs now and never came with manifests. */
async function keepPresent(site: Site, signal: AbortSignal): Promise<void> {
  const home = await readWorkload(site, signal);
  const version = home && versionOf(site.service, home.spec.template);
  if (home === null || version === null) return;
  const target = { version, spec: null };
  if ((await kept(site, target, signal)) !== null) return;
  await keep(site, target, { rollout: '', workload: podsOnly(home), before: [], after: [], copies: [], over: true }, signal);
}

function podsOnly({ metadata: { name }, spec: { selector, template } }: Workload): RenderedWorkload {
  return { apiVersion: 'apps/v1', kind: '', metadata: { name }, spec: { selector, template } };
}
