import { describe, expect, test, vi } from 'vitest';
import { expectDone, expectNothingDone, expectServed, job } from './job.ts';
import { openShop, PLATFORMS } from './shop.ts';

vi.setConfig({ testTimeout: 150_000, maxConcurrency: 4 });

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
});
