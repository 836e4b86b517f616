import { describe, expect, test } from 'vitest';
import { LIMITS, rowOf, simulate, TOOLS } from '../../scripts/simulate/compare.ts';
import { AS_FAST, BAD, HEALTHY, POLLS, SLOW_ONES } from '../../scripts/simulate/grid.ts';
import { chanceOfSuchRanks, differenceBound, isHigher } from '../../scripts/simulate/mann-whitney.ts';
import { detected, measure, typical } from '../../scripts/simulate/measure.ts';
import { bursty, poisson, random } from '../../scripts/simulate/random.ts';
import { type Kind, sluice } from '../../scripts/simulate/tools.ts';
import { drawn, type Traffic } from '../../scripts/simulate/traffic.ts';

const { Sluice, 'knows both rates': oracle } = TOOLS as Record<'Sluice' | 'knows both rates', Kind>;
const judge = { Sluice };

/** Mean and variance of many draws. */
function moments(draw: () => number): { mean: number; variance: number } {
  const draws = Array.from({ length: 40_000 }, draw);
  const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
  return { mean, variance: draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length };
}

describe('simulated traffic', () => {
  test.each([0.05, 3, 11, 13, 40, 9_900])('has as many requests as are expected, and varies as chance does: %d', (expected) => {
    const next = random(1);
    const { mean, variance } = moments(() => poisson(next, expected));
    expect(Math.abs(mean - expected)).toBeLessThan(5 * Math.sqrt(expected / 40_000));
    expect(variance / expected).toBeGreaterThan(0.93);
    expect(variance / expected).toBeLessThan(1.07);
  });

  test.each([5, 20])('has bursts of %d in the mean, which vary as geometric ones do', (burst) => {
    const next = random(2);
    const { mean, variance } = moments(() => bursty(next, 30, burst));
    expect(mean / 30).toBeCloseTo(1, 1);
    expect(variance / mean / (2 * burst - 1)).toBeCloseTo(1, 1);
  });

  test('is worse from when it is said to be, and for both tracks alike in an incident', () => {
    const next = random(3);
    const traffic = {
      rate: 1_000,
      weight: 0.5,
      interval: 10,
      stable: 0,
      canary: 0.5,
      worseFrom: 3,
      incident: { from: 5, to: 6, share: 1 },
    };
    const polls = [1, 2, 3, 4, 5, 6].map((poll) => drawn(next, traffic, poll));
    const shares = polls.map(({ canary, stable }) =>
      [canary.bad / canary.requests, stable.bad / stable.requests].map((x) => Math.round(10 * x)),
    );
    expect(shares).toEqual([
      [0, 0],
      [0, 0],
      [5, 0],
      [5, 0],
      [10, 10],
      [5, 0],
    ]);
  });

  test('is the same for the same seed', () => {
    const cell = BAD[20] as (typeof BAD)[number];
    expect(measure(cell, judge, { runs: 5, seed: 7 })).toEqual(measure(cell, judge, { runs: 5, seed: 7 }));
  });
});

test('the interval of a difference begins where the table of Mann and Whitney’s statistic says', () => {
  // Six beside six: a statistic of 5 is the largest that is significant at 5 %, so the interval begins at the sixth smallest difference.
  expect(differenceBound([6, 7, 8, 9, 10, 11], [3, 4, 5, 6, 7, 8], 0.95)).toEqual({ lower: 0, estimate: 3 });
  expect(differenceBound([16, 17, 18, 19, 20, 21], [3, 4, 5, 6, 7, 8], 0.95)).toEqual({ lower: 10, estimate: 13 });
  expect(differenceBound([2], [1], 0.98).lower).toBe(Number.NEGATIVE_INFINITY);
});

test('one side is higher where the interval of the difference begins over a quarter of it', () => {
  const next = random(4);
  for (let run = 0; run < 300; run++) {
    // Few values, so that many are the same.
    const draw = (most: number) => Array.from({ length: 1 + Math.floor(12 * next()) }, () => Math.floor(most * next()));
    const [a, b] = [draw(2 + 20 * next()), draw(4)];
    const { lower, estimate } = differenceBound(a, b, 0.98);
    expect(isHigher(a, b, { confidence: 0.98, fraction: 0.25 }), `${a} beside ${b}`).toBe(lower > 0.25 * Math.abs(estimate));
  }
});

