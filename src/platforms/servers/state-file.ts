import { randomUUID } from 'node:crypto';
import { chmod, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HaproxyBalancer } from '../../ports/service.ts';
import { syncFolder, writeSynced } from '../durable-file.ts';
import { type Section, sectionsOf } from './config/file.ts';
import { ask } from './socket.ts';

/**
 * Saves the servers' states where HAProxy reads them when it starts (`load-server-state-from-file global`), so that a reload
 * does not send requests to a server that is out. Nothing to do where `config` does not say where.
 */
export async function saveStates(balancer: HaproxyBalancer, signal: AbortSignal): Promise<void> {
  const path = stateFileOf(await sectionsAt(balancer));
  if (path === null) return;
  const states = await ask(balancer.socket, 'show servers state', signal);
  const temporary = `${path}.${randomUUID()}.tmp`;
  const mode = await stat(path).then(
    (found) => found.mode & 0o777,
    () => 0o644,
  );
  // Where it may not be written, `check` has said so.
  if (!(await writeSynced(temporary, `${states}\n`).then(() => true, refusedAccess))) return;
  // HAProxy may run as another user.
  await chmod(temporary, mode);
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** Where HAProxy reads the states of all servers; null where it does not, or the path is not known. */
export function stateFileOf(sections: readonly Section[]): string | null {
  const loads = sections.some(({ kind, lines }) => kind !== 'global' && lines.some(({ words }) => words.join(' ') === LOADS));
  const global = (name: string) =>
    sections.filter(({ kind }) => kind === 'global').flatMap(({ lines }) => lines.filter(({ words }) => words[0] === name))[0]?.words[1];
  const file = global('server-state-file');
  if (!loads || file === undefined) return null;
  const path = join(file.startsWith('/') ? '' : (global('server-state-base') ?? ''), file);
  return path.startsWith('/') ? path : null;
}

function refusedAccess(error: NodeJS.ErrnoException): false {
  if (error.code === 'EACCES' || error.code === 'EROFS' || error.code === 'ENOENT') return false;
  throw error;
}

const LOADS = 'load-server-state-from-file global';

/** The configuration of a balancer; none where `config` is not said or cannot be read. */
export async function sectionsAt({ config }: HaproxyBalancer): Promise<readonly Section[]> {
  const text = config === null ? '' : await readFile(config, 'utf8').catch(() => '');
  return sectionsOf(text);
}
