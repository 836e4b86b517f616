import { describe, test } from 'vitest';
import { openSite, outcomes, UNDONE } from './site.ts';

describe.concurrent('at the gate of canary.yml', () => {
  test('a rejected review takes the canary back; a re-run begins anew with all jobs, and with the failed ones changes nothing', async ({
    expect,
    onTestFinished,
  }) => {
    const site = await openSite(['production'], onTestFinished);
    const run = await site.push('canary.yml');
    await run.waiting('promote');
    run.review('promote', 'rejected');
    const first = await run.ended;
    expect(first.jobs, first.log).toEqual({ canary: 'success', promote: 'failure', undo: 'success' });
    expect(outcomes(first)).toEqual({ 'canary 1': 'canary done', 'canary 2': 'canary done', 'undo 1': 'rolled-back requested' });
    expect(site.shown(run.version)).toEqual({ records: ['failure'], comment: [UNDONE] });

    const failed = await run.again('failed');
    await failed.waiting('promote');
    failed.review('promote', 'approved');
    const second = await failed.ended;
    expect(second.jobs, second.log).toEqual({ canary: 'success', promote: 'failure', undo: 'success' });
    expect(outcomes(second)).toMatchObject({ 'promote 1': 'refused nothing-in-flight', 'undo 1': 'unchanged nothing-to-take-back' });
    expect(await site.served()).toEqual(['v1']);

    const all = await failed.again('all');
    await all.waiting('promote');
    all.review('promote', 'approved');
    const third = await all.ended;
    expect(third.jobs, third.log).toEqual({ canary: 'success', promote: 'success', undo: 'skipped' });
    await site.expectServed(run.version);
    expect(site.shown(run.version)).toEqual({ records: ['failure', 'success'], comment: [expect.stringContaining('**Promoted')] });
  });

  test('an approved review gives all users the version, and a re-run passes at once what has been passed', async ({
    expect,
    onTestFinished,
  }) => {
    const site = await openSite(['production'], onTestFinished);
    const run = await site.push('canary.yml');
    await run.waiting('promote');
    run.review('promote', 'approved');
    const first = await run.ended;
    expect(first.jobs, first.log).toEqual({ canary: 'success', promote: 'success', undo: 'skipped' });
    expect(outcomes(first)).toEqual({ 'canary 1': 'canary done', 'canary 2': 'canary done', 'promote 1': 'promoted done' });

    const again = await run.again('all');
    await again.waiting('promote');
    again.review('promote', 'approved');
    const second = await again.ended;
    expect(second.jobs, second.log).toEqual({ canary: 'success', promote: 'success', undo: 'skipped' });
    expect(new Set(Object.values(outcomes(second)))).toEqual(new Set(['unchanged already-live']));
    await site.expectServed(run.version);
    expect(site.shown(run.version)).toEqual({ records: ['success'], comment: [expect.stringContaining('**Promoted')] });
  });
});

describe.concurrent('a job that failed', () => {
  test('and left the version where it was is taken back by undo', async ({ expect, onTestFinished }) => {
    const site = await openSite(['production'], onTestFinished);
    const change = (text: string) => text.replaceAll('service: shop,', 'service: shop, on-failure: pause,');
    const run = await site.push('canary.yml', { change, fails: 'users' });
    const ended = await run.ended;
    expect(ended.jobs, ended.log).toEqual({ canary: 'failure', promote: 'skipped', undo: 'success' });
    expect(outcomes(ended)).toEqual({ 'canary 1': 'paused smoke-test-failed', 'undo 1': 'rolled-back requested' });
    await site.expectServed('v1');
    expect(site.shown(run.version)).toEqual({
      records: ['failure'],
      comment: [expect.stringContaining(`${UNDONE}, after it had paused: smoke test failed`)],
    });
  });

  test('goes on with its own rollout when it is run again', async ({ expect, onTestFinished }) => {
    const site = await openSite(['production'], onTestFinished);
    const change = (text: string) => text.replace('service: shop,', 'service: shop, on-failure: pause,');
    const run = await site.push('rolling.yml', { change, fails: 'users' });
    const first = await run.ended;
    expect(outcomes(first), first.log).toEqual({ 'rolling 1': 'paused smoke-test-failed' });
    await site.heal(run.version);
    const again = await (await run.again('failed')).ended;
    expect(outcomes(again), again.log).toEqual({ 'rolling 1': 'promoted done' });
    const rollouts = [first, again].map(({ steps }) => steps.find(({ id }) => id === '1')?.outputs['rollout']);
    expect(rollouts[1]).toBe(rollouts[0]);
    await site.expectServed(run.version);
    expect(site.shown(run.version)).toEqual({ records: ['success'], comment: [expect.stringContaining('**Promoted')] });
  });
});