test('how likely ranks are is counted over all ways to deal them', () => {
  expect(chanceOfSuchRanks([6, 7, 8, 9, 10], [1, 2, 3, 4, 5])).toBeCloseTo(1 / 252, 10);
  expect(chanceOfSuchRanks([1, 2, 3, 4, 5], [6, 7, 8, 9, 10])).toBe(1);
  expect(chanceOfSuchRanks([0, 0, 0], [0, 0])).toBe(1);
  // Of the ten ways to deal 0, 0, 0, 1 and 1 to two and three, one gives the two both of them.
  expect(chanceOfSuchRanks([1, 1], [0, 0, 0])).toBeCloseTo(0.1, 10);
});

describe('in a simulated hour', { timeout: 60_000 }, () => {
  test('a version no worse than stable is hardly ever failed', () => {
    const alarms = HEALTHY.map((cell, i) => detected(measure(cell, judge, { runs: 8, seed: i }).Sluice));
    expect(alarms.reduce((sum, share) => sum + share, 0) / HEALTHY.length).toBeLessThan(0.01);
  });

  test('bad versions are found as often as they can be, and in time', async () => {
    const simulated = await simulate({ Sluice, 'knows both rates': oracle }, { bad: 10, healthy: 1, seed: 5 });
    const row = rowOf('Sluice', simulated);
    expect(row.detected).toBeGreaterThanOrEqual(114);
    expect(row.times).toBeLessThanOrEqual(2);
  });

  test('one that fails all requests is failed at the third poll', () => {
    const traffic = { rate: 100, weight: 0.1, interval: 10, stable: 0.001, canary: 1 };
    expect(measure(traffic, judge, { runs: 20, seed: 1 }).Sluice.polls).toEqual(Array(20).fill(3));
  });

  test.each([5, 10, 20])('a version no worse is seldom failed for bursts of %d', (burst) => {
    const cells = HEALTHY.filter(({ weight, stable }) => weight === 0.25 && stable === 0.01);
    const alarms = cells.map((cell, i) => detected(measure({ ...cell, burst }, judge, { runs: 25, seed: i }).Sluice));
    expect(alarms.reduce((sum, share) => sum + share, 0) / cells.length).toBeLessThanOrEqual(0.03);
  });

  test('a version as fast as stable is seldom failed, and a slower one is found', () => {
    const alarms = AS_FAST.map((cell, i) => detected(measure(cell, judge, { runs: 15, seed: i }).Sluice));
    expect(alarms.reduce((sum, share) => sum + share, 0) / AS_FAST.length).toBeLessThanOrEqual(0.01);
    const found = SLOW_ONES.map(([kind, cells]) => {
      const shares = cells.map((cell, i) => detected(measure(cell, judge, { runs: 10, seed: i }).Sluice));
      return [kind, shares.filter((share) => share === 1).length] as const;
    });
    const least: Record<string, number> = { '10 % slower': 7, '50 % slower': 14, '5 % ten times slower': 9 };
    for (const [kind, cells] of found) expect(cells, kind).toBeGreaterThanOrEqual(least[kind] as number);
  });

  test('a failure that begins at minute 30 is found about as soon as one of the start', () => {
    const traffic = { rate: 100, weight: 0.1, interval: 10, stable: 0.01, canary: 0.06 };
    const middleOf = (of: Traffic) => typical(measure(of, judge, { runs: 40, seed: 1 }).Sluice);
    expect(middleOf({ ...traffic, worseFrom: 181 })).toBeLessThanOrEqual(2 * middleOf(traffic));
  });

  test('a batch is seldom failed that has just as many as are allowed, or just as many as those beside it, and one that has more is', () => {
    const rolling = { batch: sluice({ ...LIMITS, maxErrorRate: 0.01 }, true) };
    const failed = (change: Partial<Traffic>) => {
      const traffic = { rate: 100, weight: 0.25, interval: 10, stable: 0, canary: 0.01, ...change };
      return detected(measure(traffic, rolling, { runs: 150, seed: 1, polls: 60 }).batch);
    };
    expect(failed({})).toBeLessThanOrEqual(0.02);
    expect(failed({ stable: 0.05, canary: 0.05 })).toBeLessThanOrEqual(0.02);
    expect(failed({ canary: 0.03 })).toBeGreaterThan(0.95);
    expect(failed({ stable: 0.01, canary: 0.03 })).toBeGreaterThan(0.95);
  });

  test('an incident of both tracks is nobody’s fault', () => {
    const traffic = { rate: 100, weight: 0.1, interval: 10, stable: 0.01, canary: 0.01, incident: { from: 60, to: 120, share: 0.3 } };
    expect(detected(measure(traffic, judge, { runs: 40, seed: 1, polls: POLLS }).Sluice)).toBeLessThanOrEqual(0.025);
  });
});
