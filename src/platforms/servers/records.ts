import { randomUUID } from 'node:crypto';
import type { Target } from '../../ports/fleet.ts';
import type { Host } from './host/host.ts';
import type { PlacedServer } from './placed.ts';
import type { Site } from './site.ts';

/** What we know of one server: neither HAProxy nor a process knows which version runs. On the server's own machine. */
export type ServerRecord = Target & {
  readonly phase: 'updating' | 'done' | 'stopped';
  readonly nonce: string;
  /** Wall milliseconds. */
  readonly at: number;
};

/** null where Sluice never deployed to the server. */
export async function readRecord(site: Site, server: PlacedServer, signal: AbortSignal): Promise<ServerRecord | null> {
  return recordAt(server.machine, pathOf(site, server), signal);
}

/** The versions that the records of a machine name, also those of servers that the service file has no more. */
export async function versionsIn(machine: Host, folder: string, signal: AbortSignal): Promise<string[]> {
  const paths = (await machine.files.list(folder, signal)).filter((name) => name.endsWith('.json')).map((name) => `${folder}/${name}`);
  const records = await Promise.all(paths.map((path) => recordAt(machine, path, signal)));
  return records.map((record) => record?.version ?? null).filter((version) => version !== null);
}

async function recordAt(machine: Host, path: string, signal: AbortSignal): Promise<ServerRecord | null> {
  const text = await machine.files.read(path, signal);
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
