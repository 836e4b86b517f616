import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { signalGroup } from '../units/child-process.ts';

/** A process that may outlive us: the number alone may be somebody else's later, so its start time goes with it. */
export type ProcessMark = { readonly pid: number; readonly started: string };

type Finished = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

const LOG_KEPT = 64 * 1024;
const STOP_GRACE = 5_000;
const PS_PATIENCE = 5_000;

/** When a process started, as the system tells it; null where it has ended. */
export async function startOf(pid: number): Promise<string | null> {
  if (process.platform === 'linux') {
    const fields = statOf(pid);
    return fields[0] === undefined || fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
  }
  const asked = { signal: new AbortController().signal, timeout: PS_PATIENCE, maxOutput: 1024 };
  const { code, stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)], asked);
  if (code === null) throw new Error(`ps did not tell within 5s whether process ${pid} is there`);
  return stdout.trim() || null;
}

/** What Linux tells of a process, from its state on (proc(5), `stat`); nothing where there is none. */
function statOf(pid: number): string[] {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in parentheses that may hold spaces.
    return line.slice(line.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/** Those that {@link spawnDetached} started with all these variables, whoever called it; none where the system is not Linux, which alone tells. */
export async function startedWith(env: Readonly<Record<string, string>>): Promise<ProcessMark[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number);
  const marks = await Promise.all(
    pids.map(async (pid) => {
      const told = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      const variables = new Set(told.split('\0'));
      if (!Object.entries(env).every(([name, value]) => variables.has(`${name}=${value}`))) return null;
      const [, , group] = statOf(pid);
      const started = await startOf(pid);
      // Their children have the same variables, and end with them.
      return group === String(pid) && started !== null ? { pid, started } : null;
    }),
  );
  return marks.filter((mark) => mark !== null);
}

/** Whether the very process that was started is still there. */
export async function isAlive(mark: ProcessMark): Promise<boolean> {
  return (await startOf(mark.pid)) === mark.started;
}

/** Ends a process and its group: SIGTERM, at most 5 s, then SIGKILL. Does nothing where the number is somebody else's now. */
export async function stopGroup(mark: ProcessMark): Promise<void> {
  if (!(await isAlive(mark))) return;
  signalGroup(mark.pid, 'SIGTERM');
  const deadline = performance.now() + STOP_GRACE;
  while (performance.now() < deadline && (await isAlive(mark))) await sleep(20);
  // Also for children that outlived their leader.
  signalGroup(mark.pid, 'SIGKILL');
  while (await isAlive(mark)) await sleep(20);
}

/**
 * Starts a program in its own session that lives on after us, its output appended to `log` (cut to the last 64 kB first).
 * @throws where the program cannot be started
 */
export async function spawnDetached(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly log: string },
): Promise<ProcessMark> {
  await cutLog(options.log);
  const log = await open(options.log, 'a', 0o600);
  try {
    const child = spawn(command, args, { cwd: options.cwd, env: options.env, detached: true, stdio: ['ignore', log.fd, log.fd] });
    const pid = await new Promise<number>((resolve, reject) => {
      child.once('spawn', () => resolve(child.pid as number));
      child.once('error', reject);
    });
    child.unref();
    // One that has ended already has no start time any more; no other process matches the empty one.
    return { pid, started: (await startOf(pid)) ?? '' };
  } finally {
    await log.close();
  }
}

/**
 * Runs a program to its end in its own process group, killed on abort and after `timeout` milliseconds.
 * Keeps the last `maxOutput` bytes of each stream. `code` is null where a signal ended it.
 */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly signal: AbortSignal; readonly timeout: number; readonly maxOutput: number },
): Promise<Finished> {
  options.signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = () => child.pid !== undefined && signalGroup(child.pid, 'SIGKILL');
    const ended = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeout)]);
    ended.addEventListener('abort', stop);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout = (stdout + text).slice(-options.maxOutput);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-options.maxOutput);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      ended.removeEventListener('abort', stop);
      if (options.signal.aborted) reject(options.signal.reason);
      else resolve({ code, stdout, stderr });
    });
  });
}

async function cutLog(path: string): Promise<void> {
  const size = (await stat(path).catch(() => null))?.size ?? 0;
  if (size <= LOG_KEPT) return;
  const file = await open(path, 'r+');
  try {
    const { buffer } = await file.read(Buffer.alloc(LOG_KEPT), 0, LOG_KEPT, size - LOG_KEPT);
    await file.truncate(0);
    await file.write(buffer, 0, LOG_KEPT, 0);
  } finally {
    await file.close();
  }
}
