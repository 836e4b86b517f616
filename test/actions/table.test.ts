import { describe, expect, test, vi } from 'vitest';
import { expectDone, expectNothingDone, expectServed, job } from './job.ts';
import type { ServersSite } from './servers-site.ts';
import { openShop, PLATFORMS, QUICK } from './shop.ts';

vi.setConfig({ testTimeout: 150_000, maxConcurrency: 4 });

const both = { v1: 2, v2: 2 };

describe.concurrent.each(PLATFORMS)('on %s, a service', (platform) => {
  test('where nothing is live yet is prepared if that was asked, then made live', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished });
    await expectNothingDone(shop, {
      status: 'empty done 0',
      'promote v1': 'refused nothing-in-flight 1',
      rollback: 'unchanged nothing-to-take-back 0',
    });
    await expectDone(shop, 'blue-green-switch v1 prepared', 'prepared done 0');
    expect(await shop.running()).toEqual({ v1: 2 });
    await expectDone(shop, 'status', 'prepared done 0');
    await expectDone(shop, 'promote v1', 'promoted first-deployment 0');
    await expectServed(shop, { v1: 100 }, { v1: 2 });
  });

  test('where nothing is live yet gets its first version by rolling; with that live nothing is done again', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished });
    await expectDone(shop, 'rolling v1', 'promoted first-deployment 0');
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    await expectNothingDone(shop, {
      status: 'idle done 0',
      'rolling v1': 'unchanged already-live 0',
      'blue-green-switch v1': 'unchanged already-live 0',
      'blue-green-switch v1 prepared': 'unchanged already-live 0',
      'canary-step v1 25': 'unchanged already-live 0',
      'promote v1': 'unchanged already-live 0',
      rollback: 'unchanged nothing-to-take-back 0',
      'rollback v2': 'unchanged nothing-to-take-back 0',
    });
    const { outputs } = await job(shop, 'blue-green-switch v1');
    expect(outputs['preview-url']).toBe(outputs['url']);
    await expectDone(shop, 'rolling v1 redeploy', 'promoted done 0');
  });

  test('with another version live rolls to it, and goes back to the one before where that is asked', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    await expectNothingDone(shop, {
      'promote v2': 'refused nothing-in-flight 1',
      rollback: 'unchanged nothing-to-take-back 0',
      'rollback to previous': 'refused nothing-before 1',
      'rollback to v9': 'refused nothing-before 1',
    });
    const { outputs } = await expectDone(shop, 'rolling v2', 'promoted done 0');
    expect(outputs).toMatchObject({ version: 'v2', 'previous-version': 'v1', weight: '100' });
    await expectServed(shop, { v2: 100 }, { v2: 2 });
    const { stdout } = await expectDone(shop, 'rollback', 'unchanged nothing-to-take-back 0');
    expect(stdout).toContain('live before: v1');
    await expectDone(shop, 'rollback to previous', 'rolled-back done 0');
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    await expectDone(shop, 'rollback to v2', 'rolled-back done 0');
    await expectServed(shop, { v2: 100 }, { v2: 2 });
  });

  test('where nothing is live yet gets its first version by a switch, the next one beside it', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished });
    await expectDone(shop, 'blue-green-switch v1', 'promoted first-deployment 0');
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    await expectDone(shop, 'blue-green-switch v2', 'promoted done 0');
    await expectServed(shop, { v2: 100 }, { v2: 2 });
  });

  test('where nothing is live yet gets its first version by a canary step at once', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished });
    const { outputs } = await expectDone(shop, 'canary-step v1 25', 'promoted first-deployment 0');
    expect(outputs).toMatchObject({ weight: '100' });
    await expectServed(shop, { v1: 100 }, { v1: 2 });
  });

  test('with a prepared version is busy for others, and goes on, shifts, is promoted or taken back for that one', async ({
    onTestFinished,
  }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    await expectDone(shop, 'blue-green-switch v2 prepared', 'prepared done 0');
    await expectServed(shop, { v1: 100 }, both);
    await expectNothingDone(shop, {
      status: 'prepared done 0',
      'rolling v2': 'refused busy 1',
      'rolling v3': 'refused busy 1',
      'blue-green-switch v3': 'refused busy 1',
      'canary-step v3 25': 'refused busy 1',
      'promote v3': 'refused superseded 1',
      'promote v1': 'refused superseded 1',
      'rollback v3': 'unchanged other-version-in-flight 0',
    });
    await expectDone(shop, 'blue-green-switch v2 prepared', 'prepared done 0');
    await expectServed(shop, { v1: 100 }, both);
    await expectDone(shop, 'rollback', 'rolled-back requested 0');
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    await job(shop, 'blue-green-switch v2 prepared');
    await expectDone(shop, 'blue-green-switch v2', 'promoted done 0');
    await expectServed(shop, { v2: 100 }, { v2: 2 });
    await job(shop, 'blue-green-switch v3 prepared');
    await expectDone(shop, 'promote v3', 'promoted done 0');
    await expectServed(shop, { v3: 100 }, { v3: 2 });
    await job(shop, 'blue-green-switch v4 prepared');
    await expectDone(shop, 'canary-step v4 25', 'canary done 0');
    expect(await shop.traffic()).toEqual({ v3: 75, v4: 25 });
  });

  test('with a canary shifts up and down for that version, and is promoted or taken back at once', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const own = { env: shop.newRun() };
    const { outputs } = await expectDone(shop, 'canary-step v2 50', 'canary done 0', own);
    expect(outputs).toMatchObject({ version: 'v2', 'previous-version': 'v1', weight: '50' });
    expect(await shop.traffic()).toEqual({ v1: 50, v2: 50 });
    expect(await shop.users()).toEqual(['v1', 'v2']);
    await expectNothingDone(shop, { 'canary-step v2 50': 'unchanged already-passed 0' }, own);
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
    await expectDone(shop, 'canary-step v2 75', 'canary done 0', own);
    expect(await shop.traffic()).toEqual({ v1: 25, v2: 75 });
    await expectDone(shop, 'canary-step v2 10', 'canary done 0', own);
    expect(await shop.traffic()).toEqual({ v1: 90, v2: 10 });
    await expectDone(shop, 'canary-step', 'canary done 0');
    expect(await shop.traffic()).toEqual({ v1: 90, v2: 10 });
    await expectDone(shop, 'rollback', 'rolled-back requested 0');
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    await job(shop, 'canary-step v3 25');
    await expectDone(shop, 'promote v3', 'promoted done 0');
    await expectServed(shop, { v3: 100 }, { v3: 2 });
    await job(shop, 'canary-step v4 25');
    await expectDone(shop, 'blue-green-switch v4', 'promoted done 0');
    await expectServed(shop, { v4: 100 }, { v4: 2 });
  });

  test('that was switched keeps the old version for the same one, and retires it for others first', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    await job(shop, 'canary-step v2 25');
    await expectDone(shop, 'blue-green-switch v2 switched', 'switched done 0');
    await expectServed(shop, { v2: 100 }, both);
    await expectNothingDone(shop, {
      status: 'switched done 0',
      'blue-green-switch v2 prepared': 'unchanged already-switched 0',
      'canary-step v2 25': 'unchanged already-switched 0',
      'promote v3': 'refused superseded 1',
    });
    await expectDone(shop, 'blue-green-switch v2 switched', 'switched done 0');
    await expectServed(shop, { v2: 100 }, both);
    await expectDone(shop, 'rollback', 'rolled-back requested 0');
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    await job(shop, 'blue-green-switch v2 switched');
    await expectDone(shop, 'blue-green-switch v2 retired', 'promoted done 0');
    await expectServed(shop, { v2: 100 }, { v2: 2 });
    await job(shop, 'blue-green-switch v3 switched');
    await expectDone(shop, 'promote', 'promoted done 0');
    await expectServed(shop, { v3: 100 }, { v3: 2 });
  });

  test('that was switched and baked becomes idle before it takes another version', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    await job(shop, 'blue-green-switch v2 switched');
    await expectDone(shop, 'rolling v2', 'unchanged already-live 0');
    await expectServed(shop, { v2: 100 }, { v2: 2 });
    await job(shop, 'blue-green-switch v3 switched');
    await expectDone(shop, 'rolling v4', 'promoted done 0');
    await expectServed(shop, { v4: 100 }, { v4: 2 });
    await job(shop, 'blue-green-switch v5 switched');
    await expectDone(shop, 'canary-step v6 25', 'canary done 0');
    expect(await shop.traffic()).toEqual({ v5: 75, v6: 25 });
    await job(shop, 'blue-green-switch v6 switched');
    await expectDone(shop, 'blue-green-switch v7 prepared', 'prepared done 0');
    await expectServed(shop, { v6: 100 }, { v6: 2, v7: 2 });
  });
});

