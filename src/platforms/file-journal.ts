import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Journal, JournalDocument } from '../ports/journal.ts';
import { Refused } from '../ports/reason.ts';
import { syncFolder, writeSynced } from './durable-file.ts';

const LARGEST = 64 * 1024;
const KEPT = 3;
const ABANDONED_AFTER = 60_000;

/**
 * A journal as files `journal.<seq>` in a folder of this machine. Compare and swap is `link(2)`: it fails where the next number
 * is taken; much higher ones in the listing afterwards tell that ours had been taken and cleared away before.
 */
export function fileJournal(folder: string): Journal {
  return {
    place: folder,
    load: (signal) => load(folder, signal),
    save: (next, seq, signal) => save(folder, next, seq, signal),
  };
}

async function load(folder: string, signal: AbortSignal): Promise<JournalDocument | null> {
  for (;;) {
    signal.throwIfAborted();
    const highest = (await numbers(folder)).at(-1);
    if (highest === undefined) return null;
    const path = join(folder, `journal.${highest}`);
    const text = await readFile(path, 'utf8').catch(orNull);
    // Cleared away between the listing and the look: newer ones are there.
    if (text !== null) return parse(text, path);
  }
}

async function save(folder: string, next: JournalDocument, seq: number, signal: AbortSignal): Promise<'saved' | 'lost'> {
  signal.throwIfAborted();
  const text = JSON.stringify({ ...next, seq: seq + 1 });
  const size = Buffer.byteLength(text);
  if (size > LARGEST) throw new Refused('platform-error', `The journal in ${folder} would have ${size} bytes and may have ${LARGEST}.`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (((await numbers(folder)).at(-1) ?? 0) !== seq) return 'lost';
  const mine = join(folder, `journal.${seq + 1}`);
  const temporary = join(folder, `.journal-${process.pid}-${randomUUID()}`);
  try {
    await writeSynced(temporary, text);
    await link(temporary, mine);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return 'lost';
    throw error;
  } finally {
    await unlink(temporary).catch(orNull);
  }
  await syncFolder(folder);
  const now = await numbers(folder);
  // Up to here somebody may have built upon ours. Further up, ours came late to a number that had been taken and cleared away.
  if ((now.at(-1) ?? 0) >= seq + 1 + KEPT) {
    await unlink(mine).catch(orNull);
    return 'lost';
  }
  await clear(folder, now, seq + 1);
  return 'saved';
}

async function clear(folder: string, present: readonly number[], seq: number): Promise<void> {
  const old = present.filter((number) => number <= seq - KEPT).map((number) => join(folder, `journal.${number}`));
  const abandoned: string[] = [];
  for (const name of await readdir(folder)) {
    const pid = /^\.journal-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && (await isAbandoned(join(folder, name), Number(pid)))) abandoned.push(join(folder, name));
  }
  await Promise.all([...old, ...abandoned].map((path) => unlink(path).catch(orNull)));
}

async function isAbandoned(path: string, pid: number): Promise<boolean> {
  const file = await stat(path).catch(orNull);
  if (file === null || Date.now() - file.mtimeMs < ABANDONED_AFTER) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

async function numbers(folder: string): Promise<number[]> {
  const names = (await readdir(folder).catch(orNull)) ?? [];
  const found = names.map((name) => /^journal\.(\d+)$/.exec(name)?.[1]).filter((digits) => digits !== undefined);
  return found.map(Number).sort((a, b) => a - b);
}

function parse(text: string, path: string): JournalDocument {
  let document: Partial<JournalDocument> | null = null;
  try {
    document = JSON.parse(text);
  } catch {
    // Told below, with what to do.
  }
  if (document?.schema === 1 && typeof document.seq === 'number') return document as JournalDocument;
  throw new Error(`${path} is no journal that this version of Sluice can read: use the version that wrote it, or move the file away`);
}

function orNull(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
