import { randomUUID } from 'node:crypto';
import type { Target } from '../../ports/fleet.ts';
import type { PlacedServer, Site } from './site.ts';

/** What we know of one server: neither HAProxy nor a process knows which version runs. On the server's own machine. */
export type ServerRecord = Target & {
  readonly phase: 'updating' | 'done' | 'stopped';
  readonly nonce: string;
  /** Wall milliseconds. */
  readonly at: number;
};

/** null where Sluice never deployed to the server. */
export async function readRecord(site: Site, server: PlacedServer, signal: AbortSignal): Promise<ServerRecord | null> {
  const path = pathOf(site, server);
  const text = await server.machine.files.read(path, signal);
  if (text === null) return null;
  try {
    return JSON.parse(text) as ServerRecord;
  } catch (error) {
    throw new Error(`${path} is damaged (${(error as Error).message}): restore or delete it`, { cause: error });
  }
}

/** Durable when it returns. */
export async function writeRecord(
  site: Site,
  server: PlacedServer,
  target: Target,
  phase: ServerRecord['phase'],
  signal: AbortSignal,
): Promise<void> {
  const record: ServerRecord = { version: target.version, spec: target.spec, phase, nonce: randomUUID(), at: Date.now() };
  await server.machine.files.replace(pathOf(site, server), JSON.stringify(record), 0o600, signal);
}

function pathOf(site: Site, { name }: PlacedServer): string {
  return `${site.folder}/${encodeURIComponent(name)}.json`;
}
