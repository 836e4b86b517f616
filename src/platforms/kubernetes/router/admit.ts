import type { Operation } from '../api/api.ts';
import type { Backend } from '../backend.ts';
import { nextName } from '../next.ts';
import { isEnding, isReady, type Pod } from '../pods/pods.ts';
import { pointer } from '../pointer.ts';
import { selects } from '../selector.ts';
import { corePath, type Site } from '../site.ts';
import { awaitEndpoints } from './endpoints.ts';
import { untilDone } from './overtaken.ts';
import { isOfNext, listNext, type Present, readPresent, readyPods } from './present.ts';

/** Whether the Service, as its user wrote it, leads to a pod of the next track. */
export function isAdmitted({ selector }: Backend, { metadata }: Pod): boolean {
  return selects(selector, metadata.labels ?? {});
}

/**
 * Leads the Service, as its user wrote it, to so many ready pods of the next track beside home's, by one label of these pods, which restarts
 * nothing: their Deployment does not select by it. Returns when the endpoints are these. Throws a plain error, with nothing written, where
 * there are not so many, or where none at all would be left.
 */
export async function admit(site: Site, count: (present: Present) => number, signal: AbortSignal): Promise<void> {
  let changed = false;
  await untilDone(`the pods of ${nextName(site.service.workload.name)}`, async () => {
    const present = await readPresent(site, signal);
    const { key, selector, switched } = present.backend;
    const wanted = count(present);
    // Where none is to be in, only those that are in matter.
    const pods = await listNext(site, signal, wanted === 0 ? selector : {});
    const { enter, leave } = chosen(site, present.backend, pods, wanted);
    if (leave.length > 0 && wanted === 0 && !switched) await refuseNone(site, present.backend, signal);
    const labels = [
      ...enter.map((pod) => ({ pod, value: selector[key] as string })),
      ...leave.map((pod) => ({ pod, value: nextName(site.service.workload.name) })),
    ];
    for (const { pod, value } of labels) {
      if (!(await label(site, pod, key, value, signal))) return false;
      changed = true;
    }
    return true;
  });
  if (!changed) return;
  const { backend } = await readPresent(site, signal);
  await awaitEndpoints(site, { service: backend.name, selector: backend.object.spec?.selector ?? {} }, signal);
}

/** Those that are in stay as long as they are ready. */
function chosen(site: Site, backend: Backend, all: readonly Pod[], count: number) {
  const pods = all.filter((pod) => !isEnding(pod)).toSorted((a, b) => a.metadata.name.localeCompare(b.metadata.name));
  const [inside, outside] = [pods.filter((pod) => isAdmitted(backend, pod)), pods.filter((pod) => !isAdmitted(backend, pod))];
  const wanted = [...inside, ...outside].filter(isReady).slice(0, count);
  if (wanted.length < count) {
    const next = nextName(site.service.workload.name);
    throw new Error(`${next} has ${wanted.length} pods ready, and its share of the traffic needs ${count}`);
  }
  return { enter: wanted.filter((pod) => !inside.includes(pod)), leave: inside.filter((pod) => !wanted.includes(pod)) };
}

async function refuseNone(site: Site, backend: Backend, signal: AbortSignal): Promise<void> {
  const ready = await readyPods(site, backend.selector, signal, (pod) => !isOfNext(site, pod));
  if (ready.length > 0) return;
  const { kind, name } = site.service.workload;
  const nobody = `no pod of ${kind} ${name} is ready, so that callers would reach nobody`;
  throw new Error(`the Service ${backend.name} still leads to ${nextName(name)}: ${nobody}`);
}

/** False where it changed meanwhile, or is gone. */
async function label(site: Site, { metadata }: Pod, key: string, value: string, signal: AbortSignal): Promise<boolean> {
  const path = pointer('metadata', 'labels', key);
  const now = metadata.labels?.[key];
  const operations: Operation[] = [
    { op: 'test', path: '/metadata/uid', value: metadata.uid },
    ...(now === undefined ? [] : [{ op: 'test' as const, path, value: now }]),
    { op: 'add', path, value },
  ];
  const done = await site.api.patch(`${await corePath(site, 'pods', signal)}/${encodeURIComponent(metadata.name)}`, operations, signal);
  return done !== null && done !== 'conflict';
}
