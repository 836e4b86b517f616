import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HaproxyBalancer } from '../../ports/service.ts';
import { replaceFile } from '../durable-file.ts';
import type { Section } from './config/file.ts';
import { sectionsAt } from './config/read.ts';
import { ask } from './socket.ts';

/**
 * Saves the servers' states where HAProxy reads them when it starts (`load-server-state-from-file global`), so that a reload
 * does not send requests to a server that is out. Nothing to do where `config` does not say where.
 */
export async function saveStates(balancer: HaproxyBalancer, signal: AbortSignal): Promise<void> {
  const path = stateFileOf(await sectionsAt(balancer));
  if (path === null) return;
  const states = await ask(balancer.socket, 'show servers state', signal);
  // HAProxy may run as another user.
  const mode = await stat(path).then(
    (found) => found.mode & 0o777,
    () => 0o644,
  );
  // Where it may not be written, `check` has said so.
  await replaceFile(path, `${states}\n`, mode).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EACCES' && error.code !== 'EROFS' && error.code !== 'ENOENT') throw error;
  });
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

const LOADS = 'load-server-state-from-file global';
