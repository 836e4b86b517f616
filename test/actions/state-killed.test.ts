import { describe, test, vi } from 'vitest';
import { expectDone, expectNothingDone, expectServed, job, kill } from './job.ts';
import { again, openShop, PLATFORMS, type Shop } from './shop.ts';

vi.setConfig({ testTimeout: 150_000, maxConcurrency: 6 });

const both = { v1: 2, v2: 2 };
const slowly = { inputs: { 'bake-time': '3s' } };

describe.concurrent.each(PLATFORMS)('on %s, a service', (platform) => {
  test('whose job was killed in its bake is busy for others, and finishes the bake for the same version', async ({
    onTestFinished,
    expect,
  }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const inBake = async () => {
      const run = shop.newRun();
      const baking = async () => (await shop.journal())?.rollout?.weight === 100 && (await shop.ask()) === 'v2';
      await kill(shop, 'blue-green-switch v2 switched', baking, { env: run, ...slowly });
      return run;
    };
    const run1 = await inBake();
    await expectNothingDone(shop, {
      status: 'switched done 0',
      'rolling v2': 'refused busy 1',
      'rolling v3': 'refused busy 1',
      'blue-green-switch v3': 'refused busy 1',
      'canary-step v3 25': 'refused busy 1',
      'promote v3': 'refused superseded 1',
    });
    // A newer attempt knows that the one before is over.
    const unchanged = {
      'blue-green-switch v2 prepared': 'unchanged already-switched 0',
      'canary-step v2 25': 'unchanged already-switched 0',
    };
    await expectNothingDone(shop, unchanged, { env: again(run1) });
    await expectDone(shop, 'rollback', 'rolled-back requested 0', { env: again(run1) });
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    const run2 = await inBake();
    const start = performance.now();
    await expectDone(shop, 'blue-green-switch v2 switched', 'switched done 0', { env: again(run2), ...slowly });
    expect(performance.now() - start).toBeGreaterThan(2_000);
    await expectServed(shop, { v2: 100 }, both);
    await job(shop, 'rollback');
    const run3 = await inBake();
    await expectDone(shop, 'promote v2', 'promoted done 0', { env: again(run3), ...slowly });
    await expectServed(shop, { v2: 100 }, { v2: 2 });
  });

  test('whose rolling job was killed is busy for others, and goes on or back', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const midway = async (version: string) => {
      const run = shop.newRun();
      await kill(shop, `rolling ${version}`, async () => (await shop.users()).includes(version), { env: run, ...slowly });
      return run;
    };
    const run1 = await midway('v2');
    await expectNothingDone(shop, {
      status: 'rolling done 0',
      'rolling v3': 'refused busy 1',
      'blue-green-switch v2': 'refused busy 1',
      'blue-green-switch v3': 'refused busy 1',
      'canary-step v2 25': 'refused busy 1',
      'canary-step v3 25': 'refused busy 1',
      'promote v3': 'refused superseded 1',
      'rollback v3': 'unchanged other-version-in-flight 0',
    });
    await expectServed(shop, { 'v1+v2': 100 }, { v1: 1, v2: 1 });
    await expectDone(shop, 'rollback', 'rolled-back requested 0', { env: again(run1) });
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    const run2 = await midway('v2');
    await expectDone(shop, 'rolling v2', 'promoted done 0', { env: again(run2) });
    await expectServed(shop, { v2: 100 }, { v2: 2 });
    const run3 = await midway('v3');
    await expectDone(shop, 'promote v3', 'promoted done 0', { env: again(run3) });
    await expectServed(shop, { v3: 100 }, { v3: 2 });
  });

  test('whose job was killed is taken over by another run once its beat is old', async ({ onTestFinished, expect }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    await kill(shop, 'rolling v2', async () => (await shop.users()).includes('v2'), slowly);
    const { stdout } = await expectDone(shop, 'rolling v2', 'promoted done 0');
    expect(stdout).toContain('is gone; taking over');
    await expectServed(shop, { v2: 100 }, { v2: 2 });
  });

  test('whose canary was killed in its bake is busy for others, and goes on, is promoted or taken back for that one', async ({
    onTestFinished,
    expect,
  }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const inBake = async () => {
      const run = shop.newRun();
      await kill(shop, 'canary-step v2 50', () => halfWay(shop), { env: run, ...slowly });
      return run;
    };
    const run1 = await inBake();
    await expectNothingDone(shop, {
      status: 'canary done 0',
      'rolling v2': 'refused busy 1',
      'rolling v3': 'refused busy 1',
      'blue-green-switch v2 prepared': 'refused has-traffic 1',
      'blue-green-switch v3': 'refused busy 1',
      'canary-step v3 25': 'refused busy 1',
      'promote v3': 'refused superseded 1',
      'rollback v3': 'unchanged other-version-in-flight 0',
    });
    await expectDone(shop, 'rollback', 'rolled-back requested 0', { env: again(run1) });
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    const run2 = await inBake();
    const start = performance.now();
    await expectDone(shop, 'canary-step v2 50', 'canary done 0', { env: again(run2), ...slowly });
    expect(performance.now() - start).toBeGreaterThan(2_000);
    expect(await shop.traffic()).toEqual({ v1: 50, v2: 50 });
    await job(shop, 'rollback');
    const run3 = await inBake();
    await expectDone(shop, 'promote v2', 'promoted done 0', { env: again(run3) });
    await expectServed(shop, { v2: 100 }, { v2: 2 });
  });

  test('whose canary was killed in its bake is gone on with by the same step of another run once its beat is old', async ({
    onTestFinished,
    expect,
  }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    await kill(shop, 'canary-step v2 50', () => halfWay(shop), slowly);
    const { stdout } = await expectDone(shop, 'canary-step v2 50', 'canary done 0');
    expect(stdout).toContain('is gone; taking over');
    expect(await shop.traffic()).toEqual({ v1: 50, v2: 50 });
  });

  test('whose canary was killed in its bake is taken back by the rollback of another run once its beat is old', async ({
    onTestFinished,
    expect,
  }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    await kill(shop, 'canary-step v2 50', () => halfWay(shop), slowly);
    const { stdout } = await expectDone(shop, 'rollback', 'rolled-back requested 0');
    expect(stdout).toContain('is gone; taking over');
    await expectServed(shop, { v1: 100 }, { v1: 2 });
  });
});

async function halfWay(shop: Shop): Promise<boolean> {
  return (await shop.traffic())['v2'] === 50;
}
