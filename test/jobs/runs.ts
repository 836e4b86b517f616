import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type onTestFinished, vi } from 'vitest';
import { startJob } from '../fakes/github/job.ts';
import type { Repository } from '../workflows/repository.ts';
import { grant } from '../workflows/token.ts';
import { shortened } from '../workflows/yaml.ts';
import { type JobDefinition, legsOf, nameOf, needsOf, readWorkflow, type Workflow } from './definition.ts';
import { allFilled, type Contexts, filled, holds, type Status } from './expression.ts';
import { carryOutJob, type JobDone, type Result, type StepDone } from './machine.ts';
import { newQueues, type Queues } from './queue.ts';

/*
 * Carries out workflow files as GitHub does, with what act leaves out: environments and their reviewers, concurrency, cancel, re-runs.
 *
 *   const workflows = openWorkflows(repository, onTestFinished);
 *   const run = await workflows.start('deploy.yml', { sha, time: '2s' });
 *   await run.waiting('promote');
 *   run.review('promote', 'rejected');
 *   const { jobs, log } = await run.ended;
 *   expect(jobs, log).toEqual({ canary: 'success', promote: 'failure', undo: 'success' });
 */

export type Options = {
  readonly sha: string;
  /** Instead of each bake time and the like that the file says. */
  readonly time?: string;
};

export type Ended = {
  /** Every job, each leg of a matrix by itself. */
  readonly jobs: Readonly<Record<string, Result>>;
  readonly steps: readonly StepDone[];
  /** What all steps printed. */
  readonly log: string;
};

export type Run = {
  readonly id: string;
  /** When all its jobs are over. */
  readonly ended: Promise<Ended>;
  /** Waits until a job waits for its reviewers. */
  waiting(job: string): Promise<void>;
  review(job: string, answer: 'approved' | 'rejected'): void;
  /** Waits until a step of it prints this, or until something is so while it goes on. */
  printed(text: string | RegExp): Promise<void>;
  until(isSo: () => boolean): Promise<void>;
  /** Waits until a job waits for others of its group. */
  queued(job: string): Promise<void>;
  /** What a person does with *Cancel workflow*. */
  cancel(): void;
  /** What a person does with *Re-run failed jobs*, which takes along those that need them, and *Re-run all jobs*. */
  again(which: 'failed' | 'all'): Promise<Run>;
};

export type Workflows = { start(file: string, options: Options): Promise<Run> };

type Facts = {
  readonly repository: Repository;
  readonly finished: typeof onTestFinished;
  readonly workflow: Workflow;
  readonly sha: string;
  readonly id: string;
  readonly number: number;
  readonly attempt: number;
};

type Kept = Readonly<Record<string, JobDone>>;

/** A job; of a matrix one of them. */
type Leg = {
  readonly job: string;
  /** As GitHub shows it. */
  readonly name: string;
  readonly definition: JobDefinition;
  readonly contexts: Contexts;
  /** Cancels it. */
  readonly own: AbortController;
};

const NOTHING: JobDone = { result: 'skipped', outputs: {}, steps: [] };

/** A run that goes on when the test has finished is cancelled, and ends before its repository does. */
export function openWorkflows(repository: Repository, finished: typeof onTestFinished): Workflows {
  const queues = newQueues();
  const running = new Map<string, string>();
  let runs = 0;
  return {
    async start(file, { sha, time }) {
      const text = await readFile(join(repository.folder, '.github/workflows', file), 'utf8');
      const workflow = readWorkflow(time === undefined ? text : shortened(text, time));
      runs++;
      const facts = { repository, finished, workflow, sha, id: `${9_000 + runs}`, number: 100 + runs, attempt: 1 };
      return startAttempt(facts, {}, queues, running);
    },
  };
}

