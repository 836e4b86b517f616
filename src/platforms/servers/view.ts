import type { Instance, Target } from '../../ports/fleet.ts';
import { type Answers, every } from './every.ts';
import { backendOf, type ServerState, serverStates } from './haproxy.ts';
import { askHealth, askVersion } from './health.ts';
import type { Balancer, PlacedServer } from './placed.ts';
import { readRecord, type ServerRecord } from './records.ts';
import type { Site } from './site.ts';
import { CommandError, titleOf } from './socket.ts';

/** An instance with what only this platform knows of it. */
export type Seen = Instance & { readonly record: ServerRecord | null; readonly answers: boolean; readonly silent: readonly string[] };

/** How every balancer that answers sees a server; one that was restarted since is first told again what it forgot. */
export async function statesOf(site: Site, server: PlacedServer, signal: AbortSignal): Promise<Answers<ServerState>> {
  const { answers, silent } = await backendStates(site, [server], signal);
  return { answers: answers.map((states) => states.get(server) as ServerState), silent };
}

/** Of several servers: each balancer is asked once for each of their backends. */
function backendStates(
  site: Site,
  servers: readonly PlacedServer[],
  signal: AbortSignal,
): Promise<Answers<Map<PlacedServer, ServerState>>> {
  const ask = async (balancer: Balancer) => {
    await site.orders.giveAgain(balancer, signal);
    const names = [...new Set(servers.map((server) => backendOf(balancer, server.track)))];
    const backends = new Map(await Promise.all(names.map(async (name) => [name, await serverStates(balancer, name, signal)] as const)));
    const stateOf = (server: PlacedServer): [PlacedServer, ServerState] => {
      const backend = backendOf(balancer, server.track);
      const state = backends.get(backend)?.get(server.name);
      if (!state) throw new CommandError(`${titleOf(balancer)} has no server ${server.name} in ${backend}`);
      return [server, state];
    };
    return new Map(servers.map(stateOf));
  };
  return every(site, ask, signal);
}

/** Records, balancers and the servers' own answers put together. */
export async function look(site: Site, servers: readonly PlacedServer[], signal: AbortSignal): Promise<Seen[]> {
  const { answers, silent } = await backendStates(site, servers, signal);
  return Promise.all(
    servers.map((server) => {
      const states = answers.map((one) => one.get(server) as ServerState);
      return lookAt(site, server, { answers: states, silent }, signal);
    }),
  );
}

async function lookAt(
  site: Site,
  server: PlacedServer,
  { answers: states, silent }: Answers<ServerState>,
  signal: AbortSignal,
): Promise<Seen> {
  const { service } = site;
  const [record, reported] = await Promise.all([readRecord(site, server, signal), askVersion(service, server, signal)]);
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
