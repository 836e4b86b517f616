import type { Resource } from './api/api.ts';
import { serviceOf } from './backend.ts';
import { nextName } from './next.ts';
import { corePath, type Site } from './site.ts';
import type { Workload } from './workload/workload.ts';

/**
 * Whether nobody calls the workload, as the consumers of a queue: no Service selects its pods, and the service file names none. Then a share of
 * its work is a share of its pods. Not where one that led callers to it is gone in the middle of a rollout.
 */
export async function isUncalled(site: Site, home: Workload, signal: AbortSignal): Promise<boolean> {
  const { backend, route, workload } = site.service;
  if (backend !== null || route !== null) return false;
  const found = await serviceOf(site, home.spec.template.metadata?.labels ?? {}, signal);
  // One of its name that leads elsewhere is a mistake.
  if (!('names' in found) || found.names.length > 0 || found.aside !== null) return false;
  // A rollout makes one beside the next track only where home has one.
  return (await site.api.get<Resource>(`${await corePath(site, 'services', signal)}/${nextName(workload.name)}`, signal)) === null;
}
