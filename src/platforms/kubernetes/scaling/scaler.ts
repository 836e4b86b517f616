import type { List, Resource } from '../api/api.ts';
import { groupPath, type Site } from '../site.ts';
import { isIt } from '../workload/workload.ts';

/** A HorizontalPodAutoscaler, as far as we look at it. */
export type Scaler = Resource & {
  readonly spec: {
    readonly scaleTargetRef: { readonly kind?: string; readonly name?: string };
    readonly minReplicas?: number;
    readonly maxReplicas: number;
  };
};

/** Path of all HorizontalPodAutoscalers of the namespace. */
export async function scalersPath(site: Site, signal: AbortSignal): Promise<string> {
  return groupPath(site, 'autoscaling/v2', 'horizontalpodautoscalers', signal);
}

/** Path of this one. */
export async function scalerPath(site: Site, { metadata }: Scaler, signal: AbortSignal): Promise<string> {
  return `${await scalersPath(site, signal)}/${encodeURIComponent(metadata.name)}`;
}

/** All that scale home. */
export async function homeScalers(site: Site, signal: AbortSignal): Promise<readonly Scaler[]> {
  const all = (await site.api.get<List<Scaler>>(await scalersPath(site, signal), signal))?.items ?? [];
  return all.filter(({ spec }) => isIt(spec.scaleTargetRef, site.service.workload));
}

/** The one of home that may be changed; null: there is none. What a controller made, such as KEDA's, it would make again as it was. */
export async function homeScaler(site: Site, signal: AbortSignal): Promise<Scaler | null> {
  return (await homeScalers(site, signal)).find((one) => keeperOf(one) === null) ?? null;
}

/** The object whose controller says what it is; null: its user does. */
export function keeperOf({ metadata }: Scaler): { readonly kind: string; readonly name: string } | null {
  return metadata.ownerReferences?.find(({ controller }) => controller) ?? null;
}
