import { describe, expect, test } from 'vitest';
import { rolling } from '../../src/strategies/rolling.ts';
import { tracks } from '../../src/strategies/tracks.ts';
import { simulatedFleet } from '../fakes/fleet.ts';
import { someRollout } from '../fakes/rollout.ts';
import { thresholdJudge } from '../fakes/threshold-judge.ts';
import { type SimulatedTracks, simulatedTracks } from '../fakes/tracks.ts';
import { run } from './jobs.ts';

const times = { minReady: 0, progressDeadline: 60_000, interval: 1_000 };
const from = { version: 'v1', spec: 's', track: 'blue' };

/** A canary of 25 % in a world whose second balancer `answers` or not, by how often it was looked at. */
function canary(world: SimulatedTracks, answers: (look: number) => boolean) {
  let looks = 0;
  const router = {
    ...world.router,
    read: async (signal: AbortSignal) => ({ ...(await world.router.read(signal)), silent: answers(looks++) ? [] : ['lb2'] }),
  };
  const judge = thresholdJudge({ maxErrorRate: 0.01, maxErrorRatio: 2, minPolls: 3, onNoData: 'wait' });
  const analysis = { pollInterval: 2_000, initialDelay: 0, analysisTimeout: 60_000, onInconclusive: 'pause' as const };
  const settings = { previewSize: (full: number) => full, alwaysFull: false, ...times, ...analysis };
  const goal = { version: 'v2', spec: 's', track: 'green', weight: 25, stage: 'canary' as const, bakeTime: 10_000, keepOld: 0 };
  const strategyOf = () => tracks({ tracks: world.tracks, router, judge }, settings);
  return run(strategyOf, world, someRollout({ kind: 'tracks', goal, from }));
}

describe('a balancer that does not answer', () => {
  test('is waited for, and a canary goes on when it answers again', async () => {
    const world = simulatedTracks({ full: 4, version: 'v1' });
    const { result, events } = await canary(world, (look) => look < 3 || look > 20);
    expect(result.outcome).toBe('canary');
    expect(events.map((event) => event.text)).toContain('lb2 does not answer');
  });

  test('gets nothing new: the rollout goes back on those that answer, stops nothing, and is stuck by its name', async () => {
    const world = simulatedTracks({ full: 4, version: 'v1' });
    const { result } = await canary(world, () => world.state.weights['green'] === 0 && world.state.green.wanted === 0);
    expect(result).toMatchObject({ outcome: 'stuck', reason: { code: 'balancer-unreachable' } });
    expect(result.reason.message).toContain('lb2 does not answer, for 60 s');
    expect(world.state.weights).toEqual({ blue: 100, green: 0 });
    expect(world.state.green).toMatchObject({ version: 'v2', wanted: 1 });
  });

  test('takes the traffic of a canary back on the others', async () => {
    const world = simulatedTracks({ full: 4, version: 'v1' });
    let shifted = false;
    const { result } = await canary(world, () => {
      shifted ||= world.state.weights['green'] === 25;
      return !shifted;
    });
    expect(result).toMatchObject({ outcome: 'stuck', reason: { code: 'balancer-unreachable' } });
    expect(world.state.weights).toEqual({ blue: 100, green: 0 });
    expect(world.state.green).toMatchObject({ version: 'v2', ready: 1 });
  });

  test('stops a rolling update, which puts back what is ready and replaces nothing more', async () => {
    const world = simulatedFleet({ wanted: 3, version: 'v1' });
    let replaced = 0;
    const fleet = {
      ...world,
      instances: async (signal: AbortSignal) => ({ ...(await world.instances(signal)), silent: replaced > 0 ? ['lb2'] : [] }),
      replace: async (...given: Parameters<typeof world.replace>) => {
        replaced++;
        await world.replace(...given);
      },
    };
    const goal = { version: 'v2', spec: 's', track: null, weight: 100, stage: 'retired' as const, bakeTime: 0, keepOld: 0 };
    const strategyOf = () => rolling({ fleet }, { limits: () => ({ maxUnavailable: 1, maxSurge: 0 }), ...times });
    const { result } = await run(strategyOf, world, someRollout({ kind: 'rolling', goal, from: { ...from, track: null } }));
    expect(result).toMatchObject({ outcome: 'stuck', reason: { code: 'balancer-unreachable' } });
    expect(replaced).toBe(1);
  });
});
