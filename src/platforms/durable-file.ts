import { randomUUID } from 'node:crypto';
import { constants, readdirSync, readFileSync } from 'node:fs';
import { access, chmod, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Replaces a JSON file at once and durably: who reads it sees the old or the new one, also after a power cut. Only the user may read it. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await replaceFile(path, JSON.stringify(value), 0o600);
}

/** Replaces a file at once and durably; it then has the rights `mode`. Its folder must be there. */
export async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeSynced(temporary, text);
    await chmod(temporary, mode);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Takes away what {@link replaceFile} left in a folder where its process was killed. Nobody else may write there meanwhile. */
export async function clearTemporary(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => /\.[\da-f]{8}-[\da-f-]{27}\.tmp$/.test(name));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}

/** Whether files can be made in a folder. */
export function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/**
 * The text of a small file; null where there is none. Read at once: to have a thread read it and wait takes four times as long, and more
 * memory, 1 MB of that of an action.
 */
export function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return orNull(error);
  }
}

/** The names in a folder, none where there is none; at once as {@link textOf}. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    return orNull(error) ?? [];
  }
}

/** null for what is not there. Throws every other error. */
export function orNull(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}

/** Reads a JSON file that we wrote; null where there is none. */
export async function readJson<T>(path: string): Promise<T | null> {
  const text = textOf(path);
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw new Error(`${path} is damaged (${(error as Error).message}): restore or delete it`, { cause: error });
  }
}

/** Writes a file that is on the disk when this returns. */
export async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes names that were added to or taken from a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
