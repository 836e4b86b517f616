import type { Count, KubernetesService } from '../../../ports/service.ts';
import type { Operation } from '../api/api.ts';
import { valueAt } from '../pointer.ts';
import type { Note } from './note.ts';
import type { Workload } from './workload.ts';

const ROLLING_UPDATE = {
  deployment: '/spec/strategy/rollingUpdate',
  statefulset: '/spec/updateStrategy/rollingUpdate',
  daemonset: '/spec/updateStrategy/rollingUpdate',
} as const;

/** How fast the service file wants it, by JSON pointer; only what it says. */
export function paceOf({ workload, rollout }: KubernetesService): Readonly<Record<string, number | string>> {
  const { maxUnavailable, maxSurge, minReady } = rollout;
  const within = ROLLING_UPDATE[workload.kind];
  return {
    ...(maxUnavailable && { [`${within}/maxUnavailable`]: written(maxUnavailable) }),
    ...(maxSurge && { [`${within}/maxSurge`]: written(maxSurge) }),
    ...(minReady !== null && { '/spec/minReadySeconds': Math.ceil(minReady / 1000) }),
  };
}

function written({ value, unit }: Count): number | string {
  return unit === 'percent' ? `${value}%` : value;
}

/** What there was of it before us, and what is to be. What the note says was there before wins: what is there now, we may have set. */
export function pacing(service: KubernetesService, workload: Workload, before: Note['pace']): Note['pace'] {
  const changes = Object.entries(paceOf(service)).flatMap(([path, set]) => {
    const now = (valueAt(workload, path) ?? null) as number | string | null;
    const was = before[path] ? before[path].was : now;
    return was === set && !before[path] ? [] : [[path, { was, set }] as const];
  });
  return { ...before, ...Object.fromEntries(changes) };
}

export function setPace(workload: Workload, pace: Note['pace']): Operation[] {
  return Object.entries(pace).flatMap(([path, { set }]) => (valueAt(workload, path) === set ? [] : [put(path, set)]));
}

/** Puts back what was there, but for what somebody else has set since. */
export function restorePace(workload: Workload, pace: Note['pace']): Operation[] {
  return Object.entries(pace).flatMap(([path, { was, set }]) => (valueAt(workload, path) === set ? [put(path, was)] : []));
}

function put(path: string, value: number | string | null): Operation {
  return value === null ? { op: 'remove', path } : { op: 'add', path, value };
}
