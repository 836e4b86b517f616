import { describe, expect, test } from 'vitest';
import { sequentialJudge } from '../../src/analysis/sequential.ts';
import type { Rollout } from '../../src/ports/journal.ts';
import type { RawCounters } from '../../src/ports/metrics.ts';
import type { BatchJudge } from '../../src/strategies/batch-bake.ts';
import { type RollingPorts, rolling } from '../../src/strategies/rolling.ts';
import { SETTINGS } from '../analysis/settings.ts';
import { type SimulatedFleet, simulatedFleet } from '../fakes/fleet.ts';
import { someRollout } from '../fakes/rollout.ts';
import { type Jobs, Killed, run } from './jobs.ts';

type World = { fleet: SimulatedFleet; limits: { maxUnavailable: number; maxSurge: number } };

function roll({ fleet, limits }: World, rollout: Rollout, ports: Omit<RollingPorts, 'fleet'> = {}, isTold = false): Promise<Jobs> {
  const settings = { limits: () => limits, minReady: 0, progressDeadline: 60_000, interval: 1_000, isTold };
  return run(() => rolling({ fleet, ...ports }, settings), fleet, rollout);
}

/** A judge of batches, and a balancer that counts 100 requests at each look for each instance that serves, and the bad ones of so many of them. */
function counting(fleet: SimulatedFleet, share: (version: string | null, look: number) => number): { batches: BatchJudge } {
  const counted: Record<string, { requests: number; errors: number }> = {};
  let look = 0;
  for (const { name } of fleet.instances_.values()) counted[name] = { requests: 50_000, errors: 50_000 * share('v1', 0) };
  return {
    batches: {
      judge: sequentialJudge(SETTINGS),
      pollInterval: 2_000,
      initialDelay: 0,
      async byInstance() {
        look++;
        for (const { name, version, ready, inRotation } of fleet.instances_.values()) {
          const { requests, errors } = counted[name] ?? { requests: 0, errors: 0 };
          const more = ready && inRotation ? 100 : 0;
          counted[name] = { requests: requests + more, errors: errors + more * share(version, look) };
        }
        return [{ process: 'p', tracks: structuredClone(counted) }];
      },
    },
  };
}

const worlds = [1, 2, 3, 4, 5]
  .flatMap((wanted) =>
    [0, 1, 2, 3, 4, 5].flatMap((maxUnavailable) => [0, 1, 2, 3].map((maxSurge) => ({ wanted, maxUnavailable, maxSurge }))),
  )
  .filter(({ wanted, maxUnavailable, maxSurge }) => maxUnavailable + maxSurge > 0 && maxUnavailable <= wanted);

const versions = (fleet: SimulatedFleet) => [...fleet.instances_.values()].map((instance) => instance.version);
const whole = (fleet: SimulatedFleet) => [...fleet.instances_.values()].every((instance) => instance.ready && instance.inRotation);

