import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from '../api/api.ts';
import { type Backend, type ServiceResource, SWITCH, type Switch, switchOf } from '../backend.ts';
import { nextName } from '../next.ts';
import { annotating } from '../ours.ts';
import type { Pod } from '../pods/pods.ts';
import { pointer } from '../pointer.ts';
import { labelSelector } from '../selector.ts';
import { corePath, type Site } from '../site.ts';
import { awaitEndpoints } from './endpoints.ts';
import { untilDone } from './overtaken.ts';
import { isOfNext, nextSelector, readPresent, readyPods } from './present.ts';
import { lettingGo } from './route/let-go.ts';

/** Leads all callers of the Service to home or to the next track. Repeatable; throws a plain error instead where they would reach nobody. */
export type SelectorSwitch = {
  /** Takes back also the mark of a switch that somebody else undid. Returns when the endpoints are home's, and the selector its user's. */
  toHome(signal: AbortSignal): Promise<void>;
  /** Returns when the endpoints are those of the next track. */
  toNext(signal: AbortSignal): Promise<void>;
  /** Resolves when every node leads there, and nowhere else; throws a plain error where that is not so after 30 s. */
  verify(track: 'home' | 'next', signal: AbortSignal): Promise<void>;
};

/**
 * Milliseconds from when the API has the right endpoints until kube-proxy has them too. Nobody can ask it what it has; it was measured to take
 * well under a second.
 */
const PROXY_LAG = 1_500;

export function selectorSwitch(site: Site): SelectorSwitch {
  async function turn(track: 'home' | 'next', signal: AbortSignal): Promise<void> {
    const changed = await edit(async (backend) => {
      const operations = track === 'next' ? leadToNext(site, backend) : leadHome(site, backend);
      if (operations !== null && (backend.switched || track === 'next')) await refuseNone(site, backend, track, signal);
      return operations ?? [];
    }, signal);
    if (changed) await awaitTrack(site, track, () => null, signal);
  }

  /** Whether anything was to be written to the Service that was just read. */
  async function edit(decide: (backend: Backend) => Promise<readonly Operation[]>, signal: AbortSignal): Promise<boolean> {
    let changed = false;
    await untilDone(`the Service of ${site.service.workload.name}`, async () => {
      const { backend } = await readPresent(site, signal);
      const operations = await decide(backend);
      if (operations.length === 0) return true;
      const path = `${await corePath(site, 'services', signal)}/${encodeURIComponent(backend.name)}`;
      const done = await site.api.patch<ServiceResource>(path, [unchanged(backend.object), ...operations], signal);
      changed = done !== null && done !== 'conflict';
      return changed;
    });
    return changed;
  }
  return {
    async toHome(signal) {
      await turn('home', signal);
      await edit(async ({ object }) => (switchOf(site, object) === null ? lettingGo(object) : []), signal);
    },
    toNext: (signal) => turn('next', signal),
    async verify(track, signal) {
      const isOther = (pod: Pod) => isOfNext(site, pod) !== (track === 'next');
      await awaitTrack(site, track, (pods) => (pods.some(isOther) ? 'some of them are of the other track' : null), signal);
      await proxied(signal);
    },
  };
}

/** Waits for what no API tells: that kube-proxy has taken in the endpoints. */
export async function proxied(signal: AbortSignal): Promise<void> {
  await sleep(PROXY_LAG, undefined, { signal });
}

async function awaitTrack(site: Site, track: 'home' | 'next', wrong: (pods: readonly Pod[]) => string | null, signal: AbortSignal) {
  const { backend } = await readPresent(site, signal);
  const selector = track === 'next' ? nextSelector(site, backend) : backend.selector;
  await awaitEndpoints(site, { service: backend.name, selector, wrong }, signal);
}

async function refuseNone(site: Site, backend: Backend, track: 'home' | 'next', signal: AbortSignal): Promise<void> {
  const selector = track === 'next' ? nextSelector(site, backend) : backend.selector;
  if ((await readyPods(site, selector, signal)).length > 0) return;
  const nobody = `no pod with ${labelSelector({ matchLabels: selector })} is ready, so that callers would reach nobody`;
  throw new Error(`the Service ${backend.name} was left as it is: ${nobody}`);
}

/** Fails where anything of it is another one than was read. */
function unchanged({ metadata }: ServiceResource): Operation {
  return { op: 'test', path: '/metadata/resourceVersion', value: metadata.resourceVersion };
}

/** null where it does already. */
function leadToNext(site: Site, { key, selector, switched, object }: Backend): Operation[] | null {
  if (switched) return null;
  const made: Switch = { key, was: selector[key] as string, set: nextName(site.service.workload.name) };
  return [{ op: 'replace', path: pointer('spec', 'selector', key), value: made.set }, annotating(object, SWITCH, JSON.stringify(made))];
}

/** What leads a Service to home, as its user wrote it; null where it does already, and nothing says otherwise. */
export function leadHome(site: Site, { key, selector, switched, object }: Backend): Operation[] | null {
  if (switchOf(site, object) === null) return null;
  const remove: Operation = { op: 'remove', path: pointer('metadata', 'annotations', SWITCH) };
  return switched ? [{ op: 'replace', path: pointer('spec', 'selector', key), value: selector[key] }, remove] : [remove];
}
