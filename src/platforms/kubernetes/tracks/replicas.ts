import type { Operation } from '../api/api.ts';
import { type Site, workloadName, workloadPath } from '../site.ts';
import { readWorkload, type Workload } from '../workload/workload.ts';
import { accepted } from './accepted.ts';

/** Sets how many pods a workload is to have, made from how many it is to have now. Throws a plain error where it is not there. */
export async function setReplicas(site: Site, size: (now: number) => number, signal: AbortSignal): Promise<void> {
  for (;;) {
    const found = await readWorkload(site, signal);
    if (found === null) throw new Error(`somebody deleted ${workloadName(site)}`);
    const now = found.spec.replicas ?? 1;
    if (size(now) === now) return;
    const operations: readonly Operation[] = [
      { op: 'test', path: '/metadata/uid', value: found.metadata.uid },
      { op: 'test', path: '/spec/replicas', value: now },
      { op: 'replace', path: '/spec/replicas', value: size(now) },
    ];
    const done = await accepted(site.api.patch<Workload>(await workloadPath(site, signal), operations, signal));
    if (done !== 'conflict' && done !== null) return;
  }
}
