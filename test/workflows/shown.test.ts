import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Job, ours, type Shown, type Step, shownWorkflows } from './shown.ts';

/** They may make one job wait for another, so one at a time. */
const DEPLOYS = ['rolling', 'blue-green-switch', 'canary-step', 'canary', 'blue-green'];

type Placed = Job & { readonly place: string; readonly actions: readonly string[]; readonly of: Shown };

let shown: readonly Shown[];
let jobs: readonly Placed[];
beforeAll(async () => {
  shown = await shownWorkflows();
  jobs = shown.flatMap((of) =>
    Object.entries(of.jobs).map(([id, job]) => {
      const actions = (job.steps ?? []).map(ours).filter((name) => name !== null);
      return { ...job, place: `${of.place} ${id}`.trim(), actions, of };
    }),
  );
});

/** Places of the jobs that are so; they are to be none. */
const where = (isSo: (job: Placed) => boolean) => jobs.filter(isSo).map(({ place }) => place);
const whole = ({ of, actions }: Placed) => of.isWhole && actions.length > 0;
const environmentOf = ({ environment }: Job) => (typeof environment === 'string' ? environment : (environment?.name ?? ''));
const isToCopy = ({ of }: Placed) => /^(README\.md|docs\/|examples\/)/.test(of.place);
const isForward = (step: Step) => ['promote', ...DEPLOYS].includes(ours(step) ?? '');
const isGate = (job: Job) => /full$/.test(environmentOf(job));

test('there are workflows to look at in the README, the guide, the examples and the pages of the actions', () => {
  const places = shown.map(({ place }) => place);
  for (const folder of ['README.md', 'docs/guide/', 'examples/workflows/', 'examples/kubernetes/', 'actions/'])
    expect(
      places.some((place) => place.startsWith(folder)),
      folder,
    ).toBe(true);
  expect(shown.filter(({ isWhole }) => isWhole).length).toBeGreaterThan(15);
});

test('a token may nothing, but what its job says', () => {
  expect(shown.filter(({ isWhole, permissions }) => isWhole && JSON.stringify(permissions) !== '{}').map(({ place }) => place)).toEqual([]);
  expect(where((job) => whole(job) && job.permissions === undefined)).toEqual([]);
});

test('an environment of a job writes no record beside that of Sluice, unless Sluice writes into it', () => {
  const attached = ({ steps = [] }: Job) => steps.some((step) => step.with?.['deployment'] === 'attach');
  const plain = ({ environment }: Job) =>
    environment !== undefined && (typeof environment === 'string' || environment.deployment !== false);
  expect(where((job) => job.actions.length > 0 && plain(job) && !attached(job))).toEqual([]);
});

test('a job to copy that deploys waits for the one before, and is never cut off or dropped', () => {
  const waits = ({ concurrency }: Job) => concurrency?.['cancel-in-progress'] === false;
  expect(
    where((job) => isToCopy(job) && whole(job) && job.actions.some((name) => DEPLOYS.includes(name)) && !isGate(job) && !waits(job)),
  ).toEqual([]);
  const dropped = ({ of, concurrency }: Placed) =>
    of.place.startsWith('examples/') && concurrency !== undefined && concurrency.queue !== 'max';
  expect(where(dropped)).toEqual([]);
});

test('a job that goes back or locks waits for nobody', () => {
  const isBack = ({ actions }: Placed) =>
    actions.some((name) => name === 'rollback' || name === 'lock') && !actions.some((name) => DEPLOYS.includes(name));
  expect(where((job) => isBack(job) && (job.concurrency !== undefined || isGate(job)))).toEqual([]);
  expect(where((job) => /undo$/.test(job.place) && job.if !== 'failure() || cancelled()')).toEqual([]);
});

test('nobody waits in a queue for a person', () => {
  expect(where((job) => isGate(job) && job.concurrency !== undefined)).toEqual([]);
});

test('no text gets into a script, and no step of ours is kept from being cancelled', () => {
  expect(where(({ steps = [] }) => steps.some(({ run = '' }) => run.includes('${{')))).toEqual([]);
  expect(where(({ steps = [] }) => steps.some((step) => isForward(step) && /always\(\)/.test(step.if ?? '')))).toEqual([]);
});

test('a step of ours has the service file before it, and inputs that its action knows', async () => {
  const late = ({ steps = [] }: Job) => {
    const first = steps.findIndex((step) => ours(step) !== null && ours(step) !== 'command');
    return first >= 0 && !steps.slice(0, first).some(({ uses }) => uses?.startsWith('actions/checkout@'));
  };
  expect(where((job) => whole(job) && late(job))).toEqual([]);
  for (const { place, steps = [] } of jobs) {
    for (const step of steps) {
      const name = ours(step);
      if (name === null) continue;
      const { inputs } = parse(await readFile(`actions/${name}/action.yml`, 'utf8')) as { inputs: Record<string, unknown> };
      expect(Object.keys(inputs), `${place}: ${name}`).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
    }
  }
});
