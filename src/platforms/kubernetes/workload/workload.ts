import type { Resource } from '../api/api.ts';
import type { Condition } from '../condition.ts';
import { type Site, workloadPath } from '../site.ts';

export type Container = {
  readonly name: string;
  readonly image?: string;
  readonly resources?: unknown;
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number; readonly protocol?: string }[];
};

export type PodTemplate = {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>>; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: { readonly containers: readonly Container[]; readonly initContainers?: readonly Container[] };
};

export type Selector = {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
};

/** A Deployment, StatefulSet or DaemonSet, as far as we look at it; each has only its own part of these. */
export type Workload = Resource & {
  readonly spec: {
    readonly replicas?: number;
    readonly paused?: boolean;
    readonly minReadySeconds?: number;
    readonly podManagementPolicy?: string;
    readonly selector: Selector;
    readonly template: PodTemplate;
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
    readonly currentRevision?: string;
    readonly updateRevision?: string;
    readonly desiredNumberScheduled?: number;
    readonly currentNumberScheduled?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberReady?: number;
    readonly numberAvailable?: number;
    readonly conditions?: readonly Condition[];
  };
};

/** null where there is none of this name. */
export async function readWorkload(site: Site, signal: AbortSignal): Promise<Workload | null> {
  return site.api.get<Workload>(await workloadPath(site, signal), signal);
}

/** Whether its controller has seen what it is told now: before that its status speaks of what was told before. */
export function isObserved({ metadata, status }: Workload): boolean {
  return (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);
}

/** How other objects refer to a workload. */
export type Named = { readonly kind?: string; readonly name?: string };

/** Whether a reference names this workload. */
export function isIt(named: Named | undefined, { kind, name }: { readonly kind: string; readonly name: string }): boolean {
  return named?.name === name && named.kind?.toLowerCase() === kind;
}
