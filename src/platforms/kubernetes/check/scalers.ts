import type { Problem } from '../../../ports/service.ts';
import type { Resource } from '../api/api.ts';
import { nextName } from '../next.ts';
import { homeScalers, keeperOf, type Scaler } from '../scaling/scaler.ts';
import { type Site, workloadName } from '../site.ts';
import type { Workload } from '../workload/workload.ts';
import { isIt } from '../workload/workload.ts';
import { groups, listed, readable } from './installed.ts';
import { trafficOwners } from './owners.ts';
import { missingAtScaler } from './rights.ts';

type Reference = { readonly kind?: string; readonly name?: string };
type VerticalScaler = Resource & {
  readonly spec?: { readonly targetRef?: Reference; readonly updatePolicy?: { readonly updateMode?: string } };
};

/** What autoscalers of home do to a rollout, and what is needed against that. Those that may not be listed are left out. */
export async function scalers(site: Site, home: Workload, signal: AbortSignal): Promise<readonly Problem[]> {
  const [horizontal, vertical] = await Promise.all([readable(() => homeScalers(site, signal)), verticalScalers(site, signal)]);
  const sizes = horizontal === 'forbidden' ? [] : horizontal;
  const own = sizes.find((one) => keeperOf(one) === null);
  const said = [
    ...sizes.filter(({ spec }) => (spec.minReplicas ?? 1) < (home.spec.replicas ?? 1)).flatMap((one) => shrinks(site, home, one)),
    ...(own === undefined ? [] : keepers(site, own)),
    ...vertical.map((one) => sizesPods(site, one)),
  ].map((message) => ({ message, unchecked: true }));
  return [...(own === undefined ? [] : await missingAtScaler(site, own, signal)), ...said];
}

async function verticalScalers(site: Site, signal: AbortSignal): Promise<readonly VerticalScaler[]> {
  const known = await groups(site, signal);
  if (known === 'forbidden') return [];
  const kind = { group: 'autoscaling.k8s.io', plural: 'verticalpodautoscalers' };
  const all = await listed<VerticalScaler>(site.api, kind, known, signal);
  if (all === 'forbidden') return [];
  return all.filter(({ spec }) => isIt(spec?.targetRef, site.service.workload) && spec?.updatePolicy?.updateMode !== 'Off');
}

/** One that its controller keeps cannot be told otherwise for a while: that would be undone. */
function shrinks(site: Site, { spec: { replicas = 1 } }: Workload, scaler: Scaler): readonly string[] {
  const keeper = keeperOf(scaler);
  if (keeper === null) return [];
  const { kind, name } = keeper;
  const whose = kind === 'ScaledObject' ? "KEDA's ScaledObject" : kind;
  const set = kind === 'ScaledObject' ? `set minReplicaCount of ScaledObject ${name}` : `have ${kind} ${name} set its minReplicas`;
  return [
    `HorizontalPodAutoscaler ${scaler.metadata.name} (of ${whose} ${name}) scales ${workloadName(site)} and not ` +
      `${nextName(site.service.workload.name)}: as long as that has the traffic, it may shrink ${workloadName(site)} to ` +
      `${scaler.spec.minReplicas ?? 1}. To keep its ${replicas} pods ready for a way back, ${set} to ${replicas} until the rollout is over.`,
  ];
}

function keepers(site: Site, scaler: Scaler): readonly string[] {
  const undone = `brings back its minReplicas, so that it may shrink ${workloadName(site)} while that has no traffic`;
  return trafficOwners(scaler, `horizontalpodautoscaler ${scaler.metadata.name}`, undone);
}

function sizesPods(site: Site, { metadata }: VerticalScaler): string {
  return (
    `VerticalPodAutoscaler ${metadata.name} sizes the pods of ${workloadName(site)} and not those of ${nextName(site.service.workload.name)}: ` +
    'these have the requests that the template says.'
  );
}