async function startAttempt(facts: Facts, kept: Kept, queues: Queues, running: Map<string, string>): Promise<Run> {
  const { repository, workflow, id, attempt } = facts;
  const { state } = repository.github;
  const cancel = new AbortController();
  const legs: Record<string, JobDone> = {};
  const answers: Record<string, (answer: 'approved' | 'rejected') => void> = {};
  const queued = new Set<string>();
  let log = '';
  let isOver = false;

  /** Of a job: that of all its legs. */
  const results: Record<string, Promise<Summary>> = {};
  for (const job of Object.keys(workflow.jobs)) results[job] = Promise.resolve().then(() => carryOutAll(job));

  async function carryOutAll(job: string): Promise<Summary> {
    const definition = workflow.jobs[job] as JobDefinition;
    const needs: Record<string, Summary> = {};
    for (const need of needsOf(definition)) needs[need] = (await results[need]) as Summary;
    const before = Object.values(needs).flatMap(({ ancestors, result }) => [...ancestors, result]);
    const contexts = { github: githubOf(facts, job), needs };
    const isWanted = () => holds(definition.if, contexts, statusOf(before, cancel.signal.aborted));
    const all = legsOf(definition);
    const left = all.filter((leg) => kept[nameOf(job, leg)] === undefined);
    if (left.length > 0 && !isWanted()) {
      legs[job] = NOTHING;
      return { ...NOTHING, ancestors: before };
    }
    const others = new AbortController();
    const dones = await Promise.all(
      all.map(async (matrix) => {
        const name = nameOf(job, matrix);
        const leg = { job, name, definition, contexts: { ...contexts, matrix }, own: new AbortController() };
        const done = kept[name] ?? (await carryOutLeg(leg, isWanted, others.signal));
        legs[name] = done;
        if (done.result === 'failure' && definition.strategy?.['fail-fast'] !== false) others.abort();
        return done;
      }),
    );
    return { result: worst(dones), outputs: Object.assign({}, ...dones.map(({ outputs }) => outputs)), ancestors: before };
  }

  async function carryOutLeg(leg: Leg, isWanted: () => boolean, others: AbortSignal): Promise<JobDone> {
    const { own, name } = leg;
    others.addEventListener('abort', () => own.abort());
    cancel.signal.addEventListener('abort', () => isWanted() || own.abort());
    const leave = await enterGroup(leg);
    if (leave === null) return { ...NOTHING, result: 'cancelled' };
    try {
      const environment = environmentOf(leg);
      const refusal = (await review(name, environment?.name, own.signal)) ?? (own.signal.aborted ? 'cancelled' : null);
      return refusal === null ? await onMachine(leg, environment) : { ...NOTHING, result: refusal };
    } finally {
      leave();
    }
  }

  async function enterGroup({ definition: { concurrency }, name, contexts, own }: Leg): Promise<(() => void) | null> {
    if (concurrency === undefined) return () => {};
    const rules = typeof concurrency === 'string' ? { group: concurrency } : concurrency;
    const entering = queues.enter(filled(rules.group, contexts), rules, () => own.abort(), own.signal);
    queued.add(name);
    const leave = await entering;
    queued.delete(name);
    return leave;
  }

  /** Waits for the reviewers of an environment, if it has any. @returns how the job ends without running; null: it may run */
  async function review(name: string, environment: string | undefined, signal: AbortSignal): Promise<Result | null> {
    if (!state.environments.some((one) => one.name === environment && (one.reviewers ?? 0) > 0)) return null;
    const answer = await new Promise((resolve) => {
      answers[name] = resolve;
      signal.addEventListener('abort', () => resolve('cancelled'));
    });
    delete answers[name];
    if (answer === 'approved') return null;
    return answer === 'rejected' ? 'failure' : 'cancelled';
  }

  async function onMachine(leg: Leg, environment: ReturnType<typeof environmentOf>): Promise<JobDone> {
    const { definition, job, name, contexts, own } = leg;
    allow(`${id} ${name}`, grant(Object.keys(state.permissions), definition.permissions ?? workflow.permissions ?? 'read-all'));
    const check = startJob(repository.github, environment?.deployment ? environment.name : null, facts.sha);
    const timer = setTimeout(() => own.abort(), (definition['timeout-minutes'] ?? 360) * 60_000);
    const done = await carryOutJob({
      name,
      definition: { ...definition, env: { ...workflow.env, ...definition.env } },
      repository: repository.folder,
      sha: facts.sha,
      contexts,
      env: variablesOf(facts, job),
      checkRun: check.checkRun,
      cancel: own.signal,
      said: (line) => (log += `${name}: ${line}\n`),
    });
    clearTimeout(timer);
    check.end(done.result === 'success' ? 'success' : 'failure');
    running.delete(`${id} ${name}`);
    return done;
  }

  /** The emulated GitHub has one token: jobs that run at once must have the same permissions. */
  function allow(job: string, permissions: Record<string, string>): void {
    const text = JSON.stringify(permissions);
    for (const [other, theirs] of running) if (theirs !== text) throw new Error(`${job} and ${other} run at once, with other permissions`);
    running.set(job, text);
    Object.assign(state.permissions, permissions);
  }

  state.runs.set(`${id}/${attempt}`, 'in_progress');
  const ended = Promise.all(Object.values(results)).then(() => {
    isOver = true;
    state.runs.set(`${id}/${attempt}`, 'completed');
    const jobs = Object.fromEntries(Object.entries(legs).map(([name, { result }]) => [name, result]));
    return { jobs, steps: Object.values(legs).flatMap(({ steps }) => steps), log };
  });
  facts.finished(async () => {
    cancel.abort();
    await ended.catch(() => {});
  });
  const reached = async (what: string, isSo: () => boolean) => {
    const look = () => expect(isSo() || isOver, `not yet: ${what}\n${log}`).toBe(true);
    await vi.waitFor(look, { timeout: 60_000, interval: 20 });
    if (!isSo()) throw new Error(`the run ended before ${what}:\n${log}`);
  };
  return {
    id,
    ended,
    waiting: (job) => reached(`${job} waited for a reviewer`, () => job in answers),
    review(job, answer) {
      if (!answers[job]) throw new Error(`${job} waits for nobody`);
      answers[job](answer);
    },
    printed: (text) => reached(`it printed ${text}`, () => (typeof text === 'string' ? log.includes(text) : text.test(log))),
    until: (isSo) => reached(`${isSo}`, isSo),
    queued: (job) => reached(`${job} waited for others`, () => queued.has(job)),
    cancel: () => cancel.abort(),
    async again(which) {
      await ended;
      return startAttempt({ ...facts, attempt: attempt + 1 }, which === 'all' ? {} : keptOf(workflow, legs), queues, running);
    },
  };
}

