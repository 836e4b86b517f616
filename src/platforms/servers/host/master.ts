import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, endGroup } from '../../child.ts';
import { privateFolder } from '../../private-folder.ts';
import { startAgent } from './agent.ts';
import { connectFailure } from './failure.ts';
import { HostError } from './host.ts';
import { finished, missing, sshEnvironment } from './program.ts';
import { READER } from './script.ts';

/** `key`: the text of a private key; null: the user's agent and usual files. `knownHosts`: a path; null: the usual ones. */
export type Access = { readonly key: string | null; readonly knownHosts: string | null };

/** An open connection to a machine, over which every command goes. */
export type Master = {
  /** Is kept when the connection has broken, or was closed. */
  readonly ended: Promise<void>;
  /** Starts the process that sends what it reads to a shell there. */
  begin(): Child;
  /** Makes a unix socket here that leads to `target` there: a path, or `host:port`. */
  forward(target: string): Promise<string>;
  close(): Promise<void>;
};

/** Longer than ssh itself waits for an answer: also for one that came, and no more. */
const PATIENCE = 30_000;
const READY = 'sluice-is-connected';

/**
 * Connects; an abort of `signal` ends that. Throws {@link HostError} where it fails. The connection ends with us, however we end, because
 * its command there ends with its stdin.
 */
export async function openMaster(destination: string, { key, knownHosts }: Access, signal: AbortSignal): Promise<Master> {
  const folder = await privateFolder();
  const shared = ['-T', '-S', join(folder, 'master'), '-o', 'BatchMode=yes', '-o', 'LogLevel=ERROR', '-o', 'RemoteCommand=none'];
  const children = new Set<Child>();
  const start = (args: readonly string[], env: NodeJS.ProcessEnv) => {
    const child = spawn('ssh', args, { env, detached: true, stdio: 'pipe' });
    children.add(child);
    return child.once('exit', () => children.delete(child));
  };
  async function close(): Promise<void> {
    await Promise.all([...children].map(endGroup));
    await rm(folder, { recursive: true, force: true });
  }
  let master: Child;
  try {
    const agent = key === null ? null : await startAgent(folder, key);
    try {
      const options = [...connecting(knownHosts), ...(agent?.options ?? [])];
      const command = `echo ${READY} && exec cat >/dev/null`;
      master = start([...shared, ...options, '--', destination, command], { ...sshEnvironment(), LC_ALL: 'C' });
      const failed = await failure(master, signal);
      if (failed !== null) throw connectFailure(failed, { destination, key: agent?.key ?? null, knownHosts });
    } finally {
      // It has shown the key; from here on nobody needs it.
      await agent?.end();
    }
  } catch (error) {
    await close();
    signal.throwIfAborted();
    throw error;
  }
  // Only through the connection that is there: where it has broken, ssh would make one of its own.
  const through = [...shared, '-o', 'ControlMaster=no', '-o', 'ProxyCommand=false'];
  let forwards = 0;
  return {
    ended: master.exitCode === null && master.signalCode === null ? once(master, 'exit').then(close) : close(),
    begin: () => start([...through, '--', destination, `exec sh -c '${READER}'`], sshEnvironment()),
    async forward(target) {
      const local = join(folder, `${++forwards}`);
      const args = [...through, '-O', 'forward', '-L', `${local}:${target}`, '--', destination];
      const { code, errors } = await finished(start(args, sshEnvironment()), '');
      if (code !== 0) throw new HostError('failed', `${destination}: ${target} cannot be reached through ssh (ssh: ${errors.trim()})`);
      return local;
    },
    close,
  };
}

function connecting(knownHosts: string | null): string[] {
  const options = ['ControlMaster=yes', 'ControlPersist=no', 'StrictHostKeyChecking=yes', 'UpdateHostKeys=no', 'ConnectTimeout=10'];
  // One that answers no more is noticed after 15 s.
  options.push('ServerAliveInterval=5', 'ServerAliveCountMax=3');
  options.push('ClearAllForwardings=yes', 'ForwardAgent=no', 'ForwardX11=no', 'PermitLocalCommand=no', 'StreamLocalBindMask=0177');
  // ssh reads names with % in them, and several that blanks part.
  if (knownHosts !== null) options.push(`UserKnownHostsFile="${knownHosts.replaceAll('%', '%%')}"`);
  return options.flatMap((option) => ['-o', option]);
}

/** What ssh said where it did not connect; null once it has. */
async function failure(child: Child, signal: AbortSignal): Promise<string | null> {
  let [out, errors] = ['', ''];
  const stop = () => child.kill('SIGKILL');
  signal.addEventListener('abort', stop);
  const late = setTimeout(() => {
    errors += `\nConnection timed out after ${PATIENCE / 1_000}s`;
    stop();
  }, PATIENCE);
  child.stdin.on('error', () => {});
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-8_192);
  });
  const ready = new Promise<null>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out = (out + text).slice(-8_192);
      if (out.includes(`${READY}\n`)) resolve(null);
    });
  });
  const ended = once(child, 'close').then(
    () => `${out}${errors}`,
    (error: Error) => Promise.reject(missing(error)),
  );
  try {
    return await Promise.race([ready, ended]);
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', stop);
  }
}
