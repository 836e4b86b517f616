import { describe, test, vi } from 'vitest';
import { expectDone, expectNothingDone, expectServed, job, kill } from './job.ts';
import { again, openShop, PLATFORMS } from './shop.ts';

vi.setConfig({ testTimeout: 150_000, maxConcurrency: 8 });

const lock = { inputs: { reason: 'orders are lost' }, env: { GITHUB_ACTOR: 'alice' } };
const unlock = { inputs: { unlock: 'true' } };

describe.concurrent.each(PLATFORMS)('on %s, a service that is locked', (platform) => {
  test('has the job at work stop where it is; only a rollback works until it is unlocked', async ({ onTestFinished, expect }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const theirs = shop.newRun();
    const work = job(shop, 'canary-step v2 50', { inputs: { 'bake-time': '5m' }, env: theirs });
    await expect.poll(() => shop.traffic()).toEqual({ v1: 50, v2: 50 });
    const { stdout } = await expectDone(shop, 'lock', 'locked done 0', lock);
    expect(stdout).toContain('is at work; it stops where it is');
    const stopped = await work;
    expect(`${stopped.outputs['outcome']} ${stopped.outputs['reason']} ${stopped.code}`).toBe('paused locked 1');
    expect(stopped.outputs['message']).toContain('alice');
    expect(await shop.traffic()).toEqual({ v1: 50, v2: 50 });
    const refused = 'refused locked 1';
    await expectNothingDone(
      shop,
      {
        'rolling v3': refused,
        'canary-step v2 25': refused,
        'blue-green-switch v2': refused,
        'promote v2': refused,
        status: 'paused locked 0',
        lock: 'unchanged already-locked 0',
      },
      lock,
    );
    await expectNothingDone(shop, { 'canary-step v3 25': refused }, { inputs: { 'on-busy': 'supersede' } });
    await expectNothingDone(shop, { lock: 'unchanged other-lock 0' }, { inputs: { unlock: 'true', reason: 'weekend' } });
    await expectDone(shop, 'lock', 'unlocked done 0', unlock);
    await expectNothingDone(shop, { lock: 'unchanged not-locked 0' }, unlock);
    // The failed job, run again, goes on.
    await expectDone(shop, 'canary-step v2 50', 'canary done 0', { env: again(theirs) });
    await expectDone(shop, 'lock', 'locked done 0', lock);
    await expectDone(shop, 'rollback', 'rolled-back requested 0');
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    expect((await shop.journal())?.lock).toMatchObject({ why: 'orders are lost', by: 'alice' });
  });

  test('goes back and is locked in one, so that the next run does not deploy the same again', async ({ onTestFinished, expect }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const work = job(shop, 'canary-step v2 50', { inputs: { 'bake-time': '5m' } });
    await expect.poll(() => shop.traffic()).toEqual({ v1: 50, v2: 50 });
    const both = { inputs: { lock: 'v2 loses orders' }, env: { GITHUB_ACTOR: 'bob' } };
    await expectDone(shop, 'rollback', 'rolled-back requested 0', both);
    expect((await work).outputs['outcome']).toBe('rolled-back');
    const { outputs } = await expectDone(shop, 'canary-step v2 50', 'refused locked 1');
    expect(outputs['message']).toMatch(/locked by bob since .*: v2 loses orders\. Only `rollback` works until it is unlocked/);
    await expectDone(shop, 'lock', 'unlocked done 0', unlock);
    await expectDone(shop, 'blue-green-switch v3', 'promoted done 0');
    // Back to a version of before, while it is locked; and again, where there is nothing to do.
    const back = { ...both, env: shop.newRun() };
    await expectDone(shop, 'rollback to previous', 'rolled-back done 0', back);
    expect((await shop.journal())?.lock?.why).toBe('v2 loses orders');
    await expectDone(shop, 'lock', 'unlocked done 0', unlock);
    await expectDone(shop, 'rollback', 'unchanged nothing-to-take-back 0', { inputs: { lock: 'to be sure' } });
    expect((await shop.journal())?.lock?.why).toBe('to be sure');
  });

  test('is locked although its job was killed, and can be locked before anything was ever deployed', async ({ onTestFinished, expect }) => {
    const shop = await openShop(platform, { onTestFinished });
    await expectDone(shop, 'lock', 'planned dry-run 0', { inputs: { reason: 'x', 'dry-run': 'true' } });
    expect(await shop.journal()).toBeNull();
    await expectDone(shop, 'lock', 'locked done 0', lock);
    await expectNothingDone(shop, { 'rolling v1': 'refused locked 1', 'blue-green-switch v1': 'refused locked 1' });
    await expectDone(shop, 'lock', 'unlocked done 0', unlock);
    await job(shop, 'blue-green-switch v1');
    const run = shop.newRun();
    await kill(shop, 'canary-step v2 50', (document) => (document.rollout?.watched ?? 0) > 0, { inputs: { 'bake-time': '5m' }, env: run });
    const { stdout } = await expectDone(shop, 'lock', 'locked done 0', lock);
    expect(stdout).toContain('is gone');
    await expectNothingDone(shop, { 'canary-step v2 50': 'refused locked 1' }, { env: again(run) });
    await expectDone(shop, 'lock', 'unlocked done 0', unlock);
    await expectDone(shop, 'promote', 'promoted done 0');
  });
});

test('a lock without a reason is refused before anything is read', async ({ expect, onTestFinished }) => {
  const shop = await openShop('local', { onTestFinished });
  const { code, outputs } = await job(shop, 'lock');
  expect(code).toBe(1);
  expect(outputs['message']).toBe('input reason is empty: write why nobody may deploy; everyone who is refused reads it');
});