describe('a rolling update', () => {
  test('prints its whole sequence, batch by batch', async () => {
    const fleet = simulatedFleet({ wanted: 4, version: 'v1' });
    const { events, result } = await roll({ fleet, limits: { maxUnavailable: 2, maxSurge: 0 } }, someRollout());
    expect(events.map((event) => event.text)).toEqual([
      'drain web1, web2 · 2 of 4 serve',
      'replace web1, web2 · 2 of 4 serve',
      'put in rotation web1, web2 · 4 of 4 serve',
      'drain web3, web4 · 2 of 4 serve',
      'replace web3, web4 · 2 of 4 serve',
      'put in rotation web3, web4 · 4 of 4 serve',
    ]);
    expect(result).toMatchObject({ outcome: 'promoted', reason: { code: 'done' } });
  });

  test('looks again soon after an instance was started, unless the platform tells of changes', async () => {
    for (const isTold of [false, true]) {
      const fleet = simulatedFleet({ wanted: 1, version: 'v1', bad: (_, version) => version === 'v2' });
      const { instances } = fleet;
      let looks = 0;
      fleet.instances = async (signal) => {
        const web1 = fleet.instances_.get('web1');
        if (web1?.version === 'v2' && ++looks === 4) fleet.instances_.set('web1', { ...web1, ready: true });
        return instances.call(fleet, signal);
      };
      const { events } = await roll({ fleet, limits: { maxUnavailable: 1, maxSurge: 0 } }, someRollout(), {}, isTold);
      const [started, restored] = ['replace', 'put in rotation'].map(
        (word) => events.find(({ text }) => text.startsWith(word))?.at.mono ?? 0,
      );
      // Three times after a tenth of a second, which a quarter of the time so far is less than; or after an interval each.
      expect((restored ?? 0) - (started ?? 0)).toBe(isTold ? 3_000 : 300);
    }
  });

  test('keeps the floor and ends on the new version in every small world', async () => {
    for (const { wanted, maxUnavailable, maxSurge } of worlds) {
      const fleet = simulatedFleet({ wanted, version: 'v1', surge: maxSurge > 0 });
      const { result } = await roll({ fleet, limits: { maxUnavailable, maxSurge } }, someRollout());
      expect(result.outcome).toBe('promoted');
      expect(versions(fleet)).toEqual(Array(wanted).fill('v2'));
      expect(whole(fleet)).toBe(true);
      expect(fleet.fewest()).toBeGreaterThanOrEqual(wanted - maxUnavailable);
    }
  });

  test('goes back with the floor kept, whichever instance fails at whichever step', async () => {
    for (const { wanted, maxUnavailable, maxSurge } of worlds) {
      for (let failing = 1; failing <= wanted + maxSurge; failing++) {
        const bad = (name: string, version: string | null) => name === `web${failing}` && version === 'v2';
        const fleet = simulatedFleet({ wanted, version: 'v1', surge: maxSurge > 0, bad });
        const { result } = await roll({ fleet, limits: { maxUnavailable, maxSurge } }, someRollout());
        const expected = versions(fleet).includes('v2') ? 'promoted' : 'rolled-back';
        expect(result.outcome).toBe(expected);
        expect(new Set(versions(fleet)).size).toBe(1);
        expect(fleet.instances_.size).toBe(wanted);
        expect(whole(fleet)).toBe(true);
        expect(fleet.fewest()).toBeGreaterThanOrEqual(wanted - maxUnavailable);
      }
    }
  });

  test('ends after a kill at any boundary as it would have without', async () => {
    let boundaries = 0;
    for (const { wanted, maxUnavailable, maxSurge } of worlds) {
      for (const bad of [undefined, (_: string, version: string | null) => version === 'v2']) {
        for (let at = 0; ; at++) {
          const fleet = simulatedFleet({ wanted, version: 'v1', surge: maxSurge > 0, ...(bad && { bad }) });
          let passed = 0;
          fleet.at = () => {
            if (passed++ === at) throw new Killed('killed');
          };
          const { result, kills } = await roll({ fleet, limits: { maxUnavailable, maxSurge } }, someRollout());
          if (kills === 0) break;
          boundaries++;
          expect(result.outcome).toBe(bad ? 'rolled-back' : 'promoted');
          expect(versions(fleet)).toEqual(Array(wanted).fill(bad ? 'v1' : 'v2'));
          expect(whole(fleet)).toBe(true);
          expect(fleet.fewest()).toBeGreaterThanOrEqual(wanted - maxUnavailable);
        }
      }
    }
    expect(boundaries).toBeGreaterThan(1_000);
  }, 60_000);

  test('tries a lost reply again and ends as if it had come', async () => {
    const fleet = simulatedFleet({ wanted: 3, version: 'v1' });
    let n = 0;
    fleet.at = () => {
      if (n++ % 3 === 1) throw new Error('reply lost');
    };
    const { result } = await roll({ fleet, limits: { maxUnavailable: 1, maxSurge: 0 } }, someRollout());
    expect(result.outcome).toBe('promoted');
    expect(fleet.fewest()).toBe(2);
  });

  test('counts nobody as serving who was dead before', async () => {
    const fleet = simulatedFleet({ wanted: 1, version: 'v1' });
    fleet.instances_.set('web1', { name: 'web1', version: 'v1', spec: 's', ready: false, inRotation: true });
    const { events } = await roll({ fleet, limits: { maxUnavailable: 1, maxSurge: 0 } }, someRollout());
    const texts = ['drain web1 · 0 of 1 serve', 'replace web1 · 0 of 1 serve', 'put in rotation web1 · 1 of 1 serve'];
    expect(events.map((event) => event.text)).toEqual(texts);
  });

  test('starts all at once where nothing is live yet', async () => {
    const fleet = simulatedFleet({ wanted: 3, version: null, surge: true });
    const first = someRollout({ first: true, from: { version: null, spec: null, track: null } });
    const { result, events } = await roll({ fleet, limits: { maxUnavailable: 1, maxSurge: 0 } }, first);
    expect(events[0]?.text).toBe('start web1, web2, web3 · 0 of 3 serve');
    expect(result).toMatchObject({ outcome: 'promoted', reason: { code: 'first-deployment' } });
  });

  test('leaves a server alone that a person took out, and names it', async () => {
    const fleet = simulatedFleet({ wanted: 4, version: 'v1' });
    fleet.instances_.set('web2', { name: 'web2', version: 'v1', spec: 's', ready: true, inRotation: false });
    const { result } = await roll({ fleet, limits: { maxUnavailable: 2, maxSurge: 0 } }, someRollout());
    expect(result.outcome).toBe('promoted');
    expect(result.reason.message).toContain('web2');
    expect(fleet.instances_.get('web2')).toMatchObject({ version: 'v1', inRotation: false });
    expect(fleet.fewest()).toBe(2);
  });

  test('is stuck, with the commands that finish by hand, where neither version gets ready', async () => {
    const fleet = simulatedFleet({ wanted: 2, version: 'v1', bad: () => true });
    const { result } = await roll({ fleet, limits: { maxUnavailable: 1, maxSurge: 0 } }, someRollout());
    expect(result).toMatchObject({ outcome: 'stuck', commands: ['by hand'] });
    expect(fleet.fewest()).toBe(1);
  });

  test('bakes after each batch', async () => {
    const fleet = simulatedFleet({ wanted: 2, version: 'v1' });
    const goal = { ...someRollout().goal, bakeTime: 30_000 };
    const { elapsed, result } = await roll({ fleet, limits: { maxUnavailable: 1, maxSurge: 0 } }, someRollout({ goal }));
    expect(result.outcome).toBe('promoted');
    expect(elapsed).toBeGreaterThanOrEqual(60_000);
    expect(elapsed).toBeLessThan(66_000);
  });
});

