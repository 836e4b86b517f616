import type { KubernetesService } from '../../ports/service.ts';
import type { Api } from './api/api.ts';

/** One service on one cluster: what everything here needs. */
export type Site = {
  readonly service: KubernetesService;
  readonly api: Api;
  /** Tells people what takes long; left out: nobody listens. */
  readonly say?: (line: string) => void;
};

const PLURALS = { deployment: 'deployments', statefulset: 'statefulsets', daemonset: 'daemonsets' } as const;

/** How people name it: `deployment shop`. */
export function workloadName({ service }: Pick<Site, 'service'>): string {
  return `${service.workload.kind} ${service.workload.name}`;
}

/** Path of the workload itself. */
export async function workloadPath(site: Site, signal: AbortSignal): Promise<string> {
  return `${await workloadsPath(site, signal)}/${encodeURIComponent(site.service.workload.name)}`;
}

/** Path of all workloads of its kind in its namespace. */
export async function workloadsPath(site: Site, signal: AbortSignal): Promise<string> {
  return appsPath(site, PLURALS[site.service.workload.kind], signal);
}

/** Path of what `apps/v1` has in the namespace: `replicasets`, `controllerrevisions`. */
export async function appsPath(site: Site, plural: string, signal: AbortSignal): Promise<string> {
  return groupPath(site, 'apps/v1', plural, signal);
}

/** Path of what an API group has in the namespace, such as `policy/v1` and `poddisruptionbudgets`. */
export async function groupPath({ api }: Site, group: string, plural: string, signal: AbortSignal): Promise<string> {
  return `/apis/${group}/namespaces/${encodeURIComponent(await api.namespace(signal))}/${plural}`;
}

/** Path of what the core has in the namespace: `pods`, `events`, `configmaps`. */
export async function corePath({ api }: Site, plural: string, signal: AbortSignal): Promise<string> {
  return `/api/v1/namespaces/${encodeURIComponent(await api.namespace(signal))}/${plural}`;
}
