import { once } from 'node:events';
import { lastingEnvironment } from '../../../units/child-process.ts';
import type { Child } from '../../child.ts';
import { HostError } from './host.ts';

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

/** Why a program of OpenSSH could not be started. */
export function missing(error: Error): HostError {
  return new HostError('failed', `ssh cannot be run (${error.message}): install openssh-client`, { cause: error });
}
