import { describe, expect, test } from 'vitest';
import type { Rollout } from '../../src/ports/journal.ts';
import { rolling } from '../../src/strategies/rolling.ts';
import { type SimulatedFleet, simulatedFleet } from '../fakes/fleet.ts';
import { someRollout } from '../fakes/rollout.ts';
import { type Jobs, Killed, run } from './jobs.ts';

type World = { fleet: SimulatedFleet; limits: { maxUnavailable: number; maxSurge: number } };

function roll({ fleet, limits }: World, rollout: Rollout): Promise<Jobs> {
  const settings = { limits: () => limits, minReady: 0, progressDeadline: 60_000, interval: 1_000 };
  return run(() => rolling({ fleet }, settings), fleet, rollout);
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
