import { describe, expect, test, vi } from 'vitest';
import { until } from '../contracts/until.ts';
import { expectDone, expectNothingDone, expectServed, job } from './job.ts';
import { again, IMPATIENT, openShop, PLATFORMS, QUICK, type Shop } from './shop.ts';

vi.setConfig({ testTimeout: 120_000, maxConcurrency: 4 });

/** Milliseconds in which a job at work obeys a request, once it is there to be read: a look, and what a busy machine takes for it. */
const OBEYED = 8_000;

/** Waits until a request is in the journal, or was there and is obeyed. @returns when */
async function isAsked(shop: Shop): Promise<number> {
  await until(async () => {
    const document = await shop.journal();
    return (document?.request ?? null) !== null || document?.rollout?.direction !== 'forward';
  });
  return performance.now();
}

describe.concurrent.each(PLATFORMS)('on %s', (platform) => {
  test('a rollback after a step that went back by itself changes nothing, and the chain does not go on', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished, settings: IMPATIENT });
    await job(shop, 'blue-green-switch v1');
    const own = { env: shop.newRun() };
    const bad = await job(shop, 'canary-step v2-never 25', own);
    expect({ code: bad.code, outcome: bad.outputs['outcome'] }, bad.stdout).toEqual({ code: 1, outcome: 'rolled-back' });
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    await expectNothingDone(shop, { 'promote v2-never': 'refused rejected 1', 'canary-step v2-never 50': 'refused rejected 1' }, own);
    await expectNothingDone(
      shop,
      { rollback: 'unchanged nothing-to-take-back 0', 'rollback v2-never': 'unchanged nothing-to-take-back 0' },
      own,
    );
    await expectNothingDone(shop, { rollback: 'unchanged nothing-to-take-back 0' });
  });

  test('a rollback pressed twice goes back once, one after the other or both at the same time', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    await job(shop, 'canary-step v2 25');
    await expectDone(shop, 'rollback', 'rolled-back requested 0');
    await expectNothingDone(shop, { rollback: 'unchanged nothing-to-take-back 0' });
    await job(shop, 'canary-step v3 25');
    const pressed = await Promise.all([job(shop, 'rollback'), job(shop, 'rollback')]);
    expect(pressed.map(({ code }) => code)).toEqual([0, 0]);
    expect(pressed.map(({ outputs }) => outputs['outcome'])).toContain('rolled-back');
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    expect((await shop.journal())?.history.filter(({ version }) => version === 'v3')).toHaveLength(1);
  });

  test('a late approval of a version that is not in flight any more is refused, and says what is', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const late = { env: shop.newRun() };
    await job(shop, 'canary-step v2 25', late);
    await job(shop, 'rollback');
    await job(shop, 'canary-step v3 25');
    await expectNothingDone(shop, { 'promote v2': 'refused rejected 1', 'rollback v2': 'unchanged nothing-to-take-back 0' }, late);
    await expectNothingDone(shop, { 'promote v1': 'refused superseded 1', 'promote v2': 'refused superseded 1' });
    expect((await job(shop, 'promote v2', late)).outputs['message']).toContain('v3');
    expect(await shop.traffic()).toEqual({ v1: 75, v3: 25 });
  });

  test('what comes after a canary that paused does not run', async ({ onTestFinished }) => {
    const undecided = { interval: '1s', 'on-no-data': 'wait', 'analysis-timeout': '1s', 'on-inconclusive': 'pause' };
    const shop = await openShop(platform, { onTestFinished, settings: { ...QUICK, analysis: undecided } });
    await job(shop, 'blue-green-switch v1');
    const own = { env: shop.newRun() };
    await expectDone(shop, 'canary-step v2', 'paused analysis-inconclusive 1', { ...own, inputs: { weight: '25, 50, 75' } });
    expect(await shop.traffic()).toEqual({ v1: 75, v2: 25 });
    await expectNothingDone(shop, { 'canary-step v2 50': 'refused paused 1', 'blue-green-switch v2': 'refused paused 1' }, own);
    expect(await shop.traffic()).toEqual({ v1: 75, v2: 25 });
  });

  test('to run all jobs again after the promotion changes nothing, and is green', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const run = shop.newRun();
    for (const short of ['canary-step v2 25', 'canary-step v2 50', 'promote v2'])
      expect((await job(shop, short, { env: run })).code).toBe(0);
    const chain = {
      'canary-step v2 25': 'unchanged already-live 0',
      'canary-step v2 50': 'unchanged already-live 0',
      'promote v2': 'unchanged already-live 0',
    };
    await expectNothingDone(shop, chain, { env: again(run) });
    await expectNothingDone(shop, { ...chain, 'rolling v2': 'unchanged already-live 0' }, { env: run });
    await expectServed(shop, { v2: 100 }, { v2: 2 });
  });

  test('an older run that starts after a newer one went live is refused, unless it is meant', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const older = shop.newRun();
    await job(shop, 'blue-green-switch v3');
    const cells = {
      'rolling v2': 'refused outdated 1',
      'blue-green-switch v2': 'refused outdated 1',
      'canary-step v2 25': 'refused outdated 1',
    };
    await expectNothingDone(shop, cells, { env: older });
    // Another branch is another line of versions; a re-run by hand is meant.
    const prepare = 'blue-green-switch v2 prepared';
    await expectDone(shop, prepare, 'prepared done 0', { env: { ...older, GITHUB_REF: 'refs/heads/hotfix' } });
    await job(shop, 'rollback');
    await expectDone(shop, prepare, 'prepared done 0', { env: { ...older, GITHUB_RUN_ID: '8000' }, inputs: { 'on-outdated': 'deploy' } });
    await job(shop, 'rollback');
    await expectDone(shop, prepare, 'prepared done 0', { env: again(older) });
  });

  test('an instance that a person took out is named, and neither restored nor replaced', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished, instances: 3 });
    await job(shop, 'rolling v1', { inputs: { 'on-failure': 'pause' } });
    const [mine, second] = await shop.instances();
    await shop.takeOut(mine?.name ?? '');
    const floor = { 'max-unavailable': '2' };
    const { stdout, outputs } = await expectDone(shop, 'rolling v2', 'promoted done 0', { inputs: floor });
    expect(outputs['message'], stdout).toContain(mine?.name);
    expect(await shop.isOut(mine?.name ?? '')).toBe(true);
    expect(await shop.isOut(second?.name ?? '')).toBe(false);
    expect(await shop.running()).toEqual({ v1: 1, v2: 2 });
    expect(await shop.users()).toEqual(['v2']);
  });

  test('a rolling update that cannot keep its floor without what a person took out is refused', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished, instances: 3 });
    await job(shop, 'rolling v1', { inputs: { 'on-failure': 'pause' } });
    const [mine] = await shop.instances();
    await shop.takeOut(mine?.name ?? '');
    await expectNothingDone(shop, { 'rolling v2': 'refused no-spare-capacity 1' });
    expect((await job(shop, 'rolling v2')).outputs['message']).toContain(mine?.name);
    expect(await shop.isOut(mine?.name ?? '')).toBe(true);
  });
});