// On the platform local nothing runs that Sluice has not started.
describe.concurrent('on servers, a service that runs what Sluice has not deployed', () => {
  test('has no way back for rolling, but for tracks', async ({ onTestFinished }) => {
    const shop = await openShop('servers', { onTestFinished });
    await (shop as unknown as ServersSite).install('v0', 'blue');
    await expect.poll(() => shop.ask(), { timeout: 10_000 }).toBe('v0');
    await expectNothingDone(shop, {
      status: 'idle done 0',
      'rolling v2': 'refused unknown-version 1',
      'promote v2': 'refused nothing-in-flight 1',
      rollback: 'refused nothing-before 1',
      'rollback to previous': 'refused nothing-before 1',
    });
    await expectDone(shop, 'canary-step v2 25', 'canary done 0');
    expect(await shop.traffic()).toEqual({ v0: 75, v2: 25 });
    await expectDone(shop, 'rollback', 'rolled-back requested 0');
    await expectServed(shop, { v0: 100 }, { v0: 2 });
    await expectDone(shop, 'blue-green-switch v2 prepared', 'prepared done 0');
    await expectServed(shop, { v0: 100 }, { v0: 2, v2: 2 });
    await expectDone(shop, 'blue-green-switch v2 switched', 'switched done 0');
    await expectDone(shop, 'rollback', 'rolled-back requested 0');
    await expectServed(shop, { v0: 100 }, { v0: 2 });
    await expectDone(shop, 'rolling v2-never', 'paused no-previous-version 1', { inputs: { 'on-failure': 'pause' } });
    expect(await shop.users()).toEqual(['v0']);
  });

  test('rolls where `on-failure: pause` says that there need be no way back', async ({ onTestFinished }) => {
    const shop = await openShop('servers', { onTestFinished });
    await (shop as unknown as ServersSite).install('v0', 'blue');
    await expect.poll(() => shop.ask(), { timeout: 10_000 }).toBe('v0');
    await expectDone(shop, 'rolling v2', 'promoted done 0', { inputs: { 'on-failure': 'pause' } });
    await expectServed(shop, { v2: 100 }, { v2: 2 });
  });

  test('rolls where `reports` tells the version before', async ({ onTestFinished }) => {
    const shop = await openShop('servers', { onTestFinished, settings: { ...QUICK, reports: 'header:X-Version' } });
    await (shop as unknown as ServersSite).install('v0', 'blue');
    await expect.poll(() => shop.ask(), { timeout: 10_000 }).toBe('v0');
    const { outputs } = await expectDone(shop, 'rolling v2', 'promoted done 0');
    expect(outputs['previous-version']).toBe('v0');
    await expectServed(shop, { v2: 100 }, { v2: 2 });
  });
});
