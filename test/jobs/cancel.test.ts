import { describe, test } from 'vitest';
import { openSite, outcomes, UNDONE } from './site.ts';

const cancelled = { records: ['failure'], comment: ['**Rolled back to v1**: the job was cancelled'] };

describe.concurrent('a run that is cancelled', () => {
  test('in a bake of canary.yml is taken back by the post of the step, and undo finds nothing', async ({ expect, onTestFinished }) => {
    const site = await openSite(['production'], onTestFinished);
    const run = await site.push('canary.yml', { time: '60s' });
    await run.printed('0 % → 5 %');
    run.cancel();
    const ended = await run.ended;
    expect(ended.jobs, ended.log).toEqual({ canary: 'cancelled', promote: 'skipped', undo: 'success' });
    expect(outcomes(ended)).toEqual({
      'canary 1': 'interrupted cancelled',
      'canary post 1': 'rolled-back cancelled',
      'undo 1': 'unchanged nothing-to-take-back',
    });
    await site.expectServed('v1');
    expect(site.shown(run.version)).toEqual(cancelled);
  });

  test('in a bake with on-cancel: pause keeps its share until undo takes it back', async ({ expect, onTestFinished }) => {
    const site = await openSite(['production'], onTestFinished);
    const change = (text: string) => text.replaceAll('weight: 5,', 'weight: 5, on-cancel: pause,');
    const run = await site.push('canary.yml', { time: '60s', change });
    await run.printed('0 % → 5 %');
    run.cancel();
    const ended = await run.ended;
    expect(ended.jobs, ended.log).toEqual({ canary: 'cancelled', promote: 'skipped', undo: 'success' });
    expect(outcomes(ended)).toEqual({
      'canary 1': 'interrupted cancelled',
      'canary post 1': 'paused cancelled',
      'undo 1': 'rolled-back requested',
    });
    await site.expectServed('v1');
    expect(site.shown(run.version)).toEqual({ records: ['failure'], comment: [`${UNDONE}, after it had paused: the job was cancelled`] });
  });

  test('in a batch of rolling.yml is taken back by the post of the step', async ({ expect, onTestFinished }) => {
    const site = await openSite(['production'], onTestFinished);
    const run = await site.push('rolling.yml', { hangs: 'users' });
    await run.until(() => site.isHanging(run.version));
    run.cancel();
    const ended = await run.ended;
    expect(ended.jobs, ended.log).toEqual({ rolling: 'cancelled' });
    expect(outcomes(ended)).toEqual({ 'rolling 1': 'interrupted cancelled', 'rolling post 1': 'rolled-back cancelled' });
    await site.expectServed('v1');
    expect(site.shown(run.version)).toEqual(cancelled);
  });

  test('in a batch with on-cancel: pause stays as it is, and a re-run goes on', async ({ expect, onTestFinished }) => {
    const site = await openSite(['production'], onTestFinished);
    const change = (text: string) => text.replace('service: shop,', 'service: shop, on-cancel: pause,');
    const run = await site.push('rolling.yml', { change, hangs: 'users' });
    await run.until(() => site.isHanging(run.version));
    run.cancel();
    const first = await run.ended;
    expect(first.jobs, first.log).toEqual({ rolling: 'cancelled' });
    expect(site.shown(run.version).comment).toEqual([`**Paused ${run.version.slice(0, 7)} at 0 %**: the job was cancelled`]);
    await site.heal(run.version);
    const again = await (await run.again('failed')).ended;
    expect(again.jobs, again.log).toEqual({ rolling: 'success' });
    await site.expectServed(run.version);
    expect(site.shown(run.version).records).toEqual(['success']);
  });

  test('while it waits for a reviewer is taken back by undo', async ({ expect, onTestFinished }) => {
    const site = await openSite(['production'], onTestFinished);
    const run = await site.push('canary.yml');
    await run.waiting('promote');
    run.cancel();
    const ended = await run.ended;
    expect(ended.jobs, ended.log).toEqual({ canary: 'success', promote: 'cancelled', undo: 'success' });
    expect(outcomes(ended)).toMatchObject({ 'undo 1': 'rolled-back requested' });
    await site.expectServed('v1');
    expect(site.shown(run.version)).toEqual({ records: ['failure'], comment: [UNDONE] });
  });
});
