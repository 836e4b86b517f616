import { randomUUID } from 'node:crypto';
import { link, mkdir, rm, stat } from 'node:fs/promises';
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
      await link(temporary, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      await rm(temporary, { force: true });
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

function home(path: string): string {
  return path.startsWith('~/') ? `${homedir()}${path.slice(1)}` : path;
}
