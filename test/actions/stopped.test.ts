import { rename } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, test, vi } from 'vitest';
import { expectDone, expectNothingDone, expectServed, job, kill } from './job.ts';
import { again, openShop, PLATFORMS, QUICK, type Run, type Shop } from './shop.ts';

vi.setConfig({ testTimeout: 150_000, maxConcurrency: 4 });

const both = { v1: 2, v2: 2 };
const slowly = { inputs: { 'bake-time': '3s' } };

/** A connection by which a user stays on what serves now. */
async function stay(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write('GET / HTTP/1.1\r\nHost: shop\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  return socket;
}

/** A job on its way back is killed while a user holds it up, with the traffic back already. */
async function goingBack(shop: Shop): Promise<Run> {
  await expectDone(shop, 'blue-green-switch v2 switched', 'switched done 0');
  const user = await stay(shop.port);
  const run = shop.newRun();
  await kill(
    shop,
    'rollback',
    async ({ rollout }) => rollout?.direction === 'back' && rollout.weight === 0 && (await shop.ask()) === 'v1',
    { env: run },
  );
  user.destroy();
  return run;
}

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
      'blue-green-switch v2 prepared': 'unchanged already-switched 0',
      'canary-step v2 25': 'unchanged already-switched 0',
      'canary-step v3 25': 'refused busy 1',
      'promote v3': 'refused superseded 1',
    });
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
    const shop = await openShop(platform, {
      onTestFinished,
      settings: { ...QUICK, rollout: { 'bake-time': '0s', 'progress-deadline': '60s' } },
    });
    await job(shop, 'blue-green-switch v1');
    await kill(shop, 'rolling v2', async () => (await shop.users()).includes('v2'), slowly);
    const { stdout } = await expectDone(shop, 'rolling v2', 'promoted done 0');
    expect(stdout).toContain('is gone; taking over');
    await expectServed(shop, { v2: 100 }, { v2: 2 });
  });

  test('whose job was killed on its way back goes the whole way first', async ({ onTestFinished, expect }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const run1 = await goingBack(shop);
    await expectNothingDone(shop, { status: 'going-back done 0', 'promote v2': 'refused going-back 1' });
    await expectDone(shop, 'rollback', 'rolled-back requested 0', { env: again(run1) });
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    const run2 = await goingBack(shop);
    await expectDone(shop, 'canary-step v3 25', 'canary done 0', { env: again(run2) });
    expect(await shop.traffic()).toEqual({ v1: 75, v3: 25 });
    await job(shop, 'rollback');
    const run3 = await goingBack(shop);
    await expectDone(shop, 'blue-green-switch v2 prepared', 'prepared done 0', { env: again(run3) });
    await expectServed(shop, { v1: 100 }, both);
    await job(shop, 'rollback');
    const run4 = await goingBack(shop);
    const { outputs } = await expectDone(shop, 'rolling v3', 'promoted done 0', { env: again(run4) });
    expect(outputs['previous-version']).toBe('v1');
    await expectServed(shop, { v3: 100 }, { v3: 2 });
  });

  test('that is paused goes on only by the step that paused, by promote, or back', async ({ onTestFinished, expect }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const undecided = {
      ...QUICK,
      analysis: { interval: '1s', 'on-no-data': 'wait', 'analysis-timeout': '1s', 'on-inconclusive': 'pause' },
    };
    const pause = async () => {
      const run = shop.newRun();
      await shop.configure(undecided);
      const { outputs } = await expectDone(shop, 'canary-step v2 25', 'paused analysis-inconclusive 1', { env: run });
      expect(outputs['weight']).toBe('25');
      await shop.configure(QUICK);
      return run;
    };
    const run1 = await pause();
    const others = {
      status: 'paused analysis-inconclusive 0',
      'rolling v2': 'refused paused 1',
      'rolling v3': 'refused paused 1',
      'blue-green-switch v2': 'refused paused 1',
      'blue-green-switch v3': 'refused paused 1',
      'canary-step v2 50': 'refused paused 1',
      'canary-step v3 25': 'refused paused 1',
      'promote v3': 'refused superseded 1',
    };
    await expectNothingDone(shop, others);
    await expectNothingDone(shop, { ...others, 'canary-step v2 25': 'refused paused 1' }, { env: run1 });
    expect(await shop.traffic()).toEqual({ v1: 75, v2: 25 });
    await expectDone(shop, 'canary-step v2 25', 'canary done 0', { env: again(run1) });
    await expectDone(shop, 'rollback', 'rolled-back requested 0');
    await pause();
    await expectDone(shop, 'rollback', 'rolled-back requested 0');
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    await pause();
    await expectDone(shop, 'promote v2', 'promoted done 0');
    await expectServed(shop, { v2: 100 }, { v2: 2 });
  });

  test('that is stuck is refused with the commands by hand, and tried again by rollback and promote', async ({
    onTestFinished,
    expect,
  }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const app = join(shop.workspace, 'app.ts');
    const stuck = async () => {
      const bad = job(shop, 'rolling v2-never');
      await expect.poll(async () => (await shop.journal())?.rollout?.replaced, { timeout: 20_000 }).not.toEqual({});
      // The new process has read its file; the old version finds none when it is to come back.
      await expect.poll(async () => starts(shop), { timeout: 20_000 }).toBe(2);
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