// They measure time, or load the machine: nothing runs beside them.
describe.each(PLATFORMS)('on %s, alone,', (platform) => {
  test.each([
    ['blue-green-switch v2', { v2: 100 }],
    ['canary-step v2 50', { v1: 50, v2: 50 }],
  ])('a rollback while `%s` bakes is obeyed within seconds', async (short, baking) => {
    const shop = await openShop(platform);
    await job(shop, 'blue-green-switch v1');
    const deploying = job(shop, short, { inputs: { 'bake-time': '5m' } });
    await expect.poll(() => shop.traffic()).toEqual(baking);
    await expect.poll(async () => (await job(shop, 'status')).outputs['outcome']).toMatch(/canary|switched/);
    const rollback = job(shop, 'rollback', { env: { GITHUB_ACTOR: 'bob' } });
    const pressed = await isAsked(shop);
    await expect.poll(() => shop.traffic(), { interval: 50 }).toEqual({ v1: 100 });
    expect(performance.now() - pressed).toBeLessThan(OBEYED);
    expect(await rollback).toMatchObject({ code: 0, outputs: { outcome: 'rolled-back', reason: 'requested' } });
    const deployed = await deploying;
    expect(deployed).toMatchObject({ code: 1, outputs: { outcome: 'rolled-back', reason: 'requested' } });
    expect(deployed.outputs['message']).toContain('bob');
    await expectServed(shop, { v1: 100 }, { v1: 2 });
  });

  test('a rollback while a rolling update bakes is obeyed within seconds', async () => {
    const shop = await openShop(platform);
    await job(shop, 'blue-green-switch v1');
    const deploying = job(shop, 'rolling v2', { inputs: { 'bake-time': '5m' } });
    await expect.poll(async () => (await shop.users()).join()).toBe('v1,v2');
    const rollback = job(shop, 'rollback');
    const pressed = await isAsked(shop);
    await expect.poll(async () => (await shop.journal())?.rollout?.direction, { interval: 20 }).toBe('back');
    expect(performance.now() - pressed).toBeLessThan(OBEYED);
    expect(await rollback).toMatchObject({ code: 0, outputs: { outcome: 'rolled-back', reason: 'requested' } });
    expect(await deploying).toMatchObject({ code: 1, outputs: { outcome: 'rolled-back', reason: 'requested' } });
    await expectServed(shop, { v1: 100 }, { v1: 2 });
  });

  test('of twenty rollouts at once one runs, and nineteen are refused with its link', async () => {
    const shop = await openShop(platform);
    await job(shop, 'blue-green-switch v1');
    const runs = Array.from({ length: 20 }, (_, at) => ({ version: `v${at + 100}`, env: shop.newRun() }));
    const inputs = { 'bake-time': '8s', until: 'switched' };
    const all = await Promise.all(
      runs.map(async ({ version, env }) => ({ version, env, result: await job(shop, `blue-green-switch ${version}`, { env, inputs }) })),
    );
    const winners = all.filter(({ result }) => result.code === 0);
    expect(winners.map(({ result }) => result.outputs['outcome'])).toEqual(['switched']);
    const link = `/actions/runs/${winners[0]?.env.GITHUB_RUN_ID}`;
    const others = all.filter((one) => one !== winners[0]).map(({ result }) => result);
    for (const { code, outputs } of others) {
      expect(`${outputs['outcome']} ${outputs['reason']} ${code}`, outputs['message']).toBe('refused busy 1');
      expect(outputs['message']).toContain(link);
      expect(outputs['message']).toContain(winners[0]?.version);
    }
    await expectServed(shop, { [winners[0]?.version ?? '']: 100 }, { v1: 2, [winners[0]?.version ?? '']: 2 });
  });
});
