import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { carryOut, type StepResult, step as startAction } from '../fakes/step.ts';
import type { ActionDefinition, JobDefinition, StepDefinition } from './definition.ts';
import { allFilled, type Contexts, filled, holds, type Status } from './expression.ts';
import { endMarked, endStep } from './processes.ts';

export type Result = 'success' | 'failure' | 'cancelled' | 'skipped';

export type StepDone = {
  /** The job as GitHub shows it. */
  readonly job: string;
  /** Its id in the file, or its number; within a composite action `outer/inner`; `post` of a step that has one. */
  readonly id: string;
  /** How it ended, `continue-on-error` or not. */
  readonly outcome: Result;
  readonly outputs: Readonly<Record<string, string>>;
  readonly log: string;
  readonly summary: string;
};

export type JobDone = { readonly result: Result; readonly outputs: Readonly<Record<string, string>>; readonly steps: readonly StepDone[] };

export type Given = {
  readonly name: string;
  readonly definition: JobDefinition;
  /** The repository, and the commit of it that is checked out. */
  readonly repository: string;
  readonly sha: string;
  /** All but what the job itself makes. */
  readonly contexts: Contexts;
  /** The environment of each process. */
  readonly env: Readonly<Record<string, string>>;
  /** The check of the job. */
  readonly checkRun: string;
  readonly cancel: AbortSignal;
  readonly said: (line: string) => void;
};

/** The steps of a job, or those of a composite action. */
type Scope = {
  /** Before the id of each of its steps. */
  readonly prefix: string;
  readonly contexts: Contexts;
  readonly env: Readonly<Record<string, string>>;
  /** What `steps` is in an expression. */
  readonly steps: Record<string, { readonly outcome: Result; readonly conclusion: Result; readonly outputs: StepDone['outputs'] }>;
  hasFailed: boolean;
};

type Ended = Pick<StepResult, 'code' | 'outputs' | 'stdout' | 'summary'>;

const NOTHING: Ended = { code: 0, outputs: {}, stdout: '', summary: '' };
const root = resolve('.');

/**
 * Carries out a job on a machine of its own, as GitHub's runner does: its steps, after a cancel those whose `if` still holds,
 * then the `post` of each action, last in first out. Of the machine only its home folder is there before and after.
 */
