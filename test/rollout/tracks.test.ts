import { describe, expect, test } from 'vitest';
import { sequentialJudge } from '../../src/analysis/sequential.ts';
import type { Goal, Journal, Rollout } from '../../src/ports/journal.ts';
import type { Judge, MetricSource } from '../../src/ports/metrics.ts';
import type { TracksSettings } from '../../src/strategies/track-step.ts';
import { tracks } from '../../src/strategies/tracks.ts';
import { SETTINGS } from '../analysis/settings.ts';
import { memoryJournal } from '../fakes/journal.ts';
import { someRollout } from '../fakes/rollout.ts';
import { thresholdJudge } from '../fakes/threshold-judge.ts';
import { type SimulatedTracks, simulatedTracks } from '../fakes/tracks.ts';
import { type Jobs, Killed, run } from './jobs.ts';

function goalOf(change: Partial<Goal>): Rollout {
  const goal: Goal = { version: 'v2', spec: 's', track: 'green', weight: 100, stage: 'retired', bakeTime: 10_000, keepOld: 0, ...change };
  return someRollout({ kind: 'tracks', goal, from: { version: 'v1', spec: 's', track: 'blue' } });
}

type Options = { metrics?: MetricSource; journal?: Journal; judge?: Judge; change?: Partial<TracksSettings> };

function shift(world: SimulatedTracks, rollout: Rollout, options: Options = {}): Promise<Jobs> {
  const { judge = thresholdJudge({ maxErrorRate: 0.01, maxErrorRatio: 2, minPolls: 3, onNoData: 'wait' }), change } = options;
  const settings = { previewSize: (full: number) => full, alwaysFull: false, minReady: 0, progressDeadline: 60_000, interval: 1_000 };
  const analysis = { pollInterval: 2_000, initialDelay: 0, analysisTimeout: 60_000, onInconclusive: 'pause' as const };
  const { metrics, journal } = options;
  const ports = { ...world, judge, ...(metrics && { metrics }) };
  return run(() => tracks(ports, { ...settings, ...analysis, ...change }), world, rollout, journal);
}

/** Counters of a router under a constant load, with the errors of the new version; and of the old one, which has served for long. */
function served(world: SimulatedTracks, errorRate: number, old = 0): MetricSource {
  const counted = { blue: { requests: 100_000, errors: 100_000 * old }, green: { requests: 0, errors: 0 } };
  return {
    async read() {
      for (const track of ['blue', 'green'] as const) {
        const requests = 10 * (world.state.weights[track] ?? 0);
        counted[track].requests += requests;
        counted[track].errors += Math.round(requests * (track === 'green' ? errorRate : old));
      }
      return [{ process: 'p', tracks: structuredClone(counted) }];
    },
  };
}

const goals: [string, Partial<Goal>][] = [
  ['promoted', {}],
  ['switched', { stage: 'switched' }],
  ['prepared', { stage: 'prepared', weight: 0 }],
  ...[0, 1, 5, 25, 50, 99, 100].map((weight): [string, Partial<Goal>] => ['canary', { stage: 'canary', weight }]),
];

