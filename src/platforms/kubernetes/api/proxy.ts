import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, endGroup } from '../../child.ts';
import { privateFolder } from '../../private-folder.ts';
import { contextOption, kubectlEnvironment, placeOf } from './kubectl.ts';

/** A `kubectl proxy` that answers on a unix socket which only this user may use. */
export type KubectlProxy = {
  readonly socket: string;
  /** Is kept when it has ended and nothing of it is left. */
  readonly ended: Promise<void>;
  /** The last lines that a login of kubectl printed; empty where there were none. */
  said(): string;
  close(): Promise<void>;
};

const PATIENCE = 10_000;
const READY = 'Starting to serve on';
const KEPT = 8_192;

/** Becomes kubectl, and leaves somebody behind who ends it and what it started when our end of stdin closes, by SIGKILL too. */
const WITH_US = `
exec 3<&0 </dev/null
( trap '' TERM; cat <&3; kill -TERM 0; sleep 1; kill -KILL 0 ) >/dev/null 2>&1 &
exec kubectl "$@" 3<&-
`;

/** Starts one; an abort of `signal` ends that. Throws an error with what kubectl said where it does not serve. */
export async function openProxy(context: string | null, signal: AbortSignal): Promise<KubectlProxy> {
  const folder = await privateFolder();
  const socket = join(folder, 'kubectl');
  // A cluster behind Rancher has a path in its address.
  const args = ['proxy', `--unix-socket=${socket}`, '--append-server-path', ...contextOption(context)];
  const child = spawn('/bin/sh', ['-c', WITH_US, 'sh', ...args], { env: kubectlEnvironment(), detached: true, stdio: 'pipe' });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-KEPT);
  });
  const close = async () => {
    await endGroup(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await serving(child, signal);
  } catch (error) {
    await close();
    signal.throwIfAborted();
    throw new Error(
      `kubectl does not serve ${placeOf(context)} (${(error as Error).message}; ${errors.trim()}): \`kubectl proxy\` must work here`,
    );
  }
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit').then(close) : close();
  return { socket, ended, said: () => saidIn(errors), close };
}

async function serving(child: Child, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const late = AbortSignal.any([signal, over.signal, AbortSignal.timeout(PATIENCE)]);
  let out = '';
  const ready = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out = (out + text).slice(-KEPT);
      if (out.includes(READY)) resolve();
    });
  });
  const ended = once(child, 'close', { signal: late }).then(
    ([code]) => Promise.reject(new Error(`it ended with ${code}`)),
    (error: Error) => Promise.reject(error.name === 'AbortError' ? new Error(`it was not ready within ${PATIENCE / 1_000}s`) : error),
  );
  try {
    await Promise.race([ready, ended]);
  } finally {
    over.abort();
  }
}

/** Without what kubectl itself logs about each request; a login says the same each time. */
function saidIn(errors: string): string {
  const lines = errors.split('\n').filter((line) => line.trim() !== '' && !/^[IWEF]\d{4} /.test(line));
  return [...new Set(lines)].slice(-3).join(' ').slice(-600);
}
