import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from '../../ports/reason.ts';
import { every } from './every.ts';
import { oldWorkers } from './generations.ts';
import { cutSessions, type ServerState } from './haproxy.ts';
import type { PlacedServer } from './placed.ts';
import type { Site } from './site.ts';
import { statesOf } from './view.ts';

/** Milliseconds between two looks at a balancer. */
export const POLL = 100;

/** Watches a server on all balancers until `isSo` of each, at most `time` milliseconds; false when that ran out. */
export async function watch(
  site: Site,
  server: PlacedServer,
  isSo: (state: ServerState) => boolean,
  time: number,
  signal: AbortSignal,
): Promise<boolean> {
  return within(time, async () => (await statesOf(site, server, signal)).answers.every(isSo), signal);
}

/** Looks until it is so, at most `time` milliseconds; false when that ran out. */
export async function within(time: number, isSo: () => Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  const deadline = performance.now() + time;
  for (;;) {
    if (await isSo()) return true;
    if (performance.now() > deadline) return false;
    await sleep(POLL, undefined, { signal });
  }
}

/** Waits until a server that gets no new requests has none left, at most `drain-timeout`; what then, `on-drain-timeout` says. */
export async function untilIdle(site: Site, server: PlacedServer, signal: AbortSignal): Promise<void> {
  const { drainTimeout, onDrainTimeout } = site.service.rollout;
  const time = onDrainTimeout === 'wait' ? Number.POSITIVE_INFINITY : drainTimeout;
  const deadline = performance.now() + time;
  const idle = (state: ServerState) => state.inFlight === 0 && state.queued === 0;
  // A worker from before a reload counts its requests for itself.
  const gone = async () => !(await every(site, (balancer) => oldWorkers(balancer, signal), signal)).answers.includes(true);
  if ((await watch(site, server, idle, time, signal)) && (await within(deadline - performance.now(), gone, signal))) return;
  if (onDrainTimeout === 'fail') {
    const message = `${server.name} still has requests after ${drainTimeout / 1000}s: raise drain-timeout, or set on-drain-timeout: force.`;
    throw new Refused('drain-timeout', message);
  }
  await every(site, (balancer) => cutSessions(balancer, server, signal), signal);
}
