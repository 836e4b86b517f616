import type { Server } from '../../ports/service.ts';
import type { Balancer } from './placed.ts';
import { ask, placeOf, plainName, titleOf } from './socket.ts';

/** How one balancer sees one server. */
export type ServerState = {
  readonly name: string;
  /** Nobody took it out of rotation. */
  readonly admitted: boolean;
  /** HAProxy's word: `UP`, `UP 1/2`, `DRAIN`, `MAINT`, `DOWN`, `no check`. */
  readonly status: string;
  /** Requests at it and waiting for it. */
  readonly inFlight: number;
  readonly queued: number;
  /** Every check since it last left maintenance was good, and there was one. */
  readonly checked: boolean;
  readonly weight: number;
  /** Checks that have to fail before it is down. */
  readonly fall: number;
};

/** What a server can be told to be. */
export type AdminState = 'drain' | 'maint' | 'ready';

type Row = Readonly<Record<string, string>>;

/** The backend of a server, on this balancer. */
export function backendOf(balancer: Balancer, track: Server['track']): string {
  const { backend } = balancer;
  return plainName(typeof backend === 'string' ? backend : backend[track ?? 'blue']);
}

/** All servers of a backend, by name. Throws where HAProxy does not know the backend, or what it answers cannot be understood. */
export async function serverStates(balancer: Balancer, backend: string, signal: AbortSignal): Promise<Map<string, ServerState>> {
  const [admin, stat] = await Promise.all([
    ask(balancer, `show servers state ${backend}`, signal),
    ask(balancer, `show stat ${backend} 4 -1`, signal),
  ]);
  const number = numbersOf(balancer);
  const flags = new Map(table(balancer, admin, ' ').map((row) => [row['srv_name'], number(row, 'srv_admin_state')]));
  return new Map(table(balancer, stat, ',').map((row) => [row['svname'] ?? '', stateOf(row, flags.get(row['svname']) ?? 0, number)]));
}

/**
 * The counters of a backend as a whole. Where a server ends without an answer to a later request of a kept connection, HAProxy closes
 * that connection and counts the request nowhere but in `stot`; one whose answer breaks off has its good status, and `srv_abrt`.
 * Both show in `srv_abrt` after a reset, so that the larger one counts. `eresp` has some of `hrsp_5xx` too.
 */
export async function backendCounters(
  balancer: Balancer,
  backend: string,
  signal: AbortSignal,
): Promise<{ requests: number; errors: number }> {
  const [row = {}] = table(balancer, await ask(balancer, `show stat ${backend} 2 -1`, signal), ',');
  const number = numbersOf(balancer);
  const value = (name: string) => number(row, name);
  const requests = value('stot') - value('scur');
  return { requests, errors: value('hrsp_5xx') + Math.max(requests - value('req_tot'), value('srv_abrt')) };
}

/** The counters of each server of a backend, by name, as those of the backend; what it was sent and has no status is what `req_tot` tells of that. */
export async function serverCounters(
  balancer: Balancer,
  backend: string,
  signal: AbortSignal,
): Promise<Record<string, { requests: number; errors: number }>> {
  const rows = table(balancer, await ask(balancer, `show stat ${backend} 4 -1`, signal), ',');
  const number = numbersOf(balancer);
  const counters = (row: Row) => {
    const value = (name: string) => number(row, name);
    // One that another server was given instead is none of this one's.
    const requests = value('stot') - value('scur') - value('wredis');
    const answered = STATUSES.reduce((sum, name) => sum + value(name), 0);
    return { requests, errors: value('hrsp_5xx') + Math.max(requests - answered, value('srv_abrt')) };
  };
  return Object.fromEntries(rows.map((row) => [row['svname'] ?? '', counters(row)]));
}

const STATUSES = ['hrsp_1xx', 'hrsp_2xx', 'hrsp_3xx', 'hrsp_4xx', 'hrsp_5xx', 'hrsp_other'] as const;

/** Names the process: another one after a reload or a crash, also in a container, where its id is the same again. */
export async function processOf(balancer: Balancer, signal: AbortSignal): Promise<string> {
  const value = await infoOf(balancer, signal);
  return `${placeOf(balancer)}:${value('Pid')}:${value('Start_time_sec')}`;
}

/** Its process id. */
export async function pidOf(balancer: Balancer, signal: AbortSignal): Promise<string> {
  return (await infoOf(balancer, signal))('Pid');
}

/** What it says of itself, by name; `unknown` where it does not. */
async function infoOf(balancer: Balancer, signal: AbortSignal): Promise<(name: string) => string> {
  const info = await ask(balancer, 'show info', signal);
  return (name) => new RegExp(`^${name}: (\\d+)`, 'm').exec(info)?.[1] ?? 'unknown';
}

/** Sets a server's administrative state. */
export async function setState(balancer: Balancer, server: Server, state: AdminState, signal: AbortSignal): Promise<void> {
  await ask(balancer, `set server ${backendOf(balancer, server.track)}/${plainName(server.name)} state ${state}`, signal);
}

/** Ends the sessions that a server still has. */
export async function cutSessions(balancer: Balancer, server: Server, signal: AbortSignal): Promise<void> {
  await ask(balancer, `shutdown sessions server ${backendOf(balancer, server.track)}/${plainName(server.name)}`, signal);
}

function stateOf(row: Row, flags: number, number: NumbersOf): ServerState {
  const full = number(row, 'check_rise') + number(row, 'check_fall') - 1;
  return {
    name: row['svname'] ?? '',
    admitted: flags === 0,
    status: row['status'] ?? '',
    inFlight: number(row, 'scur'),
    queued: number(row, 'qcur'),
    // Leaving maintenance sets the health to `rise`, so that a full one was earned since.
    checked: number(row, 'check_health') === full,
    weight: number(row, 'weight'),
    fall: number(row, 'check_fall'),
  };
}

type NumbersOf = (row: Row, name: string) => number;

/** The number in a column, 0 where it is empty. Throws where there is no such column: to be taken for 0, it would say that nothing is in flight. */
function numbersOf(balancer: Balancer): NumbersOf {
  return (row, name) => {
    const value = row[name];
    if (value === undefined || !/^\d*$/.test(value)) throw notUnderstood(balancer, `${name} is ${value ?? 'missing'}`);
    return Number(value);
  };
}

/** Reads a table whose header begins with `# `. */
function table(balancer: Balancer, text: string, separator: string): Row[] {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.startsWith('# '));
  if (at === -1) throw notUnderstood(balancer, 'it has no header');
  const names = (lines[at] ?? '').slice(2).split(separator);
  const rows = lines.slice(at + 1).filter((line) => line.trim() !== '');
  return rows.map((line) => {
    const values = line.split(separator);
    if (values.length !== names.length) throw notUnderstood(balancer, `it has ${values.length} columns of ${names.length}`);
    return Object.fromEntries(values.map((value, column) => [names[column] ?? '', value]));
  });
}

function notUnderstood(balancer: Balancer, why: string): Error {
  return new Error(`${titleOf(balancer)} answered with a table that cannot be understood: ${why.slice(0, 100)}`);
}
