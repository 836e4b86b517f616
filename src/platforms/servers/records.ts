import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Target } from '../../ports/fleet.ts';
import { readJson, writeJson } from '../durable-file.ts';
import type { Site } from './site.ts';

/** What we know of one server: neither HAProxy nor a process knows which version runs. */
export type ServerRecord = Target & {
  readonly phase: 'updating' | 'done' | 'stopped';
  readonly nonce: string;
  /** Wall milliseconds. */
  readonly at: number;
};

/** null where Sluice never deployed to the server. */
export function readRecord(site: Site, name: string): Promise<ServerRecord | null> {
  return readJson<ServerRecord>(pathOf(site, name));
}

/** Durable when it returns. */
export function writeRecord(site: Site, name: string, target: Target, phase: ServerRecord['phase']): Promise<void> {
  const record: ServerRecord = { version: target.version, spec: target.spec, phase, nonce: randomUUID(), at: Date.now() };
  return writeJson(pathOf(site, name), record);
}

function pathOf(site: Site, name: string): string {
  return join(site.folder, `${encodeURIComponent(name)}.json`);
}
