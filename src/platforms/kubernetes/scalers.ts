import type { Problem } from '../../ports/service.ts';
import type { Resource } from './api.ts';
import { groups, listed } from './installed.ts';
import { nextName } from './next.ts';
import { isIt } from './others.ts';
import { type Site, workloadName } from './site.ts';
import type { Workload } from './workload.ts';

type Reference = { readonly kind?: string; readonly name?: string };
type HorizontalScaler = Resource & { readonly spec?: { readonly scaleTargetRef?: Reference; readonly minReplicas?: number } };
type VerticalScaler = Resource & {
  readonly spec?: { readonly targetRef?: Reference; readonly updatePolicy?: { readonly updateMode?: string } };
};

/** Autoscalers of home, which do not see the next track: said, and nothing is forbidden. Those that may not be listed are left out. */
export async function scalers(site: Site, home: Workload, signal: AbortSignal): Promise<readonly Problem[]> {
  const known = await groups(site, signal);
  if (known === 'forbidden') return [];
  const [horizontal, vertical] = await Promise.all([
    listed<HorizontalScaler>(site.api, { group: 'autoscaling', plural: 'horizontalpodautoscalers' }, known, signal),
    listed<VerticalScaler>(site.api, { group: 'autoscaling.k8s.io', plural: 'verticalpodautoscalers' }, known, signal),
  ]);
  const { workload } = site.service;
  const sizes = (horizontal === 'forbidden' ? [] : horizontal).filter(({ spec }) => isIt(spec?.scaleTargetRef, workload));
  const resources = (vertical === 'forbidden' ? [] : vertical).filter(({ spec }) => isIt(spec?.targetRef, workload));
  return [
    ...sizes.filter(({ spec }) => (spec?.minReplicas ?? 1) < (home.spec.replicas ?? 1)).map((one) => shrinks(site, home, one)),
    ...resources.filter(({ spec }) => spec?.updatePolicy?.updateMode !== 'Off').map((one) => sizesPods(site, one)),
  ].map((message) => ({ message, unchecked: true }));
}

function shrinks(site: Site, { spec }: Workload, { metadata, spec: of }: HorizontalScaler): string {
  const { name } = metadata;
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  const [which, change] =
    owner?.kind === 'ScaledObject'
      ? [` (of KEDA's ScaledObject ${owner.name})`, `set minReplicaCount of ScaledObject ${owner.name} to ${spec.replicas ?? 1}`]
      : ['', `run \`kubectl patch hpa ${name} --patch '{"spec":{"minReplicas":${spec.replicas ?? 1}}}'\``];
  return (
    `HorizontalPodAutoscaler ${name}${which} scales ${workloadName(site)} and not ${nextName(site.service.workload.name)}: as long as that ` +
    `has the traffic, it may shrink ${workloadName(site)} to ${of?.minReplicas ?? 1}. To keep its ${spec.replicas ?? 1} pods ready for a way back, ${change} until the rollout is over.`
  );
}

function sizesPods(site: Site, { metadata }: VerticalScaler): string {
  return (
    `VerticalPodAutoscaler ${metadata.name} sizes the pods of ${workloadName(site)} and not those of ${nextName(site.service.workload.name)}: ` +
    'these have the requests that the template says.'
  );
}
