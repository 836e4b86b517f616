import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn, readJson, writeJson } from '../durable-file.ts';
import type { ProcessMark } from '../process.ts';

/** What is known of one instance, in `instances/<name>.json`. */
export type InstanceRecord = {
  readonly name: string;
  readonly track: string;
  readonly version: string;
  readonly spec: string;
  readonly run: readonly string[];
  readonly port: number;
  /** `updating` is written before the first change, so that one left in the middle is known. */
  readonly phase: 'updating' | 'done';
  /** null while it is not started yet. */
  readonly process: ProcessMark | null;
};

/** The records in a service's state folder, by track and number. */
export async function readRecords(folder: string): Promise<InstanceRecord[]> {
  const files = namesIn(join(folder, 'instances')).filter((name) => name.endsWith('.json'));
  const records = await Promise.all(files.map((name) => readJson<InstanceRecord>(join(folder, 'instances', name))));
  return records.filter((record) => record !== null).sort(byTrackAndNumber);
}

// A collation of numbers by Intl takes 6 ms to load, at every start.
function byTrackAndNumber(a: InstanceRecord, b: InstanceRecord): number {
  if (a.track !== b.track) return a.track < b.track ? -1 : 1;
  return numberOf(a) - numberOf(b);
}

function numberOf({ name }: InstanceRecord): number {
  return Number(name.slice(name.lastIndexOf('-') + 1));
}

export function writeRecord(folder: string, record: InstanceRecord): Promise<void> {
  return writeJson(join(folder, 'instances', `${record.name}.json`), record);
}

export function forgetRecord(folder: string, name: string): Promise<void> {
  return rm(join(folder, 'instances', `${name}.json`), { force: true });
}

/** The smallest names of a track that are not taken, `count` of them. */
export function spareNames(records: readonly InstanceRecord[], track: string, count: number): string[] {
  const taken = new Set(records.map((record) => record.name));
  const names: string[] = [];
  for (let number = 1; names.length < count; number++) {
    if (!taken.has(`${track}-${number}`)) names.push(`${track}-${number}`);
  }
  return names;
}