export async function carryOutJob(given: Given): Promise<JobDone> {
  const machine = await mkdtemp(join(tmpdir(), 'sluice-job-'));
  const [workspace, temp] = [join(machine, 'shop'), join(machine, 'temp')];
  for (const folder of [workspace, temp]) await mkdir(folder);
  const mark = `github_${randomUUID()}`;
  const env = { ...given.env, RUNNER_TEMP: temp, RUNNER_TRACKING_ID: mark };
  const done: StepDone[] = [];
  const posts: (() => Promise<void>)[] = [];
  const jobEnv = allFilled(given.definition.env, given.contexts);
  const job: Scope = { prefix: '', contexts: given.contexts, env: jobEnv, steps: {}, hasFailed: false };

  const result = (): Result => (given.cancel.aborted ? 'cancelled' : job.hasFailed ? 'failure' : 'success');
  const contextsIn = ({ contexts, env, steps }: Scope): Contexts => ({
    ...contexts,
    env,
    steps,
    job: { status: result(), check_run_id: given.checkRun },
    runner: { temp, os: 'Linux' },
  });
  const statusIn = ({ hasFailed }: Scope): Status => {
    const cancelled = given.cancel.aborted;
    return { success: !hasFailed && !cancelled, failure: hasFailed && !cancelled, cancelled };
  };
  const optionsOf = (scope: Scope, own: Readonly<Record<string, string>>) => {
    return { workspace, inputs: {}, env: { ...env, ...scope.env, ...own }, said: given.said };
  };

  async function carryOutSteps(steps: readonly StepDefinition[], scope: Scope): Promise<void> {
    for (const [at, definition] of steps.entries()) {
      const id = definition.id ?? `${at}`;
      const isWanted = () => holds(definition.if, contextsIn(scope), statusIn(scope));
      const outcome = isWanted() ? await carryOutStep(definition, `${scope.prefix}${id}`, scope, isWanted) : 'skipped';
      const conclusion = outcome === 'failure' && definition['continue-on-error'] ? 'success' : outcome;
      const outputs = done.findLast((one) => one.id === `${scope.prefix}${id}`)?.outputs ?? {};
      scope.steps[id] = { outcome, conclusion, outputs };
      if (conclusion === 'failure') scope.hasFailed = true;
    }
  }

  async function carryOutStep(definition: StepDefinition, id: string, scope: Scope, isWanted: () => boolean): Promise<Result> {
    // A step that begins after the cancel is one that is wanted then.
    const stop = new AbortController();
    const cancelled = () => isWanted() || stop.abort();
    if (!given.cancel.aborted) given.cancel.addEventListener('abort', cancelled);
    const { code, outputs, stdout, summary } = await start(definition, id, scope, stop.signal);
    given.cancel.removeEventListener('abort', cancelled);
    const outcome = stop.signal.aborted ? 'cancelled' : code === 0 ? 'success' : 'failure';
    done.push({ job: given.name, id, outcome, outputs, log: stdout, summary });
    return outcome;
  }

  async function start(definition: StepDefinition, id: string, scope: Scope, stop: AbortSignal): Promise<Ended> {
    const own = allFilled(definition.env, contextsIn(scope));
    const { uses = '', run, shell } = definition;
    if (run !== undefined) {
      const file = join(temp, `${randomUUID()}.sh`);
      await writeFile(file, filled(run, contextsIn(scope)));
      const flags = shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e'];
      return stoppable(stop, (started) => carryOut(['bash', ...flags, file], { ...optionsOf(scope, own), started }));
    }
    if (uses.startsWith('actions/checkout@')) return checkOut(given.repository, given.sha, workspace);
    const name = /^sluice-actions\/sluice\/actions\/([\w-]+)@/.exec(uses)?.[1];
    if (name === undefined) throw new Error(`this runner has no action ${uses}`);
    const action = parse(await readFile(join(root, 'actions', name, 'action.yml'), 'utf8')) as ActionDefinition;
    const inputs = () => inputsOf(action, definition, contextsIn(scope));
    if (action.runs.using === 'composite') return carryOutComposite(action, id, { ...scope, env: { ...scope.env, ...own } }, inputs());
    const built = (file = '') => basename(file, '.js');
    let state = {};
    const { post } = action.runs;
    if (post !== undefined) {
      posts.push(async () => {
        const ended = await startAction(built(post), { ...optionsOf(scope, own), inputs: inputs(), state });
        if (ended.code !== 0) job.hasFailed = true;
        const outcome = ended.code === 0 ? 'success' : 'failure';
        done.push({ job: given.name, id: `post ${id}`, outcome, outputs: ended.outputs, log: ended.stdout, summary: ended.summary });
      });
    }
    const options = { ...optionsOf(scope, own), inputs: inputs() };
    const ended = await stoppable(stop, (started) => startAction(built(action.runs.main), { ...options, started }));
    state = ended.state;
    return ended;
  }

  async function carryOutComposite(action: ActionDefinition, id: string, outer: Scope, inputs: Record<string, string>): Promise<Ended> {
    const { github } = outer.contexts;
    const scope: Scope = { prefix: `${id}/`, contexts: { github, inputs }, env: outer.env, steps: {}, hasFailed: false };
    await carryOutSteps(action.runs.steps ?? [], scope);
    const told = Object.entries(action.outputs ?? {}).map(([name, { value }]) => [name, filled(value, contextsIn(scope))]);
    return { ...NOTHING, code: scope.hasFailed ? 1 : 0, outputs: Object.fromEntries(told) };
  }

  await carryOutSteps(given.definition.steps, job);
  for (const post of posts.reverse()) await post();
  const outputs = allFilled(given.definition.outputs, contextsIn(job));
  await endMarked(mark);
  await rm(machine, { recursive: true, force: true });
  return { result: result(), outputs, steps: done };
}

/** Carries out a step whose process is ended when it is to stop. */
function stoppable(stop: AbortSignal, start: (started: (pid: number) => void) => Promise<StepResult>): Promise<StepResult> {
  const ended = new Promise<StepResult>((resolve, reject) => {
    const process = new Promise<number>((started) => start(started).then(resolve, reject));
    stop.addEventListener('abort', () => process.then((pid) => endStep(pid, ended)));
  });
  return ended;
}

function checkOut(repository: string, sha: string, workspace: string): Ended {
  execFileSync('git', ['clone', '--quiet', '--no-checkout', repository, workspace]);
  execFileSync('git', ['-C', workspace, 'checkout', '--quiet', sha], { stdio: 'pipe' });
  return NOTHING;
}

function inputsOf({ inputs = {} }: ActionDefinition, { with: given = {} }: StepDefinition, contexts: Contexts): Record<string, string> {
  const defaults = Object.entries(inputs).flatMap(([name, { default: value }]) => (value === undefined ? [] : [[name, value]]));
  return allFilled({ ...Object.fromEntries(defaults), ...given }, contexts);
}
