import type { Instance, Target } from '../../ports/fleet.ts';
import type { HaproxyBalancer, Server } from '../../ports/service.ts';
import { type Answers, every } from './every.ts';
import { backendOf, type ServerState, serverStates } from './haproxy.ts';
import { askHealth, askVersion } from './health.ts';
import { readRecord, type ServerRecord } from './records.ts';
import type { Site } from './site.ts';
import { CommandError } from './socket.ts';

/** An instance with what only this platform knows of it. */
export type Seen = Instance & { readonly record: ServerRecord | null; readonly answers: boolean; readonly silent: readonly string[] };

/** How every balancer that answers sees a server; one that was restarted since is first told again what it forgot. */
export function statesOf(site: Site, server: Server, signal: AbortSignal): Promise<Answers<ServerState>> {
  const ask = async (balancer: HaproxyBalancer) => {
    await site.orders.giveAgain(balancer, signal);
    const backend = backendOf(balancer, server.track);
    const state = (await serverStates(balancer, backend, signal)).get(server.name);
    if (!state) throw new CommandError(`HAProxy at ${balancer.socket} has no server ${server.name} in ${backend}`);
    return state;
  };
  return every(site, ask, signal);
}

/** Records, balancers and the server's own answers put together. */
export async function look(site: Site, server: Server, signal: AbortSignal): Promise<Seen> {
  const { service } = site;
  const [{ answers: states, silent }, record, reported] = await Promise.all([
    statesOf(site, server, signal),
    readRecord(site, server.name),
    askVersion(service, server, signal),
  ]);
  const inRotation = states.every((state) => state.admitted);
  const wrong = await askHealth(service, server, inRotation ? 1 : 2, signal);
  const other = inRotation ? states.find((state) => state.status !== 'UP')?.status : undefined;
  const runs = runsNow(record, reported, inRotation);
  const note = runs.note ?? wrong ?? (other === undefined ? undefined : `the balancer says ${other}`);
  return {
    name: server.name,
    version: runs.version,
    spec: runs.spec,
    ready: note === undefined,
    inRotation,
    ...(note === undefined ? {} : { note }),
    record,
    answers: wrong === null,
    silent,
  };
}

/** Whether an instance needs nothing more to run `target`. */
export function runsAndReady(seen: Seen, target: Target): boolean {
  return seen.ready && seen.record?.phase === 'done' && seen.version === target.version && seen.spec === target.spec;
}

function runsNow(record: ServerRecord | null, reported: string | null, inRotation: boolean): Target & { note?: string } {
  if (!record) return { version: reported, spec: null };
  if (record.phase === 'updating') return { version: null, spec: null, note: 'its last update did not end' };
  if (record.phase === 'stopped') return { version: null, spec: null, note: 'stopped' };
  const { version, spec } = record;
  if (reported === null || reported === version) return { version, spec };
  // Out of rotation the old process may be about to end; in rotation somebody else put another version there.
  return inRotation ? { version: reported, spec: null } : { version, spec, note: `says that it runs ${reported}` };
}