describe('a batch that bakes', () => {
  const baking = (bakeTime = 30_000) => someRollout({ goal: { ...someRollout().goal, bakeTime } });
  const one = { maxUnavailable: 1, maxSurge: 0 };
  const drained = ({ events }: Jobs) => events.flatMap(({ text }) => /^drain (\w+)/.exec(text)?.[1] ?? []);

  test('is taken back with the numbers when its instances serve errors, and no other was touched by then', async () => {
    const fleet = simulatedFleet({ wanted: 4, version: 'v1' });
    const jobs = await roll(
      { fleet, limits: one },
      baking(),
      counting(fleet, (version) => (version === 'v2' ? 0.1 : 0)),
    );
    expect(jobs.result).toMatchObject({ outcome: 'rolled-back', reason: { code: 'analysis-failed' } });
    expect(jobs.result.reason.message).toMatch(
      /^errors \d+\/[\d,]+ canary \(10 %\) vs 0\/2,\d00 stable \(0\.00 %\): .*; evidence of harm \d+ of 100 needed to roll back/,
    );
    expect(drained(jobs)).toEqual(['web1', 'web1']);
    expect(versions(fleet)).toEqual(Array(4).fill('v1'));
    expect(jobs.elapsed).toBeLessThan(15_000);
  });

  test('is judged beside what the service had before where nothing of that serves any more', async () => {
    for (const [share, outcome] of [
      [0.02, 'promoted'],
      [0.1, 'rolled-back'],
    ] as const) {
      const fleet = simulatedFleet({ wanted: 2, version: 'v1' });
      const limits = { maxUnavailable: 2, maxSurge: 0 };
      const ports = counting(fleet, (version) => (version === 'v2' ? share : 0.02));
      expect((await roll({ fleet, limits }, baking(120_000), ports)).result.outcome).toBe(outcome);
    }
  });

  test.each<[string, (version: string | null, look: number) => number]>([
    ['an incident that those beside it have too', (_, look) => (look > 8 && look < 80 ? 0.3 : 0)],
    ['more than those beside it have, where that is allowed', (version) => (version === 'v2' ? 0.004 : 0)],
  ])('is not blamed for %s', async (_what, share) => {
    const fleet = simulatedFleet({ wanted: 4, version: 'v1' });
    expect((await roll({ fleet, limits: one }, baking(), counting(fleet, share))).result.outcome).toBe('promoted');
  });

  test('carries what was found to the next one, and to the job after a kill', async () => {
    // One poll of a batch: none of them is enough alone.
    for (const kill of [null, 'before drain web2', 'after restore web2']) {
      const fleet = simulatedFleet({ wanted: 8, version: 'v1' });
      let killed = false;
      fleet.at = (boundary) => {
        if (boundary !== kill || killed) return;
        killed = true;
        throw new Killed('killed');
      };
      const jobs = await roll(
        { fleet, limits: one },
        baking(2_000),
        counting(fleet, (version) => (version === 'v2' ? 1 : 0)),
      );
      expect(jobs.result.reason.code).toBe('analysis-failed');
      expect(jobs.kills).toBe(kill === null ? 0 : 1);
      expect(new Set(drained(jobs)).size).toBeGreaterThanOrEqual(3);
      expect(new Set(drained(jobs)).size).toBeLessThan(6);
    }
  });

  test.each([
    ['in the midst of it', (look: number) => look % 3 === 2],
    ['at the first look of the job after a kill', (_: number, since: number) => since < 2],
  ])(
    'is judged by what was served meanwhile where a balancer does not answer %s, and not by all that one ever counted',
    async (_what, isSilent) => {
      const fleet = simulatedFleet({ wanted: 2, version: 'v1' });
      const { batches } = counting(fleet, () => 0);
      let [look, since] = [0, Number.POSITIVE_INFINITY];
      fleet.at = (boundary) => {
        if (boundary !== 'after restore web1' || since < Number.POSITIVE_INFINITY) return;
        since = 0;
        throw new Killed('killed');
      };
      const { instances } = fleet;
      fleet.instances = async (signal) => {
        look++;
        since++;
        return { ...(await instances(signal)), silent: isSilent(look, since) ? ['q'] : [] };
      };
      const byInstance: BatchJudge['byInstance'] = async (signal) => {
        const [one] = await batches.byInstance(signal);
        const both = [one, { ...one, process: 'q' }] as RawCounters[];
        return isSilent(look, since) ? both.slice(0, 1) : both;
      };
      const { events, result } = await roll({ fleet, limits: one }, baking(), { batches: { ...batches, byInstance } });
      expect(result.outcome).toBe('promoted');
      const served = events.flatMap(({ evidence }) => evidence.map(({ canary }) => canary.requests));
      expect(Math.max(...served)).toBeGreaterThan(5_000);
      expect(Math.max(...served)).toBeLessThan(25_000);
    },
  );

  test('is not judged where nobody counts, and nothing is said of it', async () => {
    const fleet = simulatedFleet({ wanted: 2, version: 'v1' });
    const { batches } = counting(fleet, () => 1);
    const { events, result } = await roll({ fleet, limits: one }, baking(), { batches: { ...batches, byInstance: async () => [] } });
    expect(result).toMatchObject({ outcome: 'promoted', rollout: { judge: null } });
    expect(events.flatMap(({ evidence }) => evidence)).toEqual([]);
  });
});
