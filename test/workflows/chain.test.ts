import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, vi } from 'vitest';
import { runWorkflow, stepOf, type WorkflowRun } from './act.ts';
import type { Repository } from './repository.ts';
import { openShop, use } from './shop.ts';

// They mostly wait for a bake to be over.
vi.setConfig({ maxConcurrency: 4 });

/** `canary done`: how a step says it ended, in two words. */
function said(run: WorkflowRun, job: string, id: string): string {
  const { outcome, reason } = stepOf(run, job, id).outputs;
  return `${outcome} ${reason}`;
}

/** A version is live already. @returns its commit */
async function first(repository: Repository): Promise<string> {
  const { jobs, log } = await runWorkflow(repository, 'live.yml');
  if (jobs['live'] !== 'success') throw new Error(log);
  return repository.commit();
}

const live = { 'live.yml': 'live.yml' };

describe.concurrent('steps that are chained', () => {
  test('in one job each go on from where the one before was', async ({ expect, onTestFinished }) => {
    const repository = await openShop({ ...live, 'deploy.yml': 'steps.yml' }, { onTestFinished });
    const version = await first(repository);
    const run = await runWorkflow(repository, 'deploy.yml', { time: '1s' });
    expect(run.changes).toEqual([
      'jobs.deploy.concurrency.queue left out',
      'jobs.deploy.environment.deployment left out',
      'jobs.deploy.steps.1.with.bake-time 1s instead of 5m',
      'jobs.deploy.steps.2.with.bake-time 1s instead of 10m',
    ]);
    expect(run.jobs, run.log).toEqual({ deploy: 'success' });
    expect(['five', 'more', 'promote'].map((id) => said(run, 'deploy', id))).toEqual(['canary done', 'canary done', 'promoted done']);
    expect(await repository.ask()).toBe(version);
    // One record for all three steps.
    expect(repository.github.state.deployments.map(({ ref }) => ref)).toHaveLength(2);
    expect(repository.github.violations).toEqual([]);
  });

  test('in several jobs know of one another only what the service says; with a gate between', async ({ expect, onTestFinished }) => {
    const repository = await openShop({ ...live, 'deploy.yml': 'jobs.yml' }, { onTestFinished });
    const version = await first(repository);
    const run = await runWorkflow(repository, 'deploy.yml');
    expect(run.jobs, run.log).toEqual({ canary: 'success', half: 'success', promote: 'success' });
    const ends = [said(run, 'canary', 'canary'), said(run, 'half', 'half'), said(run, 'promote', 'promote')];
    expect(ends).toEqual(['canary done', 'canary done', 'promoted done']);
    expect(stepOf(run, 'half', 'half').log).toContain('5 % → 50 %');
    expect(await repository.ask()).toBe(version);
    expect(repository.github.state.deployments).toHaveLength(2);
  });

  test('of a blue/green switch let a test of your own ask the version before anybody else does', async ({ expect, onTestFinished }) => {
    const repository = await openShop({ ...live, 'deploy.yml': 'blue-green.yml' }, { onTestFinished });
    const version = await first(repository);
    const before = await repository.ask();
    const run = await runWorkflow(repository, 'deploy.yml');
    expect(run.jobs, run.log).toEqual({ prepare: 'success', retire: 'success' });
    const ends = [said(run, 'prepare', 'prepared'), said(run, 'prepare', 'switched'), said(run, 'retire', 'retired')];
    expect(ends).toEqual(['prepared done', 'switched done', 'promoted done']);
    expect(stepOf(run, 'prepare', 'test').outputs['live']).toBe(before);
    expect(await repository.ask()).toBe(version);
    // All of it once more changes nothing.
    const again = await runWorkflow(repository, 'deploy.yml');
    expect(again.jobs, again.log).toEqual({ prepare: 'success', retire: 'success' });
    expect([said(again, 'prepare', 'prepared'), said(again, 'retire', 'retired')]).toEqual([
      'unchanged already-live',
      'unchanged already-live',
    ]);
  });

  test('are undone by a job of their own after a failure, and a job that failed goes on when it is run again', async ({
    expect,
    onTestFinished,
  }) => {
    const repository = await openShop({ ...live, 'deploy.yml': 'undo.yml' }, { onTestFinished });
    const version = await first(repository);
    const before = await repository.ask();
    await writeFile(join(repository.home, 'not-yet'), '');
    const run = await runWorkflow(repository, 'deploy.yml');
    expect(run.jobs, run.log).toEqual({ canary: 'success', half: 'failure', undo: 'success' });
    expect(said(run, 'half', 'half')).toBe('canary done');
    expect(said(run, 'undo', 'undo')).toBe('rolled-back requested');
    expect(await repository.ask()).toBe(before);
    expect(repository.github.state.deployments.at(-1)?.statuses.at(-1)?.state).toBe('failure');
    // All jobs of the run once more, by hand.
    await rm(join(repository.home, 'not-yet'));
    const again = await runWorkflow(repository, 'deploy.yml', { run: { ...run.run, attempt: 2 } });
    expect(again.jobs, again.log).toEqual({ canary: 'success', half: 'success', promote: 'success' });
    expect(await repository.ask()).toBe(version);
  });

  test('go on where only the failed jobs of a run are run again', async ({ expect, onTestFinished }) => {
    const repository = await openShop({ ...live, 'deploy.yml': 'jobs.yml' }, { onTestFinished });
    const version = await first(repository);
    await writeFile(join(repository.home, 'not-yet'), '');
    const run = await runWorkflow(repository, 'deploy.yml');
    expect(run.jobs, run.log).toEqual({ canary: 'success', half: 'failure' });
    await rm(join(repository.home, 'not-yet'));
    const again = await runWorkflow(repository, 'deploy.yml', { failedJobsOf: run });
    expect(again.changes).toContain('jobs.canary stays as it was');
    expect(again.jobs, again.log).toEqual({ canary: 'success', half: 'success', promote: 'success' });
    expect(said(again, 'half', 'half')).toBe('unchanged already-passed');
    expect(await repository.ask()).toBe(version);
  });
});

