import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';
import { twoFreePorts } from '../fakes/ports.ts';
import { type StepResult, step } from '../fakes/step.ts';
import { type Options, runWorkflow, type WorkflowRun } from './act.ts';
import { openRepository, type Repository } from './repository.ts';

const FOLDER = resolve('examples/workflows');

/** So that nothing is waited for in vain; everything else is as the example says. */
const QUICK = {
  rollout: { 'bake-time': '2s', 'progress-deadline': '20s', 'drain-timeout': '2s' },
  analysis: { interval: '1s', 'max-error-rate': '20%' },
};

/** The server of the example, which is healthy and answers 500, or not at all, where a file of that name is there: to all users, or to `curl` only. */
const server = (folder: string) => `import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
const { PORT, SLUICE_VERSION } = process.env;
createServer(({ url, headers }, response) => {
  const users = /^curl/.test(headers['user-agent']) ? ['curl', 'users'] : ['users'];
  const is = (how) => url === '/' && users.some((who) => existsSync('${folder}/' + SLUICE_VERSION + how + who));
  if (is('-hangs-')) return writeFileSync('${folder}/' + SLUICE_VERSION + '-was-asked', '');
  if (is('-fails-')) response.writeHead(500);
  response.end('Hello from ' + SLUICE_VERSION);
}).listen(PORT);
`;

/** A repository with all files of `examples/workflows`, and users of its services. */
export type Example = Repository & {
  /** Runs one of its workflows. Each bake lasts 2 s. */
  run(file: string, options?: Options): Promise<WorkflowRun>;
  /** Makes a commit, and runs a workflow for it. */
  push(file: string, options?: Options & { readonly fails?: Users }): Promise<WorkflowRun & { readonly version: string }>;
  /** From now on a version fails users, or `curl` only. */
  fail(version: string, users: Users): Promise<void>;
  /** From now on a version does not answer users, or `curl` only. */
  hang(version: string, users: Users): Promise<void>;
  /** Whether somebody waits for an answer of it in vain. */
  isHanging(version: string): boolean;
  /** From now on a version answers all. */
  heal(version: string): Promise<void>;
  /** A step of a run of its own, on the machine that serves. */
  act(action: string, inputs: Readonly<Record<string, string>>): Promise<StepResult>;
  /** Where users of an environment ask. */
  url(environment?: Environment): string;
  /** Which versions answer in an environment. */
  served(environment?: Environment): Promise<readonly string[]>;
  /** What users read instead of a version, after the first was deployed. */
  readonly failed: readonly string[];
};

export type Users = 'curl' | 'users';
export type Environment = 'production' | 'eu' | 'us' | 'pr-7';

const FIRST_PORTS: Record<Environment, string> = { production: '8080', eu: '8082', us: '8084', 'pr-7': '8086' };

/**
 * The ports are others, and what is measured is looked at more often. `asked`: environments that have users all the time.
 * It ends with the test; where tests run side by side, with the one whose `onTestFinished` that is.
 */
export async function openExample(asked: readonly Environment[] = ['production'], finished = onTestFinished): Promise<Example> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.yml') && name !== 'sluice.yml');
  const workflows = names.map(async (name) => [`.github/workflows/${name}`, await readFile(join(FOLDER, name), 'utf8')] as const);
  let text = await readFile(join(FOLDER, 'sluice.yml'), 'utf8');
  const ports = {} as Record<Environment, number>;
  for (const [environment, port] of Object.entries(FIRST_PORTS)) {
    ports[environment as Environment] = await twoFreePorts();
    text = text.replaceAll(`port: ${port}`, `port: ${ports[environment as Environment]}`);
  }
  const repository = await openRepository({
    files: {
      ...Object.fromEntries(await Promise.all(workflows)),
      '.github/sluice.yml': stringify({ defaults: QUICK, ...parse(text) }),
    },
    onTestFinished: finished,
  });
  await repository.commit({ 'server.mjs': server(repository.home) });
  const failed: string[] = [];
  let isDeployed = false;
  for (const environment of asked) use(ports[environment], finished, (text) => isDeployed && failed.push(text));
  let runs = 0;
  const run: Example['run'] = async (file, options = {}) => {
    const done = await runWorkflow(repository, file, { time: '2s', ...options });
    isDeployed = true;
    return done;
  };
  const fail: Example['fail'] = (version, users) => writeFile(join(repository.home, `${version}-fails-${users}`), '');
  return {
    ...repository,
    run,
    failed,
    fail,
    hang: (version, users) => writeFile(join(repository.home, `${version}-hangs-${users}`), ''),
    isHanging: (version) => existsSync(join(repository.home, `${version}-was-asked`)),
    async heal(version) {
      for (const name of await readdir(repository.home)) if (name.startsWith(version)) await rm(join(repository.home, name));
    },
    async push(file, { fails, ...options } = {}) {
      const version = await repository.commit();
      if (fails !== undefined) await fail(version, fails);
      return { ...(await run(file, options)), version };
    },
    async act(action, inputs) {
      const env = { HOME: repository.home, GITHUB_RUN_ID: `${++runs}` };
      const done = await step(action, { workspace: repository.folder, inputs, env });
      isDeployed = true;
      return done;
    },
    url: (environment = 'production') => `http://127.0.0.1:${ports[environment]}`,
    async served(environment = 'production') {
      const versions = new Set<string>();
      for (let asks = 0; asks < 40; asks++) versions.add((await hello(ports[environment])).text);
      return [...versions].sort();
    },
  };
}

/** Asks all the time, until the test ends. */
function use(port: number, finished: typeof onTestFinished, failed: (text: string) => void): void {
  let isOver = false;
  const asking = (async () => {
    while (!isOver) {
      const { good, text } = await hello(port);
      if (!good) failed(text);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  finished(async () => {
    isOver = true;
    await asking;
  });
}

/** What one user reads: the version, else what went wrong. */
function hello(port: number): Promise<{ readonly good: boolean; readonly text: string }> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, agent: false }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      const good = answer.statusCode === 200;
      resolve({ good, text: good ? text.replace('Hello from ', '').trim() : `${answer.statusCode} ${text}` });
    });
    request.once('error', ({ message }) => resolve({ good: false, text: message }));
  });
}
