import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JudgeState, RawCounters, Served, TrackCounters } from '../../src/ports/metrics.ts';
import { type Memory, remembering } from '../../src/rollout/strategy.ts';
import { look, since, soon, sum } from '../../src/strategies/look.ts';
import { pollOf } from '../analysis/settings.ts';
import { someRollout } from '../fakes/rollout.ts';
import { thresholdJudge } from '../fakes/threshold-judge.ts';

/** A balancer process whose green track has served this much. */
function process(name: string, requests: number, errors = 0, slower?: readonly number[]): RawCounters {
  const green: TrackCounters = { requests, errors, ...(slower && { slower }) };
  return { process: name, tracks: { green } };
}

const at = (mono: number) => ({ mono, wall: 1_790_000_000_000 + mono });

/** What was counted over all of these readings, one a second, and what is remembered then. */
function seen(readings: readonly (readonly RawCounters[])[]): { green: Served; memory: Memory } {
  let memory = remembering(someRollout(), at(0));
  for (const [i, counters] of readings.entries()) {
    memory = look(memory, { distance: 1, ready: [], counters, weight: 25 }, at(1_000 * i), 2_000);
  }
  return { green: memory.pending.served['green'] ?? { requests: 0, errors: 0 }, memory };
}

describe('the next look', () => {
  test('comes after a quarter of the time for which nothing came nearer, a tenth of a second at least, and later the more are asked', () => {
    const memory = { ...remembering(someRollout(), at(0)), nearest: { distance: 1, at: 1_000 } };
    const waits = (now: number, instances: number) => soon(memory, at(now), instances) - now;
    expect([1_000, 1_300, 3_000, 9_000].map((now) => waits(now, 2))).toEqual([100, 100, 500, 2_000]);
    expect([10, 11, 50, 1_000].map((instances) => waits(1_000, instances))).toEqual([100, 110, 500, 10_000]);
  });
});

describe('samples', () => {
  test('are no denser than one an interval, whatever is looked at in between, and lose no request', () => {
    let memory = remembering(someRollout(), at(0));
    const times = [0, 1_000, 1_100, 1_200, 1_300, 2_050, 3_050, 4_050, 4_060];
    for (const [i, time] of times.entries())
      memory = look(memory, { distance: 1, ready: [], counters: [process('p', 100 * i)], weight: 25 }, at(time), 2_000);
    const { samples, requests } = memory.rollout;
    const [first = { at: 0 }] = samples;
    expect(samples.map(({ at, requests }) => [at - first.at, requests])).toEqual([
      [0, 0],
      [1_000, 100],
      [1_300, 300],
      [2_050, 100],
      [3_050, 100],
      [4_050, 100],
      [4_060, 100],
    ]);
    expect(requests).toBe(800);
  });
});

