import type { Server, ServersService } from '../../ports/service.ts';
import { askHttp } from '../smoke-test.ts';

const PATIENCE = 5_000;

/** Asks a server itself for its health, `times` times in a row. @returns null when healthy, else what was wrong */
export function askHealth(service: ServersService, server: Server, times: number, signal: AbortSignal): Promise<string | null> {
  return askHttp(`http://${server.address}`, { path: service.health, contains: null, times }, {}, signal);
}

/** The version that a server says it runs (`reports`); null where it is not to be asked or does not say. */
export async function askVersion(service: ServersService, server: Server, signal: AbortSignal): Promise<string | null> {
  const { reports, health } = service;
  if (!reports) return null;
  const url = new URL(reports.kind === 'path' ? reports.name : health, `http://${server.address}`);
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]) });
    const text = (await answer.text()).trim();
    if (!answer.ok) return null;
    return (reports.kind === 'path' ? text : answer.headers.get(reports.name)) || null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}
