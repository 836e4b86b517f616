import { conditionOf } from '../condition.ts';
import { type ContainerStatus, containersOf, type Pod } from './pods.ts';

/** Why a pod will not become ready, as Kubernetes says it. */
export type Symptom = {
  readonly pod: string;
  /** null where it is the pod itself. */
  readonly container: string | null;
  readonly reason: string;
  readonly message: string;
  /** Milliseconds it must be seen without a break until waiting is called pointless. */
  readonly patience: number;
  /** Whether the container ran, so that its log before the end may tell why. */
  readonly crashed: boolean;
  /** Whether it goes on as soon as something else goes: a node's memory, a quota. */
  readonly needsRoom: boolean;
};

/** What may be a passing fault: a registry that was busy once, a ConfigMap that comes with the next command. */
const MAY_PASS = 10_000;
/** Room may be made: by pods that end, by another node. */
export const ROOM = 30_000;

/** What containers wait for in vain. Where the kubelet backs off, it has tried more than once, or was told no for good. */
const HOPELESS: Readonly<Record<string, number>> = {
  ImagePullBackOff: 0,
  InvalidImageName: 0,
  ErrImageNeverPull: 0,
  CrashLoopBackOff: 0,
  ErrImagePull: MAY_PASS,
  CreateContainerConfigError: MAY_PASS,
  CreateContainerError: MAY_PASS,
  RunContainerError: MAY_PASS,
};

/** What keeps a pod that is not ready from becoming so, as far as waiting may be pointless; null: nothing of the kind. */
export function symptomOf(pod: Pod): Symptom | null {
  const common = { pod: pod.metadata.name, container: null, crashed: false, needsRoom: false };
  for (const status of containersOf(pod)) {
    const { waiting } = status.state ?? {};
    const ended = lastEnd(status);
    const crashed = ended !== undefined;
    if (ended?.reason === 'OOMKilled') {
      const message = `it used more memory than its limit, and was ended${ended.exitCode === undefined ? '' : ` with ${ended.exitCode}`}`;
      return { ...common, container: status.name, reason: 'OOMKilled', message, patience: 0, crashed };
    }
    const patience = HOPELESS[waiting?.reason ?? ''];
    if (patience === undefined) continue;
    const exit =
      ended?.exitCode === undefined ? '' : `it ended with ${ended.exitCode}${ended.message ? ` (${ended.message.trim()})` : ''}: `;
    return {
      ...common,
      container: status.name,
      reason: waiting?.reason ?? '',
      message: `${exit}${waiting?.message ?? ''}`,
      patience,
      crashed,
    };
  }
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.status !== 'False' || scheduled.reason !== 'Unschedulable') return null;
  return { ...common, reason: 'FailedScheduling', message: scheduled.message ?? '', patience: ROOM, needsRoom: true };
}

function lastEnd({ state, lastState }: ContainerStatus) {
  return state?.terminated ?? lastState?.terminated;
}
