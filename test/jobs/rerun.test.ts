import { describe, test } from 'vitest';
import { openSite, outcomes } from './site.ts';

describe.concurrent('a re-run', () => {
  test('of the failed job goes on with its own rollout where a failure had paused it', async ({ expect, onTestFinished }) => {
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

  test('of all jobs passes at once what has been passed', async ({ expect, onTestFinished }) => {
    const site = await openSite(['production'], onTestFinished);
    const run = await site.push('canary.yml');
    await run.waiting('promote');
    run.review('promote', 'approved');
    expect((await run.ended).jobs).toMatchObject({ promote: 'success' });
    const again = await run.again('all');
    await again.waiting('promote');
    again.review('promote', 'approved');
    const ended = await again.ended;
    expect(ended.jobs, ended.log).toEqual({ canary: 'success', promote: 'success', undo: 'skipped' });
    expect(new Set(Object.values(outcomes(ended)))).toEqual(new Set(['unchanged already-live']));
    await site.expectServed(run.version);
    expect(site.shown(run.version)).toEqual({ records: ['success'], comment: [expect.stringContaining('**Promoted')] });
  });

  test('after a rejected review changes nothing as long as only the failed jobs run, and begins anew with all', async ({
    expect,
    onTestFinished,
  }) => {
    const site = await openSite(['production'], onTestFinished);
    const run = await site.push('canary.yml');
    await run.waiting('promote');
    run.review('promote', 'rejected');
    expect((await run.ended).jobs).toMatchObject({ undo: 'success' });
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
});
