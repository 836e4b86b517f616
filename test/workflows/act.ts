import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unexpectedInputs } from './inputs.ts';
import type { Repository } from './repository.ts';
import { keepFinished } from './rerun.ts';
import { act, actArguments, type Files } from './runner.ts';
import { type AllJobs, tokenOf } from './token.ts';
import { type Step, type Told, told } from './told.ts';
import { type Job, jobsOf, readable } from './yaml.ts';

/*
 * Runs a workflow file as it is, by a real workflow runner (act), against `platform: local` and the emulated GitHub:
 *
 *   const repository = await openRepository({ files: { '.github/workflows/deploy.yml': text } });
 *   const run = await runWorkflow(repository, 'deploy.yml', { event: 'workflow_dispatch', inputs: { version: 'v2' }, time: '2s' });
 *   expect(run.jobs, run.log).toEqual({ canary: 'success', promote: 'success' });   // all that ran: a skipped one is not there
 *   expect(stepOf(run, 'canary', 'shift').outputs['outcome']).toBe('canary');
 *   repository.github.state.deployments …; await repository.ask()                     // the version that users get
 *
 * Each job has a workspace of its own; what outlives it is `repository.home`, the machine that serves. The token may what the job's
 * `permissions` say. `run.changes` is every difference between the file and what was run. Nothing leaves this machine: an action that is
 * neither ours nor actions/checkout is given by `actions`. act knows no environments, concurrency or trigger filters, cancels in a way
 * of its own, and starts no further job once a workflow that was called has failed.
 */

/** What tells one run from another. */
export type Run = { readonly id: string; readonly number: number; readonly attempt: number };

export type Options = {
  readonly event?: string;
  /** Of `workflow_dispatch`. */
  readonly inputs?: Readonly<Record<string, string | boolean | number>>;
  /** Of the event, beside what every event has. */
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly actor?: string;
  /** Instead of each bake time and the like that the file says; default: as it says. */
  readonly time?: string;
  /** Other people's actions, `owner/name@ref`, with their files. */
  readonly actions?: Readonly<Record<string, Files>>;
  /** Default: a run of its own. */
  readonly run?: Run;
  /** A further attempt of this run, in which the jobs that did well are not run again. */
  readonly failedJobsOf?: WorkflowRun;
  /** 1: one job at a time, which jobs need whose permissions differ and that do not need one another. */
  readonly concurrentJobs?: number;
  /** Called with each line that a step prints, while it works. */
  readonly said?: (line: string) => void;
};

export type WorkflowRun = Told & { readonly run: Run; readonly changes: readonly string[] };

let runs = 0;

/** Runs `.github/workflows/<file>` of the repository. Fails where not a single job ran, with what act says. */
export async function runWorkflow(repository: Repository, file: string, options: Options = {}): Promise<WorkflowRun> {
  runs++;
  const { event = 'push', inputs = {}, actor = 'alice', failedJobsOf: failed } = options;
  const next = failed ? { ...failed.run, attempt: failed.run.attempt + 1 } : { id: `${9_000 + runs}`, number: runs, attempt: 1 };
  const { run = next } = options;
  const { github, home, suite } = repository;
  const place = await mkdtemp(join(tmpdir(), 'sluice-run-'));
  try {
    const folder = join(place, 'shop');
    await cp(repository.folder, folder, { recursive: true });
    const workflows = join(folder, '.github/workflows');
    const changes = (await makeReadable(workflows, options.time))[file] ?? [];
    if (existsSync(join(suite, '.github/workflows'))) await makeReadable(join(suite, '.github/workflows'), options.time);
    if (failed) changes.push(...(await keepFinished(join(workflows, file), failed)));
    const env = {
      GITHUB_API_URL: github.url,
      GITHUB_GRAPHQL_URL: `${github.url}/graphql`,
      GITHUB_RUN_ID: run.id,
      GITHUB_RUN_NUMBER: `${run.number}`,
      GITHUB_RUN_ATTEMPT: `${run.attempt}`,
      GITHUB_TRIGGERING_ACTOR: actor,
      ...options.env,
    };
    const given = { event, actor, folder, file, suite, env, actions: options.actions ?? {}, vars: options.vars ?? {} };
    const args = await actArguments(place, {
      ...given,
      payload: { ...everyEvent(actor), ...(event === 'workflow_dispatch' && { inputs }), ...options.payload },
      secrets: { GITHUB_TOKEN: github.token, ...options.secrets },
      concurrentJobs: options.concurrentJobs ?? 4,
    });
    const jobs = await allJobs(folder, suite, file);
    const grant = tokenOf(github.state, jobs);
    github.state.runs.set(`${run.id}/${run.attempt}`, 'in_progress');
    const lines = await act(place, home, args, (line) => {
      grant(line);
      if (line.raw_output) options.said?.((line.msg ?? '').trimEnd());
    });
    const all = told(lines, jobs.own);
    const warned = unexpectedInputs(await readFile(join(workflows, file), 'utf8'), suite);
    const annotations = [...warned.map((message) => ({ level: 'warning', title: '', message })), ...all.annotations];
    return { ...all, annotations, run, changes };
  } finally {
    github.state.runs.set(`${run.id}/${run.attempt}`, 'completed');
    await rm(place, { recursive: true, force: true });
  }
}

/** A step of a run, by its job (`canary`, `canary (eu)`, `call / canary`) and its id. */
export function stepOf(run: Told, job: string, id: string): Step {
  const found = run.steps.find((step) => step.job === job && step.id === id);
  if (!found) throw new Error(`no step ${id} of ${job} ran; these did: ${run.steps.map((step) => `${step.job}: ${step.id}`).join(', ')}`);
  return found;
}

function everyEvent(actor: string): object {
  const repository = { full_name: 'acme/shop', name: 'shop', owner: { login: 'acme' }, default_branch: 'main', private: false };
  return { repository, sender: { login: actor } };
}

async function makeReadable(folder: string, time: string | undefined): Promise<Record<string, string[]>> {
  const changed: Record<string, string[]> = {};
  for (const name of await readdir(folder)) {
    const { text, changes } = readable(await readFile(join(folder, name), 'utf8'), time ?? null);
    await writeFile(join(folder, name), text);
    changed[name] = [...changes];
  }
  return changed;
}

async function allJobs(folder: string, suite: string, file: string): Promise<AllJobs> {
  const own = jobsOf(await readFile(join(folder, '.github/workflows', file), 'utf8'));
  const called: Record<string, Record<string, Job>> = {};
  for (const [id, { uses }] of Object.entries(own)) {
    if (uses === null) continue;
    const path = uses.startsWith('./') ? join(folder, uses) : join(suite, uses.replace('sluice-actions/sluice/', '').replace(/@.*/, ''));
    called[id] = jobsOf(await readFile(path, 'utf8'));
  }
  return { own, called };
}
