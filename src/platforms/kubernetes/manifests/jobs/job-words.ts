import { eventsOf } from '../../pods/events.ts';
import { type Symptom, symptomOf } from '../../pods/failure.ts';
import { headOf } from '../../pods/hopeless.ts';
import { lastLines, NO_LOG } from '../../pods/log.ts';
import { type ContainerStatus, containersOf, type Pod } from '../../pods/pods.ts';
import type { Site } from '../../site.ts';

/** What tells most of a Job's pods. */
export type Telling = {
  /** Another one as soon as there is something else to tell. */
  readonly key: string;
  /** Whether a container ended badly, so that its log is whole. */
  readonly ended: boolean;
  /** Whether that container runs again, and what it prints now tells nothing of its end. */
  readonly restarted: boolean;
  readonly symptom: Symptom;
};

const SPOKEN = { message: '', patience: 0, crashed: true, needsRoom: false };

/** How a container of the newest pod that failed has ended, else how the newest is; null: there is no pod. */
export function telling(pods: readonly Pod[]): Telling | null {
  const newest = pods.toSorted((a, b) => timeOf(b).localeCompare(timeOf(a)));
  const [first = null] = newest;
  return newest.map(endIn).find((end) => end !== null) ?? (first && stateOf(first));
}

/** The same for people: a line, and where a container ran the last lines of its log. Not `whole` where these cannot be had. */
export async function wordsOf(
  site: Site,
  { symptom, restarted }: Telling,
  signal: AbortSignal,
): Promise<{ readonly words: string; readonly whole: boolean }> {
  const { pod, container, crashed, message } = symptom;
  if (container === null || !crashed)
    return { words: headOf(message === '' ? await fromEvents(site, symptom, signal) : symptom), whole: true };
  const lines = await lastLines(site, pod, container, restarted, signal);
  return { words: `${headOf(symptom)}\n${lines}`, whole: !lines.startsWith(NO_LOG) };
}

/** A volume that cannot be mounted is told in events only. */
async function fromEvents(site: Site, symptom: Symptom, signal: AbortSignal): Promise<Symptom> {
  const [event] = await eventsOf(site, { kind: 'Pod', name: symptom.pod }, signal);
  return event === undefined ? symptom : { ...symptom, message: `${event.reason}: ${event.message}` };
}

function endIn(pod: Pod): Telling | null {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  // Those that run beside the others are ended with them, and with what code is not why.
  const failed = [...containerStatuses, ...initContainerStatuses].find((status) => (endOf(status)?.exitCode ?? 0) !== 0);
  if (failed === undefined) return null;
  const { reason = 'Error', exitCode, message } = endOf(failed) ?? {};
  const said = `it ended with ${exitCode}${message ? ` (${message.trim()})` : ''}`;
  const symptom = { ...SPOKEN, pod: pod.metadata.name, container: failed.name, reason, message: said };
  return {
    key: `${pod.metadata.uid} ${failed.name} ${failed.restartCount}`,
    ended: true,
    restarted: failed.state?.running !== undefined,
    symptom,
  };
}

function stateOf(pod: Pod): Telling {
  const symptom = symptomOf(pod) ?? ranIn(pod) ?? waitingOf(pod);
  return { key: `${pod.metadata.uid} ${symptom.container} ${symptom.reason}`, ended: false, restarted: false, symptom };
}

function ranIn(pod: Pod): Symptom | null {
  const ran = containersOf(pod).findLast(({ state }) => state?.running !== undefined || state?.terminated !== undefined);
  if (ran === undefined) return null;
  const reason = ran.state?.running === undefined ? 'it ended with 0' : 'it runs';
  return { ...SPOKEN, pod: pod.metadata.name, container: ran.name, reason };
}

function waitingOf({ metadata, status = {} }: Pod): Symptom {
  const { phase = 'Pending', reason = phase, message = '' } = status;
  return { ...SPOKEN, pod: metadata.name, container: null, reason, message, crashed: false };
}

function endOf({ state, lastState }: ContainerStatus) {
  return state?.terminated ?? lastState?.terminated;
}

function timeOf({ metadata }: Pod): string {
  return `${metadata.creationTimestamp} ${metadata.name}`;
}
