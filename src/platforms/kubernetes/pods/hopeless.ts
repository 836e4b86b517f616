import { trueConditionOf } from '../condition.ts';
import { type Site, workloadName } from '../site.ts';
import type { Counts } from '../workload/progress.ts';
import type { Revision } from '../workload/revision.ts';
import type { Workload } from '../workload/workload.ts';
import { eventsOf } from './events.ts';
import { ROOM, type Symptom, symptomOf } from './failure.ts';
import type { Lasting } from './lasting.ts';
import { lastLines } from './log.ts';
import { isEnding, ofOneMoment, type Pod, pagesOf, podsOf } from './pods.ts';

export type Look = {
  readonly site: Site;
  readonly workload: Workload;
  readonly counts: Counts;
  readonly revision: Revision;
  /** Of the revision: those that are neither ready nor on their way out. */
  readonly unready: readonly Pod[];
  readonly lasting: Lasting;
  /** On the way back nothing is better than to wait: room may come until the deadline. */
  readonly isBack: boolean;
};

/** Events by which somebody says that a node is on its way: the cluster autoscaler, Karpenter, the scheduler that makes room. */
const NODE_COMES = new Set(['TriggeredScaleUp', 'Nominated', 'Preempted']);
/** Milliseconds in which a controller, or the scheduler, takes what has become free. */
const TAKEN = 5_000;
/** Milliseconds in which a pod is there that takes the place of another. */
const USUAL = 10_000;

/** Why waiting cannot help, with what Kubernetes and the container said last; null: it may. Asks for more than it was given only where it seems so. */
export async function hopeless(look: Look, signal: AbortSignal): Promise<string | null> {
  const { site, unready, lasting } = look;
  // All are noted, so that the time of each runs, before the first is told.
  const lasted = unready.flatMap((pod) => {
    const symptom = symptomOf(pod);
    if (symptom === null) return [];
    const time = lasting.seen(`${pod.metadata.uid} ${symptom.container} ${symptom.reason}`);
    return time >= symptom.patience ? [{ pod, symptom }] : [];
  });
  const [first = null] = lasted.toSorted((a, b) => Number(a.symptom.needsRoom) - Number(b.symptom.needsRoom));
  if (first === null) return notCreated(look, signal);
  if (first.symptom.needsRoom && (look.isBack || (await roomMayCome(look, first.pod, signal)))) return null;
  return told(site, first.symptom, signal);
}

/** What keeps a pod from being ready, for people, in one line. */
export function headOf({ pod, container, reason, message }: Symptom): string {
  return `pod ${pod}${container === null ? '' : `, container ${container}`}: ${reason}${message === '' ? '' : `: ${message}`}`;
}

async function told(site: Site, symptom: Symptom, signal: AbortSignal): Promise<string> {
  const { pod, container, crashed } = symptom;
  if (container === null || !crashed) return headOf(symptom);
  return `${headOf(symptom)}\n${await lastLines(site, pod, container, crashed, signal)}`;
}

/** Pods on their way out still hold what they have; a node may be on its way. */
async function roomMayCome(look: Look, pod: Pod, signal: AbortSignal): Promise<boolean> {
  if (pod.status?.nominatedNodeName || (await someEnd(look, signal))) return true;
  if (look.lasting.seen(`${pod.metadata.uid} none ends`) < TAKEN) return true;
  const events = await eventsOf(look.site, { kind: 'Pod', name: pod.metadata.name }, signal);
  return events.some(({ reason = '' }) => NODE_COMES.has(reason));
}

async function someEnd({ site, workload }: Look, signal: AbortSignal): Promise<boolean> {
  return ofOneMoment(async () => {
    for await (const { items } of pagesOf(site, podsOf(workload), signal)) if (items.some(isEnding)) return true;
    return false;
  });
}

/** A quota, or whatever checks pods at the API server, lets none be made: that is told of their owner, for there is no pod. */
async function notCreated(look: Look, signal: AbortSignal): Promise<string | null> {
  const { site, workload, counts, revision, unready, lasting, isBack } = look;
  if (isBack) return null;
  const failure = trueConditionOf(workload, 'ReplicaFailure');
  if (!failure && (counts.existing >= counts.wanted || unready.length > 0)) return null;
  const what = `${workload.metadata.uid} ${workload.metadata.generation} no pod`;
  const total = lasting.seen(what);
  // Between two pods there is one too few for a moment.
  if ((!failure && total < USUAL) || (await someEnd(look, signal))) return null;
  const quiet = lasting.seen(`${what} ${counts.updated} ${counts.existing} ${counts.serving}`);
  // Its controller tries again ever more seldom, after up to a quarter of an hour: when room came too late, it may as well not have come.
  if (quiet < ROOM) return null;
  const said = failure ?? (await eventsOf(site, revision.owner, signal))[0];
  if (said?.reason !== 'FailedCreate') return null;
  const whose = revision.owner.kind === 'Job' ? `job ${revision.owner.name}` : workloadName(site);
  return `no pod of ${whose} can be made: ${said.reason}: ${said.message}`;
}
