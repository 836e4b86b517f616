import { spawn } from 'node:child_process';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readRecords } from '../../src/platforms/local/records.ts';
import { until } from '../contracts/until.ts';
import type { StepResult } from '../fakes/step.ts';
import { type Load, start } from './generator.ts';
import { app, type LiveSite, liveSite } from './site.ts';

vi.setConfig({ testTimeout: 30_000 });
const analysis = { interval: '1s' };

/** Load that is known to reach the service before anything is done to it. */
async function loaded(site: LiveSite, rate = 200): Promise<Load> {
  const load = start({ url: site.url, rate });
  onTestFinished(async () => void (await load.stop()));
  await more(load, 100);
  return load;
}

/** Waits for so many more answers. */
async function more(load: Load, requests: number): Promise<void> {
  const before = load.seen().requests;
  await until(async () => load.seen().requests >= before + requests);
}

/** The versions that answer requests sent from now on. */
async function answering(site: LiveSite): Promise<string[]> {
  const load = start({ url: site.url, rate: 200 });
  await more(load, 100);
  return Object.keys((await load.stop()).byVersion);
}

function expectOutcome(result: StepResult, outcome: string, code: number): void {
  expect({ outcome: result.outputs['outcome'], code: result.code }, result.stdout).toEqual({ outcome, code });
}

test('a rolling update fails no request', async () => {
  const site = await liveSite();
  const load = await loaded(site);
  expectOutcome(await site.act('rolling', 2, { version: 'v2' }), 'promoted', 0);
  await more(load, 100);
  const { failed, byVersion } = await load.stop();
  expect(failed, JSON.stringify(byVersion)).toBe(0);
  expect(Object.keys(byVersion).sort()).toEqual(['v1', 'v2']);
  expect(await answering(site)).toEqual(['v2']);
});

test('a blue/green switch fails no request', async () => {
  const site = await liveSite({ analysis });
  const load = await loaded(site);
  expectOutcome(await site.act('blue-green-switch', 2, { version: 'v2', 'bake-time': '1s' }), 'promoted', 0);
  await more(load, 100);
  const { failed, byVersion } = await load.stop();
  expect(failed, JSON.stringify(byVersion)).toBe(0);
  expect(Object.keys(byVersion).sort()).toEqual(['v1', 'v2']);
  expect(await answering(site)).toEqual(['v2']);
});

test('a canary gets its share within five standard deviations, is promoted, and fails no request', async () => {
  const site = await liveSite({ analysis });
  const load = await loaded(site);
  expectOutcome(await site.act('canary-step', 2, { version: 'v2', weight: '25', 'bake-time': '4s' }), 'canary', 0);
  const before = load.seen();
  await more(load, 1_000);
  const after = load.seen();
  expectOutcome(await site.act('promote', 2, { 'bake-time': '1s' }), 'promoted', 0);
  await more(load, 100);
  const { failed, byVersion } = await load.stop();
  expect(failed, JSON.stringify(byVersion)).toBe(0);
  const requests = after.requests - before.requests;
  const canary = (after.byVersion['v2']?.requests ?? 0) - (before.byVersion['v2']?.requests ?? 0);
  expect(Math.abs(canary - 0.25 * requests)).toBeLessThan(5 * Math.sqrt(requests * 0.25 * 0.75));
  expect(await answering(site)).toEqual(['v2']);
});

test('a canary that fails one request in twenty is rolled back, and no other version fails one', async () => {
  const site = await liveSite({ analysis });
  const load = await loaded(site, 400);
  expectOutcome(await site.act('canary-step', 2, { version: 'bad5', weight: '25', 'bake-time': '30s' }), 'rolled-back', 1);
  await more(load, 100);
  const { failed, byVersion } = await load.stop();
  expect(failed).toBeGreaterThan(0);
  expect(byVersion['bad5']?.failed, JSON.stringify(byVersion)).toBe(failed);
  expect(await answering(site)).toEqual(['v1']);
});

test('a rolling update to a version that never gets ready is rolled back and fails no request', async () => {
  const site = await liveSite({ rollout: { 'progress-deadline': '3s' } });
  const load = await loaded(site);
  expectOutcome(await site.act('rolling', 2, { version: 'never' }), 'rolled-back', 1);
  await more(load, 100);
  const { failed, byVersion } = await load.stop();
  expect(failed, JSON.stringify(byVersion)).toBe(0);
  expect(Object.keys(byVersion)).toEqual(['v1']);
});

test('a restart of all instances at once fails requests, so this load would notice one', async () => {
  const site = await liveSite();
  const load = await loaded(site);
  const started: ReturnType<typeof spawn>[] = [];
  onTestFinished(() => {
    for (const child of started) child.kill();
  });
  for (const { port, process: mark } of await readRecords(site.folder)) {
    process.kill(mark?.pid as number);
    started.push(spawn(process.execPath, [app], { env: { PORT: `${port}`, SLUICE_VERSION: 'v2' }, stdio: 'ignore' }));
  }
  await until(async () => (load.seen().byVersion['v2']?.requests ?? 0) > 0);
  expect((await load.stop()).failed).toBeGreaterThan(0);
});
