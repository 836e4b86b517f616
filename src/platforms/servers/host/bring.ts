import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { lastingEnvironment } from '../../../units/child-process.ts';
import type { Child } from '../../child.ts';
import { type Conversation, converse, type Ending } from './conversation.ts';
import { HostError, type Kept } from './host.ts';

/** Talks with a new process that leads to a shell there; throws where it does not tell how that ended. */
export type Tell = (begin: (child: Child) => Conversation, signal: AbortSignal) => Promise<Ending>;

/**
 * As {@link Host.bring} says. A stream of tar may break off where nobody there notices it, so the folder gets its name by a second command,
 * when both ends are known to be whole.
 */
export async function bringThrough(name: string, tell: Tell, from: string, to: string, kept: Kept, signal: AbortSignal): Promise<void> {
  const temporary = `.${randomBytes(8).toString('hex')}.tmp`;
  let packed: Promise<string | null> = Promise.resolve(null);
  const unpack = (child: Child) =>
    converse(child, ['unpack', to, temporary], null, () => {
      packed = pack(from, child.stdin);
    });
  const unpacked = await tell(unpack, signal);
  if (unpacked.told === 'there') return;
  const wrong = await packed;
  if (wrong !== null) throw new HostError('failed', `On this machine, ${from} cannot be read whole: ${wrong}`);
  if (unpacked.told !== '0') throw failure(name, from, to, unpacked);
  const adopt = (child: Child) => converse(child, ['adopt', to, temporary, `${kept.newest}`, ...kept.named], '');
  const adopted = await tell(adopt, signal);
  if (adopted.told !== '0') throw failure(name, from, to, adopted);
}

/** Sends a folder as a tar stream. @returns null when it was sent whole, else what was wrong */
async function pack(folder: string, to: Writable): Promise<string | null> {
  const tar = spawn('tar', ['-c', '-f', '-', '-C', folder, '.'], { env: { ...lastingEnvironment(), LC_ALL: 'C' }, stdio: 'pipe' });
  let errors = '';
  tar.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(0, 8_192);
  });
  let isTaken = true;
  const ended = once(tar, 'close').then(
    ([code]) => (code === 0 || !isTaken ? null : firstLine(errors) || 'tar was ended'),
    (error: Error) => `tar cannot be run (${error.message}): install it`,
  );
  await pipeline(tar.stdout, to).catch(() => {
    // The other end broke off, and tells why.
    isTaken = false;
    tar.kill('SIGKILL');
  });
  return ended;
}

function failure(name: string, from: string, to: string, { told, errors }: Ending): HostError {
  if (told === 'tarless')
    return new HostError('failed', `On ${name}, tar is not installed, so that ${from} cannot be copied there: install it.`);
  if (/No space left on device|Disk quota exceeded|Wrote only \d+ of/.test(errors))
    return new HostError('failed', `On ${name}, there is no room left to copy ${from} to ${to}: make room on that disk.`);
  return new HostError('failed', `On ${name}, ${from} cannot be copied to ${to}: ${firstLine(errors) || 'it was broken off'}`);
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
