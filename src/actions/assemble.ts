import { sequentialJudge } from '../analysis/sequential.ts';
import type { FleetView } from '../ports/fleet.ts';
import type { Rollout } from '../ports/journal.ts';
import type { Platform } from '../ports/platform.ts';
import { Refused } from '../ports/reason.ts';
import type { Service } from '../ports/service.ts';
import type { Strategy } from '../rollout/strategy.ts';
import type { Limits } from '../strategies/batch.ts';
import { managedRolling } from '../strategies/managed-rolling.ts';
import { rolling } from '../strategies/rolling.ts';
import { tracks } from '../strategies/tracks.ts';
import { countOf } from '../units/count.ts';
import type { Measuring } from './measuring.ts';

/** The most milliseconds between two looks at the platform; a change that it tells of, or that is waited for, is looked at sooner. */
export const INTERVAL = 1_000;

/** The strategy that carries a rollout on a platform; `measuring` asks the metrics of the service file. */
export function strategyFor(
  rollout: Rollout,
  platform: Platform,
  service: Service,
  measuring: Measuring | null = null,
): Strategy<unknown, unknown> {
  const { metrics, smokeTest, fleet, managed } = platform;
  const { progressDeadline, previewSize } = service.rollout;
  const minReady = service.rollout.minReady ?? 0;
  const { analysis } = service;
  const polls = { pollInterval: analysis.interval, initialDelay: analysis.initialDelay };
  const optional = { ...(metrics && { metrics }), ...(smokeTest && { smokeTest }) };
  if (rollout.kind === 'rolling' && managed) {
    const ports = { managed, ...(smokeTest && { smokeTest }) };
    return managedRolling(ports, { progressDeadline, interval: INTERVAL }) as Strategy<unknown, unknown>;
  }
  if (rollout.kind === 'rolling') {
    if (!fleet) throw new Refused('precondition', `platform ${service.platform} cannot roll this service`);
    const limits = (wanted: number) => limitsOf(service, wanted);
    const byInstance = rollout.goal.bakeTime > 0 ? metrics?.byInstance : undefined;
    // Metrics of the service file count by track; errors are all that means something of what was just started.
    const judge = sequentialJudge({ ...analysis, metrics: [], latencyThreshold: null });
    const batches = byInstance && { batches: { judge, byInstance, ...polls } };
    const settings = { limits, minReady, progressDeadline, interval: INTERVAL, isTold: fleet.changed !== undefined };
    return rolling({ fleet, ...optional, ...batches }, settings) as Strategy<unknown, unknown>;
  }
  if (!platform.tracks || !platform.router)
    throw new Refused('precondition', `platform ${service.platform} has no two tracks for this service`);
  const { alwaysFull, home, sizeFor, spare } = platform.tracks;
  const settings = {
    previewSize: (full: number) => countOf(previewSize, full, 'up'),
    alwaysFull: alwaysFull ?? false,
    provesAgain: metrics === undefined && analysis.metrics.length === 0 && smokeTest !== undefined,
    ...(home !== undefined && { home }),
    ...(sizeFor && { sizeFor }),
    ...(spare && { spare }),
    minReady,
    progressDeadline,
    interval: INTERVAL,
    isTold: platform.tracks.changed !== undefined,
    ...polls,
    analysisTimeout: analysis.analysisTimeout,
    onInconclusive: analysis.onInconclusive,
  };
  const ports = {
    tracks: platform.tracks,
    router: platform.router,
    judge: sequentialJudge(analysis),
    ...optional,
    ...(measuring && { measured: () => measuring.last() }),
  };
  return tracks(ports, settings) as Strategy<unknown, unknown>;
}

function limitsOf({ rollout }: Service, wanted: number): Limits {
  const { maxUnavailable, maxSurge } = rollout;
  return {
    maxUnavailable: maxUnavailable ? countOf(maxUnavailable, wanted, 'down') : 1,
    maxSurge: maxSurge ? countOf(maxSurge, wanted, 'up') : 0,
  };
}

/**
 * What forbids to begin a rolling update at all: it would leave nothing in rotation, or fewer than must serve, because
 * somebody took others out (not `ours`).
 * @returns the sentence with the line to change; null when there is none
 */
export function spareCapacity(service: Service, platform: Platform, view: FleetView, ours: readonly string[]): string | null {
  const { wanted, instances } = view;
  const { maxUnavailable, maxSurge } = limitsOf(service, wanted);
  if (maxSurge > 0 && !platform.fleet?.add)
    return `max-surge: ${maxSurge} needs instances that can be made; platform ${service.platform} cannot make any: set max-surge: 0`;
  if (maxUnavailable === 0 && maxSurge === 0)
    return `max-unavailable and max-surge are both 0 of ${wanted} instances: set max-unavailable: 1`;
  if (maxUnavailable >= wanted && !(maxSurge > 0 && maxUnavailable < wanted)) {
    const change = platform.fleet?.add ? 'set max-unavailable: 0 and max-surge: 1' : 'add a server, or use blue-green-switch';
    return `max-unavailable: ${maxUnavailable} of ${wanted} would leave nothing in rotation: ${change}`;
  }
  const out = instances.filter((instance) => !instance.inRotation && !ours.includes(instance.name)).map(({ name }) => name);
  const inRotation = instances.filter((instance) => instance.inRotation);
  const floor = wanted - maxUnavailable;
  if (out.length === 0 || maxSurge > 0 || inRotation.length > floor || inRotation.some((instance) => !instance.ready)) return null;
  return `${out.join(', ')} is out of rotation by somebody else, so ${inRotation.length} of ${wanted} serve and ${floor} must: put it back, or raise max-unavailable`;
}
