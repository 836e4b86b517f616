import { conditionOf } from '../condition.ts';
import { eventsOf } from './events.ts';
import type { Look } from './hopeless.ts';
import { containersOf, type Pod } from './pods.ts';

const LONGEST = 240;
/** Milliseconds in which a pod gets ready, and nothing need be said of it. */
const USUAL = 3_000;

/** What the pod waits for that has not been ready for longest, in one line; null where none waits for long. Asks for events of that one only. */
export async function waitsFor({ site, workload, unready, lasting }: Look, signal: AbortSignal): Promise<string | null> {
  if (workload.spec.paused) return 'it is paused';
  const times = unready.map((pod) => ({ pod, time: lasting.seen(`${pod.metadata.uid} unready`) }));
  const [longest] = times.toSorted((a, b) => b.time - a.time);
  if (!longest || longest.time < USUAL) return null;
  const { name } = longest.pod.metadata;
  const state = stateOf(longest.pod);
  const said = state === NOT_READY ? await eventsOf(site, { kind: 'Pod', name }, signal) : [];
  const line = `${name}: ${said.find(({ reason }) => reason === 'Unhealthy')?.message ?? state}`.replace(/\s+/g, ' ');
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`;
}

const NOT_READY = 'runs, and is not ready';

function stateOf(pod: Pod): string {
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.status === 'False') return `${scheduled.reason}: ${scheduled.message}`;
  const first = pod.status?.initContainerStatuses?.find(({ ready, state }) => state?.running !== undefined && !ready);
  if (first !== undefined) return `${first.name}: runs, and has to end before the others start`;
  for (const { name, state = {} } of containersOf(pod)) {
    if (state.waiting) return `${name}: ${state.waiting.reason ?? 'waits'}${state.waiting.message ? `: ${state.waiting.message}` : ''}`;
    // An init container that ended well is done.
    if (state.terminated && state.terminated.exitCode !== 0) return `${name}: ended with ${state.terminated.exitCode}`;
  }
  return pod.status?.phase === 'Running' ? NOT_READY : `is ${pod.status?.phase?.toLowerCase() ?? 'new'}`;
}
