import { randomUUID } from 'node:crypto';
import { linkSync, rmSync } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { isWritable, namesIn, orNull, replaceFile, syncFolder, textOf, writeSynced } from './durable-file.ts';
import type { Files } from './servers/host/host.ts';

export type { Files } from './servers/host/host.ts';

/** The files of this machine. */
export const ownFiles: Files = {
  read: async (path) => textOf(home(path)),
  async replace(given, text, mode) {
    const path = home(given);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const kept = mode ?? (await stat(path).catch(orNull))?.mode ?? 0o644;
    await replaceFile(path, text, kept & 0o777);
  },
  async create(given, text) {
    const path = home(given);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const temporary = `${path}.${randomUUID()}.tmp`;
    try {
      await writeSynced(temporary, text);
      if (!named(temporary, path)) return false;
    } finally {
      // At once after the other: who is killed in between leaves it there.
      rmSync(temporary, { force: true });
    }
    await syncFolder(dirname(path));
    return true;
  },
  list: async (folder) => namesIn(home(folder)),
  async remove(paths) {
    await Promise.all(paths.map((path) => rm(home(path), { force: true })));
  },
  isWritable: (folder) => isWritable(home(folder)),
};

/** Whether a file got a second name. Not where that is taken, nor where who took it has cleared the file away, as it can only lose. */
function named(file: string, path: string): boolean {
  try {
    linkSync(file, path);
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['EEXIST', 'ENOENT'].includes(code)) return false;
    throw error;
  }
}

function home(path: string): string {
  return path.startsWith('~/') ? `${homedir()}${path.slice(1)}` : path;
}
