import { describe, expect, test, vi } from 'vitest';
import { expectDone, expectNothingDone, expectServed, job } from './job.ts';
import { openShop, PLATFORMS } from './shop.ts';

vi.setConfig({ testTimeout: 150_000, maxConcurrency: 4 });

const both = { v1: 2, v2: 2 };

describe.concurrent.each(PLATFORMS)('on %s, a service', (platform) => {
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
