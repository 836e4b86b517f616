import { Refused } from '../../../ports/reason.ts';
import { type Backend, backendOf, type Labels } from '../backend.ts';
import { nextName, TRACK } from '../next.ts';
import { isReady, listPods, ofOneMoment, type Pod, pagesOf } from '../pods/pods.ts';
import { labelSelector } from '../selector.ts';
import { type Site, workloadName } from '../site.ts';
import { readWorkload, type Workload } from '../workload/workload.ts';

/** The user's workload, and the Service before it. */
export type Present = { readonly home: Workload; readonly backend: Backend };

/** Throws `Refused` where one of them is gone; `readHome` where the workload need not be read. */
export async function readPresent(site: Site, signal: AbortSignal, readHome = () => readWorkload(site, signal)): Promise<Present> {
  const home = await readHome();
  if (home === null) throw new Refused('drift', `There is no ${workloadName(site)} any more in ${site.api.place}: create it again.`);
  const backend = await backendOf(site, home, signal);
  if (typeof backend === 'string') throw new Refused('drift', backend);
  return { home, backend };
}

/** What the Service's selector is when it leads to the next track. */
export function nextSelector(site: Site, { selector, key }: Backend): Labels {
  return { ...selector, [key]: nextName(site.service.workload.name) };
}

/** Some of the pods that a Service with this selector sends requests to, and that are meant; empty only where there are none. */
export function readyPods(
  site: Site,
  selector: Labels,
  signal: AbortSignal,
  isMeant: (pod: Pod) => boolean = () => true,
): Promise<readonly Pod[]> {
  return ofOneMoment(async () => {
    for await (const { items } of pagesOf(site, { labelSelector: labelSelector({ matchLabels: selector }) }, signal)) {
      const found = items.filter((pod) => isReady(pod) && isMeant(pod));
      if (found.length > 0) return found;
    }
    return [];
  });
}

/** All pods of the next track; those of it to which this selector leads as well. */
export async function listNext(site: Site, signal: AbortSignal, selector: Labels = {}): Promise<readonly Pod[]> {
  const query = { ...selector, [TRACK]: nextName(site.service.workload.name) };
  const { items } = await listPods(site, { labelSelector: labelSelector({ matchLabels: query }) }, signal);
  return items;
}

export function isOfNext(site: Site, { metadata }: Pod): boolean {
  return metadata.labels?.[TRACK] === nextName(site.service.workload.name);
}
