import { describe, test, vi } from 'vitest';
import { expectDone, expectNothingDone, expectServed, interrupt, job } from './job.ts';
import { again, IMPATIENT, openShop, PLATFORMS, QUICK } from './shop.ts';

vi.setConfig({ testTimeout: 150_000, maxConcurrency: 6 });

describe.concurrent.each(PLATFORMS)('on %s, a service', (platform) => {
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

  test.for(['canary-step v2-never 25', 'blue-green-switch v2-never', 'rolling v2-never'])(
    'that `%s` paused by its failure goes on only by that step, by promote, or back',
    async (short, { onTestFinished, expect }) => {
      const shop = await openShop(platform, { onTestFinished, settings: IMPATIENT });
      await job(shop, 'blue-green-switch v1');
      const pausing = { inputs: { 'on-failure': 'pause' } };
      const run = shop.newRun();
      await expectDone(shop, short, 'paused progress-deadline 1', { env: run, ...pausing });
      expect(await shop.users()).toEqual(['v1']);
      await expectNothingDone(shop, { ...othersThan(short, 'v2-never'), status: 'paused progress-deadline 0' });
      await expectNothingDone(shop, { [short]: 'refused paused 1' }, { env: run });
      await expectDone(shop, short, 'paused progress-deadline 1', pausing);
      await expectDone(shop, 'promote v2-never', 'paused progress-deadline 1', pausing);
      await expectDone(shop, 'rollback', 'rolled-back requested 0');
      await expectServed(shop, { v1: 100 }, { v1: 2 });
    },
  );

  test.for([
    ['canary-step v2 50', 'canary done 0', { v1: 50, v2: 50 }],
    ['blue-green-switch v2', 'promoted done 0', { v2: 100 }],
    ['rolling v2', 'promoted done 0', { v2: 100 }],
  ] as const)(
    'that `%s` paused by its cancel goes on only by that step, by promote, or back',
    async ([short, said, traffic], { onTestFinished, expect }) => {
      const shop = await openShop(platform, { onTestFinished });
      await job(shop, 'blue-green-switch v1');
      const paused = async () => {
        const env = shop.newRun();
        const inputs = { 'bake-time': '5s', 'on-cancel': 'pause' };
        const main = await interrupt(shop, short, async () => (await shop.users()).includes('v2'), 'SIGINT', { env, inputs });
        expect(main, main.stdout).toMatchObject({ code: 1, outputs: { outcome: 'interrupted', reason: 'cancelled' } });
        await shop.act('post', { ...inputs, 'job-status': 'cancelled' }, { state: main.state, env });
        return env;
      };
      const run = await paused();
      await expectNothingDone(shop, { ...othersThan(short, 'v2'), status: 'paused cancelled 0' });
      await expectNothingDone(shop, { [short]: 'refused paused 1' }, { env: run });
      await expectDone(shop, 'rollback', 'rolled-back requested 0');
      await expectServed(shop, { v1: 100 }, { v1: 2 });
      await paused();
      await expectDone(shop, short, said);
      expect(await shop.traffic()).toEqual(traffic);
    },
  );
});

/** What others than the step that paused are told. */
function othersThan(step: string, version: string): Record<string, string> {
  const cells = {
    [`rolling ${version}`]: 'refused paused 1',
    'rolling v3': 'refused paused 1',
    [`blue-green-switch ${version}`]: 'refused paused 1',
    'blue-green-switch v3': 'refused paused 1',
    [`canary-step ${version} 75`]: 'refused paused 1',
    'canary-step v3 25': 'refused paused 1',
    'promote v3': 'refused superseded 1',
    'rollback v3': 'unchanged other-version-in-flight 0',
  };
  return Object.fromEntries(Object.entries(cells).filter(([short]) => short !== step));
}
