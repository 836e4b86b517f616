import type { Problem } from '../../../ports/service.ts';
import type { List } from '../api/api.ts';
import type { Backend, ServiceResource } from '../backend.ts';
import { nextName, TRACK } from '../next.ts';
import { selects } from '../selector.ts';
import { corePath, type Site, workloadName } from '../site.ts';
import { nextLabels } from '../tracks/template.ts';
import type { Workload } from '../workload/workload.ts';
import { readable } from './installed.ts';

/** Services before home that the traffic is not moved by: what their callers get is said, and nothing is forbidden. */
export async function otherServices(site: Site, home: Workload, backend: Backend, signal: AbortSignal): Promise<readonly Problem[]> {
  const path = await corePath(site, 'services', signal);
  const all = await readable(() => site.api.get<List<ServiceResource>>(path, signal));
  if (all === 'forbidden') return [];
  const next = nextName(site.service.workload.name);
  const [ofHome, ofNext] = [home.spec.template.metadata?.labels ?? {}, nextLabels(home, backend, next)];
  return (all?.items ?? [])
    .filter(({ metadata, spec }) => metadata.name !== backend.name && metadata.labels?.[TRACK] !== next && selects(spec?.selector, ofHome))
    .map(({ metadata, spec }) => {
      const which = `The Service ${metadata.name} leads to the pods of ${workloadName(site)} too, and is not switched`;
      return selects(spec?.selector, ofNext)
        ? `${which}: it does not select by ${backend.key}, so that its callers reach pods of both versions as soon as these are ready.`
        : `${which}: its callers stay on ${workloadName(site)}, which gets the version last.`;
    })
    .map((message) => ({ message, unchecked: true }));
}
