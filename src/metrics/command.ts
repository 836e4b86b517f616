import { spawn } from 'node:child_process';
import { lastingEnvironment, signalGroup } from '../units/child-process.ts';
import { MOST_BYTES } from '../units/http-get.ts';
import { NoData, PATIENCE, shown } from './no-data.ts';

/** What a program prints, never through a shell, in 5 s; it and what it started is ended then. Throws `NoData` where it does not end well. */
export function printedBy(
  [program = '', ...args]: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly secrets: readonly string[] },
  signal: AbortSignal,
): Promise<string> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const env = { ...lastingEnvironment(), ...options.env };
    const child = spawn(program, args, { cwd: options.cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = () => {
      if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
      // Whoever has left its group may hold them open for ever.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const patience = AbortSignal.timeout(PATIENCE);
    const ended = AbortSignal.any([signal, patience]);
    ended.addEventListener('abort', stop);
    let printed = '';
    let complaint = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (printed.length > MOST_BYTES) stop();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-MOST_BYTES);
    });
    child.once('error', ({ message }) => reject(new NoData(`${program} could not be started: ${message}`)));
    child.once('close', (code) => {
      ended.removeEventListener('abort', stop);
      if (signal.aborted) reject(signal.reason);
      else if (printed.length > MOST_BYTES) reject(new NoData(`${program} printed more than 1 MB`));
      else if (patience.aborted) reject(new NoData(`${program} did not end within 5s`));
      else if (code === 0) resolve(printed);
      else reject(new NoData(`${program} ended with ${code ?? 'a signal'}${saidIn(complaint, options.secrets)}`));
    });
  });
}

/** The line that names an error, which node prints before its stack and its own version; else the last one. */
function saidIn(complaint: string, secrets: readonly string[]): string {
  const lines = complaint.trim().split('\n');
  const line = shown(lines.findLast((one) => /^\w*(Error|Exception)\b/.test(one)) ?? lines.at(-1) ?? '', secrets);
  return line === '' ? '' : `; it said: ${line}`;
}
