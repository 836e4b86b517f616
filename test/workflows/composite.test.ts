import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { runWorkflow, stepOf, type WorkflowRun } from './act.ts';
import { unexpectedWithin } from './inputs.ts';
import { openShop, use } from './shop.ts';

vi.setConfig({ maxConcurrency: 4 });

/** How the whole action ended, as its user sees it, and how each step in it that ran. */
function ends(run: WorkflowRun, action: string): Record<string, string> {
  const steps = run.steps.filter(({ id }) => id.startsWith(`${action}/`));
  const inner = steps.map(({ id, outputs, result }) => [id.replace(`${action}/`, ''), outputs['outcome'] ?? `${result}`]);
  const { outcome, version } = stepOf(run, 'deploy', action).outputs;
  return { ...Object.fromEntries(inner), whole: `${outcome}`, version: `${version}` };
}

const firsts = [
  ['canary', 'canary-step'],
  ['blue-green', 'blue-green-switch'],
] as const;

test.each(firsts)('actions/%s hands over each input to a step that has it, and each output to its user', (name, first) => {
  const text = (action: string) => readFileSync(resolve('actions', action, 'action.yml'), 'utf8');
  const { inputs, outputs, runs } = parse(text(name)) as Record<'inputs' | 'outputs' | 'runs', object>;
  expect(unexpectedWithin(name, resolve('.'))).toEqual([]);
  expect(Object.keys(inputs).filter((input) => !JSON.stringify(runs).includes(`inputs.${input} `))).toEqual([]);
  // Nobody sets the last two, and the others are what it does; what `version` is depends on what it does, too.
  const { weight, until, version, 'job-status': status, 'check-run-id': check, ...shared } = parse(text(first)).inputs;
  expect(inputs).toMatchObject(shared);
  expect(outputs).toEqual(expect.objectContaining(mapped(parse(text('promote')).outputs)));
});

/** Each output, with where it comes from. */
function mapped(outputs: object): object {
  const entry = (name: string) => [name, expect.objectContaining({ value: expect.stringContaining(`.outputs.${name} `) })];
  return Object.fromEntries(Object.keys(outputs).map(entry));
}

describe.concurrent('actions/canary', () => {
  test('shifts in steps, promotes, and says how it all ended', async ({ expect, onTestFinished }) => {
    const repository = await openShop({ 'deploy.yml': 'canary.yml' }, { onTestFinished });
    const first = await runWorkflow(repository, 'deploy.yml', { vars: { VERSION: 'v1' } });
    expect(ends(first, 'canary'), first.log).toEqual({ canary: 'promoted', promote: 'unchanged', whole: 'unchanged', version: 'v1' });
    const plan = await runWorkflow(repository, 'deploy.yml', { vars: { VERSION: 'v2', DRY_RUN: 'true' } });
    expect(plan.jobs).toEqual({ deploy: 'success' });
    expect(ends(plan, 'canary')).toMatchObject({ canary: 'planned', whole: 'planned' });
    expect(await repository.ask()).toBe('v1');
    const run = await runWorkflow(repository, 'deploy.yml', { vars: { VERSION: 'v2' } });
    expect(run.jobs, run.log).toEqual({ deploy: 'success' });
    expect(ends(run, 'canary')).toEqual({ canary: 'canary', promote: 'promoted', whole: 'promoted', version: 'v2' });
    expect(run.log).toMatch(/0 % → 5 %.*5 % → 25 %.*25 % → 50 %.*50 % → 100 %/s);
    expect(await repository.ask()).toBe('v2');
    expect(repository.github.violations).toEqual([]);
  });

  test('promotes nothing that does worse', async ({ expect, onTestFinished }) => {
    const settings = { rollout: { 'progress-deadline': '10s', 'bake-time': '0s' } };
    const repository = await openShop({ 'deploy.yml': 'canary.yml' }, { settings, onTestFinished });
    await runWorkflow(repository, 'deploy.yml', { vars: { VERSION: 'v1' } });
    const run = await runWorkflow(repository, 'deploy.yml', { vars: { VERSION: 'v2-never' } });
    expect(run.jobs).toEqual({ deploy: 'failure' });
    expect(ends(run, 'canary'), run.log).toEqual({ canary: 'rolled-back', whole: 'rolled-back', version: 'v2-never' });
    expect(await repository.ask()).toBe('v1');
  });
});

