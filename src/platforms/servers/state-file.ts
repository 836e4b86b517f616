import { dirname, join } from 'node:path/posix';
import type { Section } from './config/file.ts';
import { sectionsOfProcess } from './config/read.ts';
import { processOf } from './haproxy.ts';
import type { Balancer } from './placed.ts';
import { ask } from './socket.ts';

/**
 * Saves the servers' states where HAProxy reads them when it starts (`load-server-state-from-file global`), so that a reload
 * does not send requests to a server that is out. Nothing to do where `config` does not say where.
 */
export async function saveStates(balancer: Balancer, signal: AbortSignal): Promise<void> {
  const { machine } = balancer;
  const path = stateFileOf(await sectionsOfProcess(balancer, await processOf(balancer, signal), signal));
  if (path === null) return;
  const states = await ask(balancer, 'show servers state', signal);
  // Where it may not be written, `check` has said so.
  if (await machine.files.isWritable(dirname(path), signal)) await machine.files.replace(path, `${states}\n`, null, signal);
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