describe.concurrent('a matrix over environments', () => {
  const regions = { environments: ['eu', 'us'] };

  test('brings a version to each, and promotes when all of them have done well', async ({ expect, onTestFinished }) => {
    const repository = await openShop({ 'deploy.yml': 'regions.yml' }, { ...regions, onTestFinished });
    const run = await runWorkflow(repository, 'deploy.yml');
    expect(run.jobs, run.log).toEqual({ canary: 'success', promote: 'success' });
    const version = await repository.commit();
    const next = await runWorkflow(repository, 'deploy.yml');
    expect(next.jobs, next.log).toEqual({ canary: 'success', promote: 'success' });
    for (const region of ['eu', 'us']) {
      expect(said(next, `canary (${region})`, 'canary')).toBe('canary done');
      expect(said(next, `promote (${region})`, 'promote')).toBe('promoted done');
      expect((await repository.journal('shop', region))?.live?.version).toBe(version);
    }
    const environments = repository.github.state.deployments.map(({ environment }) => environment);
    expect(environments.sort()).toEqual(['eu', 'eu', 'us', 'us']);
  });

  test('takes it back in each where one of them failed', async ({ expect, onTestFinished }) => {
    const repository = await openShop({ 'deploy.yml': 'regions.yml' }, { ...regions, onTestFinished });
    const before = await repository.commit();
    await runWorkflow(repository, 'deploy.yml');
    await repository.commit();
    await writeFile(join(repository.home, 'broken-us'), '');
    const run = await runWorkflow(repository, 'deploy.yml');
    expect(run.jobs, run.log).toEqual({ canary: 'failure', undo: 'success' });
    for (const region of ['eu', 'us']) {
      expect(said(run, `undo (${region})`, 'undo')).toBe('rolled-back requested');
      expect(await repository.journal('shop', region)).toMatchObject({ live: { version: before }, rollout: null });
    }
  });
});

describe.concurrent('a schedule', () => {
  test('judges again the canary that waits, and takes it back where it has got worse', async ({ expect, onTestFinished }) => {
    // As long as it takes to be sure.
    const settings = { analysis: { interval: '1s', 'on-no-data': 'pass' } };
    const repository = await openShop({ ...live, 'start.yml': 'start.yml', 'watch.yml': 'watch.yml' }, { settings, onTestFinished });
    await first(repository);
    const before = await repository.ask();
    const idle = await runWorkflow(repository, 'watch.yml', { event: 'schedule' });
    expect(idle.jobs, idle.log).toEqual({ watch: 'success' });
    expect(said(idle, 'watch', 'watch')).toBe('unchanged already-live');
    const started = await runWorkflow(repository, 'start.yml', { vars: { VERSION: 'v2-bad5' } });
    expect(started.jobs, started.log).toEqual({ canary: 'success' });
    const quiet = await runWorkflow(repository, 'watch.yml', { event: 'schedule' });
    expect(said(quiet, 'watch', 'watch'), quiet.log).toBe('canary done');
    // One in twenty of its requests fails, and nobody had asked until now.
    const stop = use(repository);
    const watched = await runWorkflow(repository, 'watch.yml', { event: 'schedule' });
    await stop();
    expect(watched.jobs, watched.log).toEqual({ watch: 'failure' });
    expect(said(watched, 'watch', 'watch')).toBe('rolled-back analysis-failed');
    expect(await repository.journal()).toMatchObject({ live: { version: before }, rollout: null });
  });
});

describe.concurrent('two workflows at once', () => {
  test('do not disturb one another: the later one is refused, and says whom to wait for', async ({ expect, onTestFinished }) => {
    const repository = await openShop({ ...live, 'start.yml': 'start.yml' }, { onTestFinished });
    await first(repository);
    const both = ['v2', 'v3'].map((VERSION) => runWorkflow(repository, 'start.yml', { vars: { VERSION } }));
    const runs = await Promise.all(both);
    const results = runs.map(({ jobs }) => jobs['canary']);
    expect([...results].sort(), runs.map(({ log }) => log).join('---\n')).toEqual(['failure', 'success']);
    const [winner, loser] = results[0] === 'success' ? runs : runs.toReversed();
    const { outcome, reason, message } = stepOf(loser as WorkflowRun, 'canary', 'start').outputs;
    expect(`${outcome} ${reason}`).toBe('refused busy');
    expect(message).toContain(`actions/runs/${winner?.run.id}`);
  });
});
