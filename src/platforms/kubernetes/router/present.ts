import { Refused } from '../../../ports/reason.ts';
import { type Backend, backendOf, type Labels } from '../backend.ts';
import { nextName, TRACK } from '../next.ts';
import { isReady, listPods, type Pod } from '../pods.ts';
import { labelSelector } from '../selector.ts';
import { type Site, workloadName } from '../site.ts';
import { readWorkload, type Workload } from '../workload.ts';

/** The user's workload, and the Service before it. */
export type Present = { readonly home: Workload; readonly backend: Backend };

/** Throws `Refused` where one of them is gone. */
export async function readPresent(site: Site, signal: AbortSignal): Promise<Present> {
  const home = await readWorkload(site, signal);
  if (home === null) throw new Refused('drift', `There is no ${workloadName(site)} any more in ${site.api.place}: create it again.`);
  const backend = await backendOf(site, home, signal);
  if (typeof backend === 'string') throw new Refused('drift', backend);
  return { home, backend };
}

/** What the Service's selector is when it leads to the next track. */
export function nextSelector(site: Site, { selector, key }: Backend): Labels {
  return { ...selector, [key]: nextName(site.service.workload.name) };
}

/** The pods that a Service with this selector sends requests to. */
export async function readyPods(site: Site, selector: Labels, signal: AbortSignal): Promise<readonly Pod[]> {
  const { items } = await listPods(site, { labelSelector: labelSelector({ matchLabels: selector }) }, signal);
  return items.filter(isReady);
}

/** All pods of the next track. */
export async function listNext(site: Site, signal: AbortSignal): Promise<readonly Pod[]> {
  const { items } = await listPods(site, { labelSelector: `${TRACK}=${nextName(site.service.workload.name)}` }, signal);
  return items;
}

export function isOfNext(site: Site, { metadata }: Pod): boolean {
  return metadata.labels?.[TRACK] === nextName(site.service.workload.name);
}
