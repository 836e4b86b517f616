import type { ServersService } from '../../ports/service.ts';
import { type Door, httpGet } from '../../units/http-get.ts';
import { askHttp } from '../smoke-test.ts';
import type { PlacedServer } from './placed.ts';

const PATIENCE = 5_000;

/** Where a server is asked: from its own machine, so that it need not be reached from this one. */
export async function doorOf({ machine, address }: PlacedServer, signal: AbortSignal): Promise<Door> {
  const way = await machine.reach(address, signal);
  return 'socket' in way ? { url: `http://${address}`, socket: way.socket } : { url: `http://${way.address}` };
}

/** Asks a server itself for its health, `times` times in a row. @returns null when healthy, else what was wrong */
export async function askHealth(service: ServersService, server: PlacedServer, times: number, signal: AbortSignal): Promise<string | null> {
  return askHttp(await doorOf(server, signal), { path: service.health, contains: null, times }, signal);
}

/** Whether anybody is at a server's address, well or not. */
export async function isThere({ health }: ServersService, server: PlacedServer, signal: AbortSignal): Promise<boolean> {
  const patience = AbortSignal.timeout(PATIENCE);
  return httpGet(health, await doorOf(server, signal), AbortSignal.any([signal, patience])).then(
    () => true,
    () => patience.aborted,
  );
}

/** The version that a server says it runs (`reports`); null where it is not to be asked or does not say. */
export async function askVersion(service: ServersService, server: PlacedServer, signal: AbortSignal): Promise<string | null> {
  const { reports, health } = service;
  if (!reports) return null;
  const path = reports.kind === 'path' ? reports.name : health;
  try {
    const within = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
    const { status, headers, text } = await httpGet(path, await doorOf(server, signal), within);
    if (status < 200 || status > 299) return null;
    return (reports.kind === 'path' ? text.trim() : headers[reports.name.toLowerCase()]?.toString()) || null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}
