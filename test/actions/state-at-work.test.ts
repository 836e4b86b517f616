import { describe, type ExpectStatic, test, vi } from 'vitest';
import type { StepResult } from '../fakes/step.ts';
import { expectDone, expectServed, job } from './job.ts';
import { openShop, PLATFORMS, QUICK, type Shop } from './shop.ts';

vi.setConfig({ testTimeout: 150_000, maxConcurrency: 8 });

type Expected = { readonly expect: ExpectStatic };

/** Expects each of these to be answered while the job at work is still at work. */
async function expectAnsweredBeside(shop: Shop, cells: Readonly<Record<string, string>>, { expect }: Expected): Promise<void> {
  const atWork = async () => {
    const document = await shop.journal();
    return { holder: document?.holder?.id, rollout: document?.rollout?.id, goal: document?.rollout?.goal };
  };
  const before = await atWork();
  expect(before.holder).toBeDefined();
  const said = await Promise.all(
    Object.keys(cells).map(async (short) => {
      const { code, outputs } = await job(shop, short);
      return [short, `${outputs['outcome']} ${outputs['reason']} ${code}`];
    }),
  );
  expect(Object.fromEntries(said)).toEqual(cells);
  expect(await atWork()).toEqual(before);
}

/** Expects actions to have waited for the first one, and all to have ended so. */
async function expectWaitedFor(
  first: Promise<StepResult>,
  waiting: readonly Promise<StepResult>[],
  said: readonly string[],
  { expect }: Expected,
): Promise<void> {
  const all = await Promise.all([first, ...waiting]);
  const ends = all.map(({ code, outputs }) => `${outputs['outcome']} ${outputs['reason']} ${code}`);
  expect(ends, all.map(({ stdout }) => stdout).join('\n')).toEqual(said);
  for (const { stdout } of all.slice(1)) expect(stdout).toMatch(/waits for .*, which is at work/);
}

const others = { 'rolling v3': 'refused busy 1', 'blue-green-switch v3': 'refused busy 1', 'canary-step v3 25': 'refused busy 1' };

describe.concurrent.each(PLATFORMS)('on %s, a service on which a job is at work', (platform) => {
  test.for([
    ['blue-green-switch v2 switched', 'switched done 0', { v1: 2, v2: 2 }],
    ['promote v2', 'promoted done 0', { v2: 2 }],
    ['canary-step v2 25', 'unchanged already-switched 0', { v1: 2, v2: 2 }],
  ] as const)(
    'that bakes a switch is busy at once for others, and `%s` waits for it',
    async ([short, said, running], { onTestFinished, expect }) => {
      const shop = await openShop(platform, { onTestFinished });
      await job(shop, 'blue-green-switch v1');
      const first = job(shop, 'blue-green-switch v2 switched', { inputs: { 'bake-time': '25s' } });
      await expect.poll(() => shop.traffic()).toEqual({ v2: 100 });
      const second = job(shop, short);
      await expectAnsweredBeside(shop, { ...others, 'promote v3': 'refused superseded 1' }, { expect });
      await expectWaitedFor(first, [second], ['switched done 0', said], { expect });
      await expectServed(shop, { v2: 100 }, running);
    },
  );

  test.for([
    ['promote v2', 'promoted done 0', { v2: 100 }],
    ['canary-step v2 50', 'canary done 0', { v1: 50, v2: 50 }],
  ] as const)(
    'that bakes a canary is busy at once for others, and `%s` waits for it',
    async ([short, said, traffic], { onTestFinished, expect }) => {
      const shop = await openShop(platform, { onTestFinished });
      await job(shop, 'blue-green-switch v1');
      const first = job(shop, 'canary-step v2 50', { inputs: { 'bake-time': '25s' } });
      await expect.poll(() => shop.traffic()).toEqual({ v1: 50, v2: 50 });
      const second = job(shop, short);
      await expectAnsweredBeside(shop, { ...others, 'promote v3': 'refused superseded 1' }, { expect });
      await expectWaitedFor(first, [second], ['canary done 0', said], { expect });
      expect(await shop.traffic()).toEqual(traffic);
    },
  );

  test('that bakes a canary: the same step of the same run waits for it, and has passed then', async ({ onTestFinished, expect }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const own = { env: shop.newRun(), inputs: { 'bake-time': '25s' } };
    const first = job(shop, 'canary-step v2 50', own);
    await expect.poll(() => shop.traffic()).toEqual({ v1: 50, v2: 50 });
    const second = job(shop, 'canary-step v2 50', own);
    await expectWaitedFor(first, [second], ['canary done 0', 'unchanged already-passed 0'], { expect });
  });

  test('that rolls is busy at once for others; who asks for the same version waits, and finds it live', async ({
    onTestFinished,
    expect,
  }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const first = job(shop, 'rolling v2', { inputs: { 'bake-time': '12s' } });
    await expect.poll(async () => (await shop.users()).includes('v2')).toBe(true);
    const waiting = [job(shop, 'rolling v2'), job(shop, 'promote v2')];
    await expectAnsweredBeside(shop, { ...others, 'promote v3': 'refused superseded 1' }, { expect });
    const live = 'unchanged already-live 0';
    await expectWaitedFor(first, waiting, ['promoted done 0', live, live], { expect });
    await expectServed(shop, { v2: 100 }, { v2: 2 });
  });

  test('is waited for up to the progress deadline, then busy for the same version too', async ({ onTestFinished, expect }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const first = job(shop, 'canary-step v2 50', { inputs: { 'bake-time': '5m' } });
    await expect.poll(() => shop.traffic()).toEqual({ v1: 50, v2: 50 });
    await shop.configure({ ...QUICK, rollout: { 'progress-deadline': '1s', 'bake-time': '0s' } });
    const { stdout } = await expectDone(shop, 'promote v2', 'refused busy 1');
    expect(stdout).toMatch(/waits for .*, at most 1 s/);
    await expectDone(shop, 'rollback', 'rolled-back requested 0');
    expect(await first).toMatchObject({ code: 1, outputs: { outcome: 'rolled-back', reason: 'requested' } });
  });

  test('is ended by a job of its own run, and says which one', async ({ onTestFinished, expect }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const run = shop.newRun();
    const first = job(shop, 'canary-step v2 50', { inputs: { 'bake-time': '5m' }, env: run });
    await expect.poll(() => shop.traffic()).toEqual({ v1: 50, v2: 50 });
    await expectDone(shop, 'rollback', 'rolled-back requested 0', { env: { ...run, GITHUB_JOB: 'undo' } });
    expect((await first).outputs).toMatchObject({
      reason: 'requested',
      message: 'taken back as the job `undo` of the same run asked',
    });
  });
});
