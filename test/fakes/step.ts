import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type StepResult = {
  readonly code: number;
  readonly stdout: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Milliseconds that its process lived. */
  readonly took: number;
};

export type StepOptions = {
  readonly workspace: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** What `main` saved, for `post`. */
  readonly state?: Readonly<Record<string, string>>;
  /** Called with the process as soon as it runs. */
  readonly started?: (pid: number) => void;
  /** Called with each line of its log, while it works. */
  readonly said?: (line: string) => void;
};

const dist = join(import.meta.dirname, '../../dist');

/** Starts a built action as the runner does. */
export function step(action: string, options: StepOptions): Promise<StepResult> {
  return carryOut([process.execPath, join(dist, `${action}.js`)], options);
}

/** Starts a program as the runner does: inputs in the environment, answers in files. */
export async function carryOut([program = '', ...args]: readonly string[], options: StepOptions): Promise<StepResult> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-step-'));
  const file = async (name: string) => {
    await writeFile(join(folder, name), '');
    return join(folder, name);
  };
  const files = {
    GITHUB_OUTPUT: await file('output'),
    GITHUB_STATE: await file('state'),
    GITHUB_ENV: await file('env'),
    GITHUB_STEP_SUMMARY: await file('summary'),
  };
  const inputs = Object.entries(options.inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const saved = Object.entries(options.state ?? {}).map(([name, value]) => [`STATE_${name}`, value]);
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    RUNNER_TEMP: folder,
    RUNNER_TRACKING_ID: 'github_1',
    GITHUB_WORKSPACE: options.workspace,
    GITHUB_RUN_ID: '4711',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_NUMBER: '1',
    GITHUB_WORKFLOW: 'deploy',
    GITHUB_JOB: 'deploy',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: '3f2a9c13f2a9c13f2a9c13f2a9c13f2a9c13f2a9',
    GITHUB_ACTOR: 'alice',
    GITHUB_REPOSITORY: 'octo/app',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_ACTION: '__run',
    ...files,
    ...Object.fromEntries(inputs),
    ...Object.fromEntries(saved),
    ...options.env,
  };
  const began = performance.now();
  const child = spawn(program, args, { env, cwd: options.workspace, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let rest = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) options.said?.(line);
  });
  child.stderr.on('data', (chunk) => (stdout += chunk));
  options.started?.(child.pid as number);
  const code = await new Promise<number>((resolve) => {
    child.on('close', (exit) => resolve(exit ?? -1));
    // What it leaves behind may hold its output open; the runner waits five seconds for that.
    child.on('exit', (exit) => setTimeout(() => resolve(exit ?? -1), 5_000).unref());
  });
  const took = performance.now() - began;
  const result = {
    code,
    stdout,
    outputs: values(await readFile(files.GITHUB_OUTPUT, 'utf8')),
    state: values(await readFile(files.GITHUB_STATE, 'utf8')),
    summary: await readFile(files.GITHUB_STEP_SUMMARY, 'utf8'),
    took,
  };
  await rm(folder, { recursive: true });
  return result;
}

/** The runner's file format: `name=value`, or `name<<delimiter`, lines, `delimiter`. */
function values(text: string): Record<string, string> {
  const found = text.matchAll(/^(?:(?<name>[^\n=]+?)<<(?<mark>.+)\n(?<lines>[\s\S]*?)\n?\k<mark>|(?<key>[^\n=]+)=(?<value>.*))$/gm);
  return Object.fromEntries([...found].map(({ groups = {} }) => [groups['name'] ?? groups['key'], groups['lines'] ?? groups['value']]));
}