describe('counters of balancers', () => {
  test('say nothing of our time at their first reading', () => {
    expect(seen([[process('p', 5_000, 9)]]).green).toEqual({ requests: 0, errors: 0 });
  });

  test('of errors may waver, which is no reset', () => {
    expect(seen([[process('p', 5_000, 9)], [process('p', 5_100, 8)], [process('p', 5_150, 12)]]).green).toEqual({
      requests: 150,
      errors: 4,
    });
  });

  test('are subtracted from one reading to the next', () => {
    expect(seen([[process('p', 5_000, 9)], [process('p', 5_100, 10)], [process('p', 5_150, 10)]]).green).toEqual({
      requests: 150,
      errors: 1,
    });
  });

  test.each([
    ['of requests', process('p', 30, 20), { requests: 30, errors: 20 }],
    ['of slow ones', process('p', 6_000, 20, [1, 0]), { requests: 6_000, errors: 20, slower: [1, 0] }],
  ])('that decrease were reset, and count from zero: a decrease %s', (_which, after, served) => {
    expect(since([process('p', 5_000, 9, [7, 3])], [after])).toEqual({ green: served });
  });

  test('of another process count from zero, and the one that is gone no more', () => {
    expect(seen([[process('p', 5_000, 9)], [process('q', 40, 1)], [process('q', 50, 1)]]).green).toEqual({ requests: 50, errors: 1 });
  });

  test('of two balancers are added up, each from its own reading', () => {
    const before = [process('p', 5_000, 9, [4]), process('q', 100, 0, [2])];
    expect(since(before, [process('q', 130, 3, [3]), process('p', 5_010, 9, [4])])).toEqual({
      green: { requests: 40, errors: 3, slower: [1] },
    });
  });

  test('of a balancer that joins are added, and of one that leaves are missed, never taken off', () => {
    const { green } = seen([[process('p', 5_000)], [process('p', 5_010), process('q', 3)], [process('q', 8)]]);
    expect(green).toEqual({ requests: 18, errors: 0 });
  });

  test('of a balancer that was silent for a while go on where they were', () => {
    const silent = [[process('p', 5_000, 9), process('q', 7_000, 9)], [process('p', 5_010, 9)], [process('p', 5_020, 9)]];
    expect(seen([...silent, [process('p', 5_020, 9), process('q', 7_030, 11)]]).green).toEqual({ requests: 50, errors: 2 });
    expect(seen([[process('p', 5_000)], [], [process('p', 5_010)]]).green).toEqual({ requests: 10, errors: 0 });
  });

  test('of processes that are gone are forgotten in the end', () => {
    const { memory } = seen(Array.from({ length: 100 }, (_, i) => [process(`p${i}`, i)]));
    expect(memory.rollout.counters[0]?.process).toBe('p99');
    expect(memory.rollout.counters.length).toBeLessThan(10);
  });

  test('of one track do not hide those of another', () => {
    const reading = (blue: number, green: number) => ({
      process: 'p',
      tracks: { blue: { requests: blue, errors: 0 }, green: { requests: green, errors: 0 } },
    });
    expect(since([reading(500, 70)], [reading(3, 75)])).toEqual({ blue: { requests: 3, errors: 0 }, green: { requests: 5, errors: 0 } });
  });

  const reading = fc.uniqueArray(
    fc.record({
      process: fc.constantFrom('p', 'q', 'r'),
      tracks: fc.dictionary(
        fc.constantFrom('blue', 'green'),
        fc.record({ requests: fc.nat(), errors: fc.nat(), slower: fc.array(fc.nat(), { minLength: 2, maxLength: 2 }) }),
      ),
    }),
    { selector: (one) => one.process },
  );

  test('never become negative, whatever they do', () => {
    fc.assert(
      fc.property(reading, reading, (before, after) => {
        for (const { requests, errors, slower } of Object.values(since(before, after))) {
          expect(Math.min(requests, errors, ...(slower ?? []))).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('do not accuse a good version when a balancer starts again', () => {
    const judge = thresholdJudge({ maxErrorRate: 0.01, maxErrorRatio: 2, minPolls: 1, onNoData: 'wait' });
    const read = (requests: number, errors: number) => {
      const track = { requests, errors };
      return [{ process: 'p', tracks: { green: track, blue: track } }];
    };
    const readings = [read(90_000, 900), read(91_000, 910), read(500, 5), read(1_500, 15)];
    let state: JudgeState | null = null;
    for (const [i, after] of readings.slice(1).entries()) {
      const { green, blue } = since(readings[i] ?? [], after);
      const judged = judge.judge(state, pollOf({ canary: green as Served, stable: blue as Served }), false);
      expect(judged.verdict.result).toBe('undecided');
      state = judged.state;
    }
    expect(state).toMatchObject({ polls: 3, canary: { requests: 2_500, errors: 25 } });
  });
});

describe('a look', () => {
  test('adds requests of all tracks to the rollout and to its samples', () => {
    const { rollout } = seen([[process('p', 10, 1)], [process('p', 30, 2)], [process('p', 60, 2)]]).memory;
    expect(rollout).toMatchObject({ requests: 50, failed: 1 });
    expect(rollout.samples.map(({ requests, failed }) => [requests, failed])).toEqual([
      [0, 0],
      [20, 1],
      [30, 0],
    ]);
  });

  test('counts no more as watched than two looks are apart: a gap is not bake time', () => {
    let memory = remembering(someRollout(), at(0));
    const nothing = { distance: 1, ready: [], counters: [], weight: 0 };
    for (const mono of [0, 1_000, 60_000, 61_000]) memory = look(memory, nothing, at(mono), 2_000);
    expect(memory.rollout.watched).toBe(4_000);
  });

  test('thins samples to 300 at most, keeps the first and the last, and loses no request', () => {
    let memory = remembering(someRollout(), at(0));
    for (let i = 0; i <= 5_000; i++) {
      memory = look(memory, { distance: 1, ready: [], counters: [process('p', 7 * i, i)], weight: 25 }, at(1_000 * i), 2_000);
      const { samples } = memory.rollout;
      expect(samples.length).toBeLessThanOrEqual(300);
      expect([samples[0]?.at, samples.at(-1)?.at]).toEqual([at(0).wall, at(1_000 * i).wall]);
    }
    const { samples } = memory.rollout;
    expect(sum(samples.map(({ requests, failed }) => ({ requests, errors: failed })))).toEqual({ requests: 35_000, errors: 5_000 });
    expect(samples).toEqual(samples.toSorted((a, b) => a.at - b.at));
  });
});
