import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Refused } from '../../ports/reason.ts';
import type { Server } from '../../ports/service.ts';
import { lastingEnvironment } from '../process.ts';
import type { Site } from './site.ts';

const LINES_TOLD = 5;

/**
 * Runs a shell line of the service file for one server, in the workspace and in a process group that an abort kills.
 * Returns when the shell has ended, whatever it left in the background. Refused (`update-failed`) where it ends with
 * anything but 0, or not within `progress-deadline`.
 */
export async function runLine(
  site: Site,
  server: Server,
  line: string,
  versions: { readonly version: string; readonly previous: string },
  signal: AbortSignal,
): Promise<void> {
  const path = join(site.folder, `${encodeURIComponent(server.name)}.log`);
  await mkdir(site.folder, { recursive: true, mode: 0o700 });
  // What an earlier line left in the background goes on writing to the old file.
  await rm(path, { force: true });
  const log = await open(path, 'a', 0o600);
  try {
    const code = await ended(
      line,
      join(site.folder, `${encodeURIComponent(server.name)}.lock`),
      site,
      { ...variables(site, server), ...versionVariables(versions), ...site.service.env },
      log.fd,
      signal,
    );
    if (code === 0) return;
    const why = code === null ? 'was ended, or took longer than progress-deadline' : `ended with ${code}`;
    throw new Refused('update-failed', `On ${server.name}, \`${line}\` ${why}. ${lastLines(await readFile(path, 'utf8'))}`.trim());
  } finally {
    await log.close();
  }
}

function ended(line: string, lock: string, site: Site, env: NodeJS.ProcessEnv, log: number, signal: AbortSignal): Promise<number | null> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stdio: ['ignore', number, number] = ['ignore', log, log];
    // A line that a killed run left behind is waited for; what it put into the background does not hold the lock.
    const child = spawn('flock', ['--close', lock, '/bin/sh', '-c', line], {
      cwd: site.workspace,
      env: { ...lastingEnvironment(), ...env },
      detached: true,
      stdio,
    });
    const until = AbortSignal.any([signal, AbortSignal.timeout(site.service.rollout.progressDeadline)]);
    const stop = () => killGroup(child.pid);
    until.addEventListener('abort', stop);
    child.once('error', (error) => reject(new Refused('precondition', `flock (util-linux) cannot be run: ${error.message}`)));
    child.once('exit', (code) => {
      until.removeEventListener('abort', stop);
      if (signal.aborted) reject(signal.reason);
      else resolve(code);
    });
  });
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended: what we wanted.
  }
}

function variables({ service, workspace }: Site, server: Server): NodeJS.ProcessEnv {
  return {
    SLUICE_SERVICE: service.name,
    SLUICE_ENVIRONMENT: service.environment,
    SLUICE_INSTANCE: server.name,
    SLUICE_HOST: server.host ?? 'localhost',
    SLUICE_TRACK: server.track ?? '',
    SLUICE_DIR: workspace,
  };
}

function versionVariables({ version, previous }: { version: string; previous: string }): NodeJS.ProcessEnv {
  return { SLUICE_VERSION: version, SLUICE_PREVIOUS_VERSION: previous };
}

function lastLines(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0 ? '' : `Its last lines: ${lines.slice(-LINES_TOLD).join(' / ')}`;
}
