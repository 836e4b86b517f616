import { describe, expect, test, vi } from 'vitest';
import { expectDone, expectNothingDone, expectServed, job } from './job.ts';
import { openShop, PLATFORMS } from './shop.ts';

vi.setConfig({ testTimeout: 150_000, maxConcurrency: 4 });

const both = { v1: 2, v2: 2 };

describe.concurrent.each(PLATFORMS)('on %s, a service', (platform) => {
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
});
