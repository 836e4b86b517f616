import { connect, type Socket } from 'node:net';
import { describe, test, vi } from 'vitest';
import { expectDone, expectNothingDone, expectServed, job, kill } from './job.ts';
import { again, openShop, PLATFORMS, type Run, type Shop } from './shop.ts';

vi.setConfig({ testTimeout: 150_000, maxConcurrency: 4 });

const both = { v1: 2, v2: 2 };

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

/** A rolling job is killed between two batches, and so is its way back while users hold it up: what it drained is not replaced yet. */
async function rollingBack(shop: Shop, version: string): Promise<Run> {
  const run = shop.newRun();
  await kill(shop, `rolling ${version}`, async () => (await shop.users()).includes(version), { env: run, inputs: { 'bake-time': '5m' } });
  const users = await Promise.all(Array.from({ length: 4 }, () => stay(shop.port)));
  const next = again(run);
  await kill(shop, 'rollback', async ({ rollout }) => rollout?.direction === 'back' && !(await shop.users()).includes(version), {
    env: next,
  });
  for (const user of users) user.destroy();
  return next;
}

describe.concurrent.each(PLATFORMS)('on %s, a service', (platform) => {
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

  test('whose rolling job was killed on its way back goes the whole way first', async ({ onTestFinished, expect }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const run1 = await rollingBack(shop, 'v2');
    await expectNothingDone(shop, {
      status: 'going-back done 0',
      'promote v2': 'refused going-back 1',
      'promote v3': 'refused going-back 1',
      'rollback v3': 'unchanged other-version-in-flight 0',
    });
    await expectDone(shop, 'rollback', 'rolled-back requested 0', { env: again(run1) });
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    const run2 = await rollingBack(shop, 'v2');
    await expectDone(shop, 'canary-step v3 25', 'canary done 0', { env: again(run2) });
    expect(await shop.traffic()).toEqual({ v1: 75, v3: 25 });
    await job(shop, 'rollback');
    const run3 = await rollingBack(shop, 'v2');
    await expectDone(shop, 'blue-green-switch v2 prepared', 'prepared done 0', { env: again(run3) });
    await expectServed(shop, { v1: 100 }, both);
    await job(shop, 'rollback');
    const run4 = await rollingBack(shop, 'v2');
    const { outputs } = await expectDone(shop, 'rolling v2', 'promoted done 0', { env: again(run4) });
    expect(outputs['previous-version']).toBe('v1');
    await expectServed(shop, { v2: 100 }, { v2: 2 });
    const ends = (await shop.journal())?.history.map(({ version, end }) => `${version} ${end}`);
    expect(ends).toEqual(['v2 live', 'v2 rejected', 'v2 rejected', 'v2 rejected', 'v3 rejected', 'v2 rejected', 'v2 rejected', 'v1 live']);
  });
});
