import { describe, expect, test, vi } from 'vitest';
import { expectDone, expectNothingDone, expectServed } from './job.ts';
import type { ServersSite } from './servers-site.ts';
import { IMPATIENT, openShop, QUICK } from './shop.ts';

vi.setConfig({ testTimeout: 150_000, maxConcurrency: 4 });

// On the platform local nothing runs that Sluice has not started.
describe.concurrent('on servers, a service that runs what Sluice has not deployed', () => {
  test('has no way back for rolling, but for tracks', async ({ onTestFinished }) => {
    const shop = await openShop('servers', { onTestFinished });
    await (shop as unknown as ServersSite).install('v0', 'blue');
    await expect.poll(() => shop.running()).toEqual({ v0: 2 });
    await expect.poll(() => shop.users()).toEqual(['v0']);
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
    await shop.configure(IMPATIENT);
    await expectDone(shop, 'rolling v2-never', 'paused no-previous-version 1', { inputs: { 'on-failure': 'pause' } });
    expect(await shop.users()).toEqual(['v0']);
  });

  test('rolls where `on-failure: pause` says that there need be no way back', async ({ onTestFinished }) => {
    const shop = await openShop('servers', { onTestFinished });
    await (shop as unknown as ServersSite).install('v0', 'blue');
    await expect.poll(() => shop.running()).toEqual({ v0: 2 });
    await expect.poll(() => shop.users()).toEqual(['v0']);
    await expectDone(shop, 'rolling v2', 'promoted done 0', { inputs: { 'on-failure': 'pause' } });
    await expectServed(shop, { v2: 100 }, { v2: 2 });
  });

  test('rolls where `reports` tells the version before', async ({ onTestFinished }) => {
    const shop = await openShop('servers', { onTestFinished, settings: { ...QUICK, reports: 'header:X-Version' } });
    await (shop as unknown as ServersSite).install('v0', 'blue');
    await expect.poll(() => shop.running()).toEqual({ v0: 2 });
    await expect.poll(() => shop.users()).toEqual(['v0']);
    const { outputs } = await expectDone(shop, 'rolling v2', 'promoted done 0');
    expect(outputs['previous-version']).toBe('v0');
    await expectServed(shop, { v2: 100 }, { v2: 2 });
  });
});
