import { expect, test } from 'vitest';
import { strategyFor } from '../../src/actions/assemble.ts';
import { carryOut } from '../../src/actions/carry-out.ts';
import { plan } from '../../src/actions/plan.ts';
import { precheck } from '../../src/actions/precheck.ts';
import type { Goal } from '../../src/ports/journal.ts';
import type { Platform } from '../../src/ports/platform.ts';
import type { SmokeTest } from '../../src/ports/smoke-test.ts';
import type { Shown } from '../../src/rollout/begin.ts';
import { emptyJournal } from '../../src/rollout/journal.ts';
import { expandService } from '../../src/service/expand.ts';
import { until } from '../contracts/until.ts';
import { simulatedClock } from '../fakes/clock.ts';
import { memoryJournal } from '../fakes/journal.ts';
import { someRollout } from '../fakes/rollout.ts';
import { simulatedTracks } from '../fakes/tracks.ts';
import { ask, v1 } from './situations.ts';

const never = new AbortController().signal;

/** A site with two tracks, of which blue serves v1, and one metric. */
function siteOf(ports: Pick<Platform, 'tracks' | 'router' | 'smokeTest'>, metric: Record<string, unknown>) {
  const journal = memoryJournal();
  journal.document = { ...emptyJournal('shop', 'production', 'p'), seq: 1, live: v1 };
  const platform: Platform = { journal, ...ports, check: async () => [], byHand: async () => [], close: async () => {} };
  const raw = { platform: 'local', run: ['node'], port: 8080, 'smoke-test': { path: '/' }, analysis: { metrics: [metric] } };
  const service = expandService(raw, { service: 'shop', environment: 'production', root: '/', inputs: {}, variables: {} });
  const quiet = { see: () => {}, say: () => {}, marks: () => ({}), remember: () => {} };
  return { journal, site: { service, platform, workspace: '/', clock: simulatedClock(), ...quiet } };
}

test('where the tracks cannot be read when the metrics are opened, nothing has begun and nobody holds the journal', async () => {
  const { tracks, router } = simulatedTracks({ full: 2, version: 'v1' });
  const read: typeof tracks.read = async (signal) => {
    if (journal.document?.holder) throw new Error('the platform does not answer');
    return tracks.read(signal);
  };
  const { journal, site } = siteOf({ router, tracks: { ...tracks, read } }, { name: 'orders', command: ['/no/such/program'] });
  await expect(carryOut(ask('canary-step'), site, never)).rejects.toThrow('the platform does not answer');
  expect(journal.document).toMatchObject({ rollout: null, holder: null, live: { version: 'v1' } });
});

test('on the way back nothing is measured any more, so that a version that fails gets no smoke test beside', async () => {
  const { tracks, router } = simulatedTracks({ full: 2, version: 'v1' });
  const asked: AbortSignal[] = [];
  const smokeTest: SmokeTest = {
    ask(whom, signal) {
      if (whom === 'service') return Promise.resolve('nobody answers');
      if ('track' in whom) return Promise.resolve(null);
      asked.push(signal);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
  };
  const aborted: boolean[] = [];
  const shift: typeof router.shift = async (...given) => {
    await router.shift(...given);
    // One is under way.
    await until(async () => asked.length > 0);
    aborted.push(asked.every((signal) => signal.aborted));
  };
  const { site } = siteOf({ tracks, router: { ...router, shift }, smokeTest }, { name: 'smoke', 'smoke-test': { rate: 20 } });
  const { outcome, reason } = await carryOut(ask('canary-step'), site, never);
  expect({ outcome, code: reason.code }).toEqual({ outcome: 'rolled-back', code: 'smoke-test-failed' });
  expect(aborted).toEqual([false, true]);
});

test('a plan asks the smoke test again only where the rollout would, which is not where the service file has metrics', async () => {
  const smokeTest: SmokeTest = { ask: async () => null };
  const { site } = siteOf({ ...simulatedTracks({ full: 2, version: 'v1' }), smokeTest }, { name: 'orders', command: ['count'] });
  const goal: Goal = { version: 'v2', spec: 's', track: 'green', weight: 25, stage: 'canary', bakeTime: 60_000, keepOld: 0 };
  const rollout = someRollout({ kind: 'tracks', from: { version: 'v1', spec: 's', track: 'blue' }, goal });
  const planned = async ({ service, platform, clock }: Pick<typeof site, 'service' | 'platform' | 'clock'>) => {
    const lines = await plan(strategyFor(rollout, platform, service), rollout, clock, never);
    return lines.filter((line) => line.startsWith('ask '));
  };
  expect(await planned(site)).toEqual([]);
  const { analysis } = site.service;
  const unmeasured = { ...site.service, analysis: { ...analysis, metrics: [] } };
  expect(await planned({ ...site, service: unmeasured })).toEqual(['ask green again in its bake', 'ask green again after its bake']);
});

test('a rolling update says that it does not look at the metrics of the service file', async () => {
  const { site } = siteOf(simulatedTracks({ full: 2, version: 'v1' }), { name: 'orders', command: ['/no/such/program'] });
  const nothing: Shown = { deployed: false, version: null, spec: null, tracks: null, midway: false, trouble: null };
  const said = async (kind: 'rolling' | 'tracks') => {
    const lines: string[] = [];
    const where = { ...site, say: (line: string) => lines.push(line) };
    await precheck(ask('rolling'), { rollout: someRollout({ kind }), begins: true }, nothing, where, never);
    return lines;
  };
  expect(await said('rolling')).toEqual(['A rolling update does not look at the metrics of the service file; a canary or a switch does.']);
  expect(await said('tracks')).toEqual([expect.stringMatching(/^metric orders: /)]);
});