describe.concurrent('actions/blue-green', () => {
  const open = (onTestFinished: (close: () => Promise<void>) => void) =>
    openShop({ 'deploy.yml': 'blue-green-action.yml' }, { onTestFinished });

  test('lets the test ask at the address of the users, by a header', async ({ expect, onTestFinished }) => {
    const settings = { preview: 'header:X-Preview=open-sesame' };
    const repository = await openShop({ 'deploy.yml': 'blue-green-action.yml' }, { settings, onTestFinished });
    await runWorkflow(repository, 'deploy.yml', { vars: { VERSION: 'v1' } });
    const run = await runWorkflow(repository, 'deploy.yml', { vars: { VERSION: 'v2', ADDRESS: 'SLUICE_URL' } });
    expect(run.jobs, run.log).toEqual({ deploy: 'success' });
    expect(stepOf(run, 'deploy', 'deploy/smoke-test').log).toContain('tested v2, asked for v2');
    expect(stepOf(run, 'deploy', 'deploy').outputs['preview-header']).toBe('X-Preview: open-sesame');
  });

  test('tests the version where only the test sees it, then switches', async ({ expect, onTestFinished }) => {
    const repository = await open(onTestFinished);
    const first = await runWorkflow(repository, 'deploy.yml', { vars: { VERSION: 'v1' } });
    expect(first.jobs, first.log).toEqual({ deploy: 'success' });
    const plan = await runWorkflow(repository, 'deploy.yml', { vars: { VERSION: 'v2', DRY_RUN: 'true' } });
    expect(ends(plan, 'deploy')).toMatchObject({ prepare: 'planned', whole: 'planned' });
    const words = '$(touch "$HOME/refuse"); `id` "\'"';
    const run = await runWorkflow(repository, 'deploy.yml', { vars: { VERSION: 'v2', WORDS: words } });
    expect(run.jobs, run.log).toEqual({ deploy: 'success' });
    expect(ends(run, 'deploy')).toEqual({
      prepare: 'prepared',
      'smoke-test': 'success',
      switch: 'promoted',
      whole: 'promoted',
      version: 'v2',
    });
    // What the step's env holds comes as it is, and is not run.
    expect(stepOf(run, 'deploy', 'deploy/smoke-test').log).toContain(`tested v2, asked for v2, said ${words}`);
    expect(await repository.ask()).toBe('v2');
    // All of it once more changes nothing, and tests what is live.
    const again = await runWorkflow(repository, 'deploy.yml', { vars: { VERSION: 'v2' } });
    expect(ends(again, 'deploy')).toMatchObject({ prepare: 'unchanged', 'smoke-test': 'success', whole: 'unchanged' });
  });

  test('takes away what its test refuses, before anybody has seen it', async ({ expect, onTestFinished }) => {
    const repository = await open(onTestFinished);
    await runWorkflow(repository, 'deploy.yml', { vars: { VERSION: 'v1' } });
    await writeFile(join(repository.home, 'refuse'), '');
    const run = await runWorkflow(repository, 'deploy.yml', { vars: { VERSION: 'v2' } });
    expect(run.jobs).toEqual({ deploy: 'failure' });
    const steps = { prepare: 'prepared', 'smoke-test': 'failure', rollback: 'rolled-back', whole: 'rolled-back', version: 'v2' };
    expect(ends(run, 'deploy'), run.log).toEqual(steps);
    expect(stepOf(run, 'deploy', 'deploy').outputs).toMatchObject({ reason: 'requested', message: 'the job failed' });
    expect(await repository.journal()).toMatchObject({ live: { version: 'v1' }, rollout: null });
  });

  test('leaves what its test refuses for you to look at with on-failure: pause, and tests it again', async ({ expect, onTestFinished }) => {
    const repository = await open(onTestFinished);
    await runWorkflow(repository, 'deploy.yml', { vars: { VERSION: 'v1' } });
    await writeFile(join(repository.home, 'refuse'), '');
    const vars = { VERSION: 'v2', ON_FAILURE: 'pause' };
    const run = await runWorkflow(repository, 'deploy.yml', { vars });
    expect(ends(run, 'deploy'), run.log).toEqual({ prepare: 'prepared', 'smoke-test': 'failure', whole: 'prepared', version: 'v2' });
    expect(await repository.ask()).toBe('v1');
    await rm(join(repository.home, 'refuse'));
    const again = await runWorkflow(repository, 'deploy.yml', { vars, run: { ...run.run, attempt: 2 } });
    expect(again.jobs, again.log).toEqual({ deploy: 'success' });
    expect(await repository.ask()).toBe('v2');
  });

  test('goes on where it paused after the switch, when the failed job is run again', async ({ expect, onTestFinished }) => {
    const settings = { rollout: { 'progress-deadline': '10s', 'bake-time': '10s' } };
    const repository = await openShop({ 'deploy.yml': 'blue-green-action.yml' }, { settings, onTestFinished });
    await runWorkflow(repository, 'deploy.yml', { vars: { VERSION: 'v1' } });
    const vars = { VERSION: 'v2-every20th', ON_FAILURE: 'pause' };
    const stop = use(repository);
    const run = await runWorkflow(repository, 'deploy.yml', { vars });
    await stop();
    expect(ends(run, 'deploy'), run.log).toMatchObject({ prepare: 'prepared', switch: 'paused', whole: 'paused' });
    const again = await runWorkflow(repository, 'deploy.yml', { vars, failedJobsOf: run });
    expect(ends(again, 'deploy'), again.log).toMatchObject({ prepare: 'unchanged', switch: 'promoted', whole: 'promoted' });
    // It fails every twentieth request, also ours.
    expect((await repository.journal())?.live?.version).toBe('v2-every20th');
  });
});
