import { rename } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, test, vi } from 'vitest';
import { expectNothingDone, expectServed, job } from './job.ts';
import { IMPATIENT, openShop, PLATFORMS, type Shop } from './shop.ts';

vi.setConfig({ testTimeout: 150_000, maxConcurrency: 4 });

describe.concurrent.each(PLATFORMS)('on %s, a service', (platform) => {
  test('that is stuck is refused with the commands by hand, and tried again by rollback and promote', async ({
    onTestFinished,
    expect,
  }) => {
    const shop = await openShop(platform, { onTestFinished, settings: IMPATIENT });
    await job(shop, 'blue-green-switch v1');
    const app = join(shop.workspace, 'app.ts');
    const stuck = async () => {
      const bad = job(shop, 'rolling v2-never');
      await expect.poll(async () => (await shop.journal())?.rollout?.replaced).not.toEqual({});
      // The new process has read its file; the old version finds none when it is to come back.
      await expect.poll(async () => starts(shop)).toBe(2);
      await rename(app, `${app}.away`);
      const { code, outputs, stdout } = await bad;
      await rename(`${app}.away`, app);
      expect({ code, outcome: outputs['outcome'] }, stdout).toEqual({ code: 1, outcome: 'stuck' });
    };
    await stuck();
    const before = await job(shop, 'status');
    expect({ code: before.code, outcome: before.outputs['outcome'] }).toEqual({ code: 0, outcome: 'stuck' });
    await expectNothingDone(shop, {
      'rolling v2-never': 'refused paused 1',
      'rolling v3': 'refused paused 1',
      'blue-green-switch v3': 'refused paused 1',
      'canary-step v3 25': 'refused paused 1',
    });
    expect((await job(shop, 'rolling v3')).outputs['message']).toMatch(/By hand: (curl|echo) /);
    expect(await shop.ask()).toBe('v1');
    const again = await job(shop, 'rollback');
    expect({ code: again.code, outcome: again.outputs['outcome'] }, again.stdout).toEqual({ code: 0, outcome: 'rolled-back' });
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    await stuck();
    const promoted = await job(shop, 'promote');
    expect(promoted.outputs['outcome'], promoted.stdout).toBe('rolled-back');
    await expectServed(shop, { v1: 100 }, { v1: 2 });
  });
});

/** How many instances accept connections, ready or not. */
async function starts(shop: Shop): Promise<number> {
  const open = (await shop.instances()).map(
    ({ port }) =>
      new Promise<number>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => {
          socket.destroy();
          resolve(1);
        });
        socket.once('error', () => resolve(0));
      }),
  );
  return (await Promise.all(open)).reduce((sum, one) => sum + one, 0);
}
