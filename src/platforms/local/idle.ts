import { Refused } from '../../ports/reason.ts';
import type { BalancerState, ServerState } from './balancer/state.ts';
import type { Site } from './site.ts';

/** Waits until these servers have no request left, at most `drain-timeout`; what then, `on-drain-timeout` says. They must be out of use. */
export async function untilIdle(site: Site, isMeant: (server: ServerState) => boolean, signal: AbortSignal): Promise<void> {
  const { drainTimeout, onDrainTimeout } = site.service.rollout;
  const busy = await wait(site, isMeant, onDrainTimeout === 'wait' ? Number.POSITIVE_INFINITY : drainTimeout, signal);
  if (busy.length === 0) return;
  const names = busy.map((server) => `${server.name} (${server.inFlight})`).join(', ');
  if (onDrainTimeout === 'fail') {
    throw new Refused(
      'drain-timeout',
      `Requests are still in flight after ${drainTimeout / 1000}s on ${names}: raise drain-timeout, or set on-drain-timeout: force.`,
    );
  }
  for (const server of busy) await site.balancer.cut(server.name, signal);
}

/** Waits at most `time` milliseconds until none of these servers has a request by a user; true when so. */
export async function untilNoUsers(
  site: Site,
  isMeant: (server: ServerState) => boolean,
  time: number,
  signal: AbortSignal,
): Promise<boolean> {
  return (await wait(site, (server) => isMeant(server) && server.users > 0, time, signal)).length === 0;
}

async function wait(site: Site, isMeant: (server: ServerState) => boolean, time: number, signal: AbortSignal): Promise<ServerState[]> {
  const deadline = performance.now() + time;
  for (;;) {
    const state: BalancerState | null = await site.balancer.state(signal);
    const busy = state?.servers.filter((server) => isMeant(server) && server.inFlight > 0) ?? [];
    const left = deadline - performance.now();
    if (!state || busy.length === 0 || left <= 0) return busy;
    const bound = Number.isFinite(left) ? [AbortSignal.timeout(Math.ceil(left))] : [];
    await site.balancer.changed(state, AbortSignal.any([signal, ...bound]));
    signal.throwIfAborted();
  }
}