describe('two tracks', () => {
  test('print the whole sequence of a blue/green switch', async () => {
    const { events, result } = await shift(simulatedTracks({ full: 4, version: 'v1' }), goalOf({ keepOld: 5_000 }));
    expect(events.map((event) => event.text)).toEqual([
      'bring up 4 of v2 on green',
      'prove green before it gets traffic',
      'shift green 0 % → 100 %',
      'baking for 10 s',
      'keeping blue for 5 s, ready to take the traffic back',
      'retire blue',
    ]);
    expect(result).toMatchObject({ outcome: 'promoted', reason: { code: 'done' } });
  });

  test('end as asked at every size and weight, and at no moment give traffic to what cannot carry it', async () => {
    for (let full = 1; full <= 5; full++) {
      for (const [outcome, goal] of goals) {
        const world = simulatedTracks({ full, version: 'v1' });
        const { result } = await shift(world, goalOf(goal));
        expect(result.outcome).toBe(outcome);
        expect(world.state.weights).toEqual({ blue: 100 - (goal.weight ?? 100), green: goal.weight ?? 100 });
      }
    }
  });

  test('end after a kill at any boundary as they would have without', async () => {
    let boundaries = 0;
    for (let full = 1; full <= 5; full++) {
      for (const [outcome, goal] of goals) {
        for (const bad of [false, true]) {
          for (let at = 0; ; at++) {
            const world = simulatedTracks({ full, version: 'v1', ...(bad && { bad: (version) => version === 'v2' }) });
            let passed = 0;
            world.at = () => {
              if (passed++ === at) throw new Killed('killed');
            };
            const { result, kills } = await shift(world, goalOf(goal));
            if (kills === 0) break;
            boundaries++;
            expect(result.outcome).toBe(bad ? 'rolled-back' : outcome);
            if (bad) expect(world.state.weights).toEqual({ blue: 100, green: 0 });
            if (bad) expect(world.state.green.wanted).toBe(0);
          }
        }
      }
    }
    expect(boundaries).toBeGreaterThan(350);
  });

  test('take a canary with errors back, and say by which numbers', async () => {
    const world = simulatedTracks({ full: 4, version: 'v1' });
    const { result } = await shift(world, goalOf({ stage: 'canary', weight: 25, bakeTime: 60_000 }), { metrics: served(world, 0.05) });
    expect(result).toMatchObject({ outcome: 'rolled-back', reason: { code: 'analysis-failed' } });
    expect(result.reason.message).toContain('errors 78/1,500 new (5.20 %) vs 0/4,500 stable');
    expect(world.state.weights).toEqual({ blue: 100, green: 0 });
  });

  const judge = sequentialJudge(SETTINGS);

  test('after a switch hold a version to what the one before had', async () => {
    for (const [share, outcome] of [
      [0.02, 'switched'],
      [0.05, 'rolled-back'],
    ] as const) {
      const world = simulatedTracks({ full: 4, version: 'v1' });
      const goal = goalOf({ stage: 'switched', bakeTime: 120_000 });
      const { result } = await shift(world, goal, { metrics: served(world, share, 0.02), judge });
      expect(result.outcome, `${share}`).toBe(outcome);
      if (outcome === 'rolled-back')
        expect(result.reason.message).toMatch(/^errors \d+\/[\d,]+ canary \(5\.00 %\) after [\d,]+\/10\d,000 before it \(2\.00 %\): /);
    }
  });

  test('go on with what was found in the step before, in the next one and after the switch', async () => {
    // Two polls a step: too few to be sure by the one step alone.
    const change = { analysisTimeout: 0, onInconclusive: 'pass' as const };
    for (const [stage, weight] of [
      ['canary', 50],
      ['switched', 100],
    ] as const) {
      const ends = [true, false].map(async (carries) => {
        const world = simulatedTracks({ full: 4, version: 'v1' });
        const options = { metrics: served(world, 0.5), judge, change, journal: memoryJournal() };
        const first = await shift(world, goalOf({ stage: 'canary', weight: 25, bakeTime: 4_000 }), options);
        expect(first.result.outcome).toBe('canary');
        const { rollout } = first.result;
        const goal = { ...rollout.goal, stage, weight, bakeTime: 4_000 };
        const next = await shift(world, { ...rollout, goal, judge: carries ? rollout.judge : null }, options);
        return next.result.outcome;
      });
      expect(await Promise.all(ends)).toEqual(['rolled-back', stage]);
    }
  });

  test('say before a canary gets traffic what is to be expected, as far as that is known', async () => {
    const said = async (goal: Partial<Goal>, metrics?: MetricSource | ((world: SimulatedTracks) => MetricSource)) => {
      const world = simulatedTracks({ full: 4, version: 'v1' });
      const source = typeof metrics === 'function' ? metrics(world) : metrics;
      const { events } = await shift(world, goalOf(goal), { judge, change: { minReady: 5_000 }, ...(source && { metrics: source }) });
      return events.find(({ text }) => text.startsWith('shift'))?.text;
    };
    const canary = { stage: 'canary', weight: 25, bakeTime: 60_000 } as const;
    expect(await said(canary, (world) => served(world, 0, 0.002))).toMatch(
      /^shift green 0 % → 25 % · at 1,\d00 requests a second, 0\.20 % of them bad, a version as good can pass after about 1m, and one with 0\.\d\d % bad is as likely as not taken back within 1m$/,
    );
    const quiet = { read: async () => [{ process: 'p', tracks: { blue: { requests: 9, errors: 0 } } }] };
    expect(await said(canary, quiet)).toBe('shift green 0 % → 25 % · the traffic was not seen yet, so how long a pass takes is not known');
    expect(await said(canary)).toBe('shift green 0 % → 25 %');
    expect(await said({}, (world) => served(world, 0))).toBe('shift green 0 % → 100 %');
  });

  test('pass a canary without errors', async () => {
    const world = simulatedTracks({ full: 4, version: 'v1' });
    const { result } = await shift(world, goalOf({ stage: 'canary', weight: 25, bakeTime: 30_000 }), { metrics: served(world, 0) });
    expect(result.outcome).toBe('canary');
    expect(result.rollout.requests).toBeGreaterThan(10_000);
  });

  test('pause a canary that no request reached', async () => {
    const world = simulatedTracks({ full: 4, version: 'v1' });
    const silent: MetricSource = {
      read: async () => [{ process: 'p', tracks: { blue: { requests: 5, errors: 0 }, green: { requests: 0, errors: 0 } } }],
    };
    const { result } = await shift(world, goalOf({ stage: 'canary', weight: 25 }), { metrics: silent });
    expect(result).toMatchObject({ outcome: 'paused', reason: { code: 'analysis-inconclusive' } });
  });

  test('send a track back that serves and has lost its instances', async () => {
    const world = simulatedTracks({ full: 4, version: 'v1' });
    let looks = 0;
    const read = world.tracks.read;
    world.tracks.read = async (signal) => {
      if (world.state.weights.green === 50 && ++looks === 3) world.state.green = { ...world.state.green, ready: 1 };
      return read(signal);
    };
    const { result } = await shift(world, goalOf({ stage: 'canary', weight: 50, bakeTime: 60_000 }));
    expect(result).toMatchObject({ outcome: 'rolled-back', reason: { code: 'unready' } });
  });

  test('leave a track alone that lost instances for less than an interval', async () => {
    for (const [dip, outcome] of [
      [1, 'canary'],
      [2, 'rolled-back'],
    ] as const) {
      const world = simulatedTracks({ full: 4, version: 'v1' });
      let looks = 0;
      const read = world.tracks.read;
      world.tracks.read = async (signal) => {
        if (world.state.weights.green === 50) {
          const isLost = ++looks > 2 && looks <= 2 + dip;
          if (looks <= 3 + dip) world.state.green = { ...world.state.green, ready: isLost ? 1 : 2 };
        }
        return read(signal);
      };
      const { result } = await shift(world, goalOf({ stage: 'canary', weight: 50, bakeTime: 10_000 }));
      expect(result.outcome, `${dip} looks`).toBe(outcome);
    }
  });

  test('look once an interval where only `min-ready` is missing', async () => {
    const world = simulatedTracks({ full: 4, version: 'v1' });
    let looks = 0;
    const read = world.tracks.read;
    world.tracks.read = (signal) => {
      looks++;
      return read(signal);
    };
    const { result } = await shift(world, goalOf({ stage: 'prepared', weight: 0 }), { change: { minReady: 30_000 } });
    expect(result.outcome).toBe('prepared');
    // One a second, and those before and after each step.
    expect(looks).toBeLessThan(35);
  });

  test('promote the tested copies, brought to full size first', async () => {
    const world = simulatedTracks({ full: 4, version: 'v1' });
    const journal = memoryJournal();
    const first = await shift(world, goalOf({ stage: 'canary', weight: 25 }), { journal });
    expect(world.state.green.wanted).toBe(1);
    const goal: Goal = { ...first.result.rollout.goal, stage: 'retired', weight: 100 };
    const second = await shift(world, { ...first.result.rollout, goal }, { journal });
    expect(second.result.outcome).toBe('promoted');
    expect(second.events.map((event) => event.text).slice(0, 2)).toEqual(['scale green to 4', 'shift green 25 % → 100 %']);
  });
});
