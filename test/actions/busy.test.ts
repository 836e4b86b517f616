import { describe, test, vi } from 'vitest';
import { expectDone, expectNothingDone, expectServed, job, kill } from './job.ts';
import { IMPATIENT, openShop, PLATFORMS } from './shop.ts';

vi.setConfig({ testTimeout: 150_000, maxConcurrency: 8 });

const superseding = { inputs: { 'on-busy': 'supersede' } };
const waiting = { inputs: { 'on-busy': 'wait' } };
describe.concurrent.each(PLATFORMS)('on %s, a version while another one is in flight', (platform) => {
  test('waits, where `on-busy: wait` says so, for the job at work, and is then deployed', async ({ onTestFinished, expect }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const first = job(shop, 'blue-green-switch v2', { inputs: { 'bake-time': '20s' } });
    await expect.poll(() => shop.traffic()).toEqual({ v2: 100 });
    const { stdout } = await expectDone(shop, 'blue-green-switch v3', 'promoted done 0', waiting);
    expect(stdout).toMatch(/waits, at most \d+ s more: v2 is in flight/);
    expect((await first).outputs['outcome']).toBe('promoted');
    await expectServed(shop, { v3: 100 }, { v3: 2 });
  });

  test('waits for a canary that waits for a person no longer than the progress deadline, and never takes it over', async ({
    onTestFinished,
  }) => {
    const shop = await openShop(platform, { onTestFinished, settings: IMPATIENT });
    await job(shop, 'blue-green-switch v1');
    await job(shop, 'canary-step v2 50');
    await expectNothingDone(shop, { 'canary-step v3 25': 'refused busy 1' }, waiting);
    await expectServed(shop, { v1: 50, v2: 50 }, { v1: 2, v2: 1 + Number(platform === 'servers') });
  });

  test('has one that waits for a person taken back first, where `on-busy: supersede` says so', async ({ onTestFinished, expect }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const theirs = { env: shop.newRun() };
    await job(shop, 'canary-step v2 25', theirs);
    await expectDone(shop, 'canary-step v3 50', 'canary done 0', superseding);
    expect(await shop.traffic()).toEqual({ v1: 50, v3: 50 });
    await expectNothingDone(shop, { 'promote v2': 'refused superseded 1', 'canary-step v2 50': 'refused superseded 1' }, theirs);
    await expectNothingDone(shop, { 'rollback v2': 'unchanged nothing-to-take-back 0' }, theirs);
  });

  test('has the job at work go back first, and that job says by whom', async ({ onTestFinished, expect }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const first = job(shop, 'canary-step v2 50', { inputs: { 'bake-time': '5m' } });
    await expect.poll(() => shop.traffic()).toEqual({ v1: 50, v2: 50 });
    await expectDone(shop, 'blue-green-switch v3', 'promoted done 0', { ...superseding, env: { GITHUB_ACTOR: 'bob' } });
    const { code, outputs } = await first;
    expect(`${outputs['outcome']} ${outputs['reason']} ${code}`).toBe('rolled-back superseded 1');
    expect(outputs['message']).toContain('bob');
    await expectServed(shop, { v3: 100 }, { v3: 2 });
  });

  test('has one whose job was killed taken back first, once its beat is old', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    await kill(shop, 'canary-step v2 25', (document) => (document.rollout?.watched ?? 0) > 0, { inputs: { 'bake-time': '5m' } });
    await expectDone(shop, 'blue-green-switch v3', 'promoted done 0', superseding);
    await expectServed(shop, { v3: 100 }, { v3: 2 });
  });
});
