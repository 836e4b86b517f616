import type { KubernetesService } from '../../../ports/service.ts';
import { isObserved, type Workload } from './workload.ts';

export type Counts = {
  readonly wanted: number;
  readonly updated: number;
  readonly existing: number;
  readonly serving: number;
  /** Of all revisions. */
  readonly available: number;
  readonly settled: boolean;
};

/** How far the controller is, by its own numbers; what is settled, `kubectl rollout status` calls successfully rolled out. */
export function countsOf(kind: KubernetesService['workload']['kind'], workload: Workload): Counts {
  const counts = kind === 'daemonset' ? onNodes(workload) : inReplicas(workload);
  const { wanted, updated, existing, serving, available } = counts;
  if (!isObserved(workload)) return { ...counts, updated: 0, settled: false };
  const all = updated >= wanted && available >= wanted;
  switch (kind) {
    case 'deployment':
      // What goes counts until it is told to go; available ones may be old.
      return { ...counts, settled: all && existing <= updated && available >= updated };
    case 'statefulset': {
      const { currentRevision, updateRevision } = workload.status ?? {};
      return { ...counts, settled: all && serving >= wanted && existing <= wanted && currentRevision === updateRevision };
    }
    case 'daemonset':
      return { ...counts, settled: all };
  }
}

function inReplicas({ spec, status = {} }: Workload): Omit<Counts, 'settled'> {
  return {
    wanted: spec.replicas ?? 1,
    updated: status.updatedReplicas ?? 0,
    existing: status.replicas ?? 0,
    serving: status.readyReplicas ?? 0,
    available: status.availableReplicas ?? 0,
  };
}

function onNodes({ status = {} }: Workload): Omit<Counts, 'settled'> {
  return {
    wanted: status.desiredNumberScheduled ?? 0,
    updated: status.updatedNumberScheduled ?? 0,
    existing: status.currentNumberScheduled ?? 0,
    serving: status.numberReady ?? 0,
    available: status.numberAvailable ?? 0,
  };
}