/** What others see of a job that is over. `ancestors`: how all ended that it needed, and those that they needed. */
type Summary = { readonly result: Result; readonly outputs: Readonly<Record<string, string>>; readonly ancestors: readonly Result[] };

function statusOf(before: readonly Result[], cancelled: boolean): Status {
  const success = !cancelled && before.every((result) => result === 'success');
  return { success, failure: before.includes('failure'), cancelled };
}

function worst(dones: readonly JobDone[]): Result {
  const all = dones.map(({ result }) => result);
  return (['failure', 'cancelled', 'success'] as const).find((result) => all.includes(result)) ?? 'skipped';
}

/** What a re-run of the failed jobs leaves as it was: legs that did well, unless they need one that did not. */
function keptOf({ jobs }: Workflow, legs: Kept): Kept {
  const isBad = (name: string) => ['failure', 'cancelled'].includes(legs[name]?.result ?? '');
  const namesOf = (job: string) => [job, ...legsOf(jobs[job] as JobDefinition).map((leg) => nameOf(job, leg))];
  const isFollowing = (job: string): boolean =>
    needsOf(jobs[job] as JobDefinition).some((need) => namesOf(need).some(isBad) || isFollowing(need));
  const kept = Object.keys(jobs).flatMap((job) => (isFollowing(job) ? [] : namesOf(job).filter((name) => !isBad(name))));
  return Object.fromEntries(Object.entries(legs).filter(([name]) => kept.includes(name)));
}

/** `deployment`: GitHub writes a record for it. */
function environmentOf({ definition: { environment }, contexts }: Leg): { readonly name: string; readonly deployment: boolean } | null {
  if (environment === undefined) return null;
  if (typeof environment === 'string') return { name: filled(environment, contexts), deployment: true };
  return { name: filled(environment.name, contexts), deployment: environment.deployment !== false };
}

function githubOf({ repository, workflow, sha, id, number, attempt }: Facts, job: string): Readonly<Record<string, unknown>> {
  return {
    token: repository.github.token,
    repository: 'acme/shop',
    repository_owner: 'acme',
    server_url: 'https://github.com',
    api_url: repository.github.url,
    workflow: workflow.name ?? 'deploy',
    event_name: 'push',
    event: {},
    ref: 'refs/heads/main',
    actor: 'alice',
    triggering_actor: 'alice',
    run_id: id,
    run_number: `${number}`,
    run_attempt: `${attempt}`,
    sha,
    job,
  };
}

/** What each process finds in its environment. */
function variablesOf(facts: Facts, job: string): Record<string, string> {
  const { repository } = facts;
  const { token: _, event: __, ...github } = githubOf(facts, job);
  const named = Object.entries(allFilled(github, {})).map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, value]);
  return { ...Object.fromEntries(named), GITHUB_GRAPHQL_URL: `${repository.github.url}/graphql`, HOME: repository.home };
}
