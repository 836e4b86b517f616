import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { ACT } from '../../scripts/install.ts';
import type { Line } from './told.ts';
import { jobsOf } from './yaml.ts';

export type Files = Readonly<Record<string, string>>;

type Asked = {
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly actor: string;
  /** The working tree, and the name of the workflow's file. */
  readonly folder: string;
  readonly file: string;
  /** An export of this project, and other people's actions by `owner/name@ref`. */
  readonly suite: string;
  readonly actions: Readonly<Record<string, Files>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly concurrentJobs: number;
};

/** What act is started with; `place` is a folder for what it reads. */
export async function actArguments(place: string, asked: Asked): Promise<string[]> {
  const workflows = join(asked.folder, '.github/workflows');
  const event = join(place, 'event.json');
  await writeFile(event, JSON.stringify(asked.payload));
  const texts = await Promise.all((await readdir(workflows)).map((name) => readFile(join(workflows, name), 'utf8')));
  // It leaves out a job in silence whose label it does not know, and asks the network for an action that it is not given.
  const labels = texts.flatMap((text) => Object.values(jobsOf(text)).map(({ label }) => label ?? 'self-hosted'));
  const refs = texts.flatMap((text) => [...text.matchAll(/sluice-actions\/sluice[^@\s]*@([\w.-]+)/g)].map((match) => match[1] ?? ''));
  // Not as arguments: other tests look at what stands in the list of processes.
  const secrets = join(place, 'secrets.env');
  await writeFile(
    secrets,
    Object.entries(asked.secrets)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}\n`)
      .join(''),
    { mode: 0o600 },
  );
  const given = await Promise.all(Object.entries(asked.actions).map(([name, files]) => write(place, name, files)));
  return [
    asked.event,
    ...['-C', asked.folder, '-W', join(workflows, asked.file), '-e', event, '-a', asked.actor],
    ...['--json', '--rm', '--no-cache-server', '--pull=false', '--concurrent-jobs', `${asked.concurrentJobs}`],
    ...[...new Set(['ubuntu-latest', ...labels])].flatMap((label) => ['-P', `${label}=-self-hosted`]),
    ...[...new Set(['v1', ...refs])].flatMap((ref) => ['--local-repository', `sluice-actions/sluice@${ref}=${asked.suite}`]),
    ...given.flatMap((action) => ['--local-repository', action]),
    ...['--secret-file', secrets],
    ...pairs('--var', asked.vars),
    ...pairs('--env', asked.env),
  ];
}

function pairs(flag: string, values: Readonly<Record<string, string>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
}

/** Writes somebody's action. @returns what says to act where it is */
async function write(place: string, action: string, files: Files): Promise<string> {
  const folder = join(place, 'actions', encodeURIComponent(action));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return `${action}=${folder}`;
}

/** Runs act in `place` on the machine whose home folder that is; `heard` gets each line at once, and ends it by throwing. */
export function act(place: string, home: string, args: readonly string[], heard: (line: Line) => void): Promise<readonly Line[]> {
  const env = {
    PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    HOME: home,
    XDG_CACHE_HOME: join(place, 'cache'),
    XDG_CONFIG_HOME: join(place, 'config'),
    LANG: 'C.UTF-8',
    ACT_DISABLE_VERSION_CHECK: '1',
    // What it or a step would look up elsewhere fails at once.
    HTTPS_PROXY: 'http://127.0.0.1:9',
    NO_PROXY: '127.0.0.1,localhost',
  };
  const child = spawn(ACT, args, { cwd: place, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: Line[] = [];
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${ACT} does not run: npm test installs it (${error.message})`)));
    createInterface(child.stdout).on('line', (text) => {
      const line = JSON.parse(text) as Line;
      lines.push(line);
      try {
        heard(line);
      } catch (error) {
        process.kill(-(child.pid as number), 'SIGKILL');
        reject(error);
      }
    });
    // Its exit code says nothing: it is 0 also where a job was left out.
    child.once('close', () => (lines.some(({ jobResult }) => jobResult) ? resolve(lines) : reject(new Error(`no job ran\n${errors}`))));
  });
}
