import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { lastingEnvironment, signalGroup } from '../../process.ts';
import { HostError } from './host.ts';

/** A process that leads its own group. */
export type Child = ChildProcessWithoutNullStreams;

const GRACE = 2_000;

/** What ssh's programs get of our environment: nothing that was meant for this step, and messages in the language that we read. */
export function sshEnvironment(): NodeJS.ProcessEnv {
  // Debian's ssh sends LANG and LC_* on; a line there shall have those of a login.
  const names = Object.entries(lastingEnvironment()).filter(([name]) => !/^(LANG|LANGUAGE|LC_.*)$/.test(name));
  return Object.fromEntries(names);
}

/** What a short program did with its input. */
export async function finished(child: Child, input: string): Promise<{ code: number | null; out: string; errors: string }> {
  let [out, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [code] = await once(child, 'close').catch((error: Error) => Promise.reject(missing(error)));
  return { code, out, errors };
}

/** Ends a process and its group: closes its stdin, SIGTERM, at most 2 s, SIGKILL. Returns when it has ended. */
export async function endGroup(child: Child): Promise<void> {
  if (child.pid === undefined) return;
  child.stdin.on('error', () => {}).end();
  const ended = child.exitCode !== null || child.signalCode !== null ? null : once(child, 'exit');
  signalGroup(child.pid, 'SIGTERM');
  const late = setTimeout(signalGroup, GRACE, child.pid, 'SIGKILL');
  await ended;
  clearTimeout(late);
  signalGroup(child.pid, 'SIGKILL');
}

/** Why a program of OpenSSH could not be started. */
export function missing(error: Error): HostError {
  return new HostError('failed', `ssh cannot be run (${error.message}): install openssh-client`, { cause: error });
}
