import { describe, expect, test, vi } from 'vitest';
import { until } from '../contracts/until.ts';
import type { StepResult } from '../fakes/step.ts';
import type { Load } from './generator.ts';
import { PLATFORMS } from './live.ts';
import { between, deviations } from './share.ts';
import { liveSite, more } from './site.ts';

vi.setConfig({ testTimeout: 60_000 });

function expectOutcome(result: StepResult, outcome: string, code: number): void {
  expect({ outcome: result.outputs['outcome'], code: result.code }, result.stdout).toEqual({ outcome, code });
}

/** Ends the load after some more requests: none may have failed, and these versions answered. */
async function expectServed(load: Load, versions: readonly string[]): Promise<void> {
  await more(load, 100);
  const { failed, byVersion } = await load.stop();
  expect(failed, JSON.stringify(byVersion)).toBe(0);
  expect(Object.keys(byVersion).sort()).toEqual(versions);
}

describe.each(PLATFORMS)('on %s', (platform) => {
  const settings = { analysis: { interval: '1s', 'max-error-rate': '5%' }, rollout: { 'progress-deadline': '10s' } };
  const rolled = () => liveSite({ platform, tracked: false, settings });
  const tracked = () => liveSite({ platform, tracked: true, settings });

  test('a rolling update fails no request', async () => {
    const site = await rolled();
    const load = await site.load();
    expectOutcome(await site.act('rolling', 2, { version: 'v2' }), 'promoted', 0);
    await expectServed(load, ['v1', 'v2']);
    expect(await site.answering()).toEqual(['v2']);
  });

  test('a rolling update to a version that never gets ready is rolled back and fails no request', async () => {
    const site = await rolled();
    const load = await site.load();
    expectOutcome(await site.act('rolling', 2, { version: 'never' }), 'rolled-back', 1);
    await expectServed(load, ['v1']);
  });

  test('a blue/green switch fails no request', async () => {
    const site = await tracked();
    const load = await site.load();
    expectOutcome(await site.act('blue-green-switch', 2, { version: 'v2', 'bake-time': '1s' }), 'promoted', 0);
    await expectServed(load, ['v1', 'v2']);
    expect(await site.answering()).toEqual(['v2']);
  });

  test('going back to the version that was live before fails no request', async () => {
    const site = await tracked();
    expectOutcome(await site.act('blue-green-switch', 2, { version: 'v2', 'bake-time': '0s' }), 'promoted', 0);
    const load = await site.load();
    expectOutcome(await site.act('rollback', 3, { to: 'previous' }), 'rolled-back', 0);
    await expectServed(load, ['v1', 'v2']);
    expect(await site.answering()).toEqual(['v1']);
  });

  test('a canary gets its share within five standard deviations, is promoted, and fails no request', async () => {
    const site = await tracked();
    const load = await site.load();
    for (const weight of [5, 25]) {
      expectOutcome(await site.act('canary-step', 2, { version: 'v2', weight: `${weight}`, 'bake-time': '1s' }), 'canary', 0);
      const before = load.seen();
      await more(load, 600);
      const { hits, requests } = between(before, load.seen(), 'v2');
      expect(deviations(hits, requests, weight)).toBeLessThan(5);
    }
    expectOutcome(await site.act('promote', 2, { 'bake-time': '1s' }), 'promoted', 0);
    await expectServed(load, ['v1', 'v2']);
    expect(await site.answering()).toEqual(['v2']);
  });

  test('a canary that is taken back fails no request', async () => {
    const site = await tracked();
    const load = await site.load();
    expectOutcome(await site.act('canary-step', 2, { version: 'v2', weight: '50', 'bake-time': '1s' }), 'canary', 0);
    expectOutcome(await site.act('rollback', 2, {}), 'rolled-back', 0);
    await expectServed(load, ['v1', 'v2']);
    expect(await site.answering()).toEqual(['v1']);
  });

  test('a canary that fails one request in twenty is rolled back, and no other version fails one', async () => {
    const site = await tracked();
    const load = await site.load(400);
    const [before, began] = [load.seen().requests, performance.now()];
    const result = await site.act('canary-step', 2, { version: 'bad5', weight: '25', 'bake-time': '30s' });
    const served = ((load.seen().requests - before) * 1000) / (performance.now() - began);
    expectOutcome(result, 'rolled-back', 1);
    const [, rate] =
      /0 % → 25 % · at (\d+) requests a second, 0\.00 % of them bad, a version as good can pass after /.exec(result.stdout) ?? [];
    // Of the few seconds that it took to bring the version up.
    expect(Math.abs(Math.log2(Number(rate) / served)), `${rate} ${served}`).toBeLessThan(1);
    await more(load, 100);
    const { failed, byVersion } = await load.stop();
    expect(failed).toBeGreaterThan(0);
    expect(byVersion['bad5']?.failed, JSON.stringify(byVersion)).toBe(failed);
    expect(await site.answering()).toEqual(['v1']);
  });

  test('a batch that fails one request in twenty is rolled back in its bake, by its own numbers, and no other version fails one', async () => {
    const site = await liveSite({ platform, tracked: false, settings: { analysis: { interval: '1s' } } });
    const load = await site.load(400);
    const result = await site.act('rolling', 2, { version: 'bad5', 'bake-time': '30s' });
    expectOutcome(result, 'rolled-back', 1);
    expect(result.stdout).toMatch(/going back: errors \d+\/[\d,]+ canary .* stable .*; evidence of harm [\d,]+ of 100 needed to roll back/);
    expect(result.outputs).toMatchObject({ reason: 'analysis-failed', verdict: 'fail' });
    await more(load, 100);
    const { failed, byVersion } = await load.stop();
    expect(byVersion['bad5']?.failed, JSON.stringify(byVersion)).toBe(failed);
    // One instance of several had it, for some polls of its bake.
    expect(byVersion['bad5']?.requests).toBeLessThan(400 * 15);
    expect(await site.answering()).toEqual(['v1']);
  });

  test('a restart of all instances at once fails requests, so this load would notice one', async () => {
    const site = await rolled();
    const load = await site.load();
    await site.restart('v2');
    await until(async () => (load.seen().byVersion['v2']?.requests ?? 0) > 0);
    expect((await load.stop()).failed).toBeGreaterThan(0);
  });
});
