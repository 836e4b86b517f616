import { describe, expect, test } from 'vitest';
import { compare, LIMITS, TOOLS } from '../../scripts/simulate/compare.ts';
import { BAD, HEALTHY, POLLS } from '../../scripts/simulate/grid.ts';
import { differenceBound } from '../../scripts/simulate/mann-whitney.ts';
import { detected, measure } from '../../scripts/simulate/measure.ts';
import { bursty, poisson, random } from '../../scripts/simulate/random.ts';
import { sluice } from '../../scripts/simulate/tools.ts';
import { drawn, type Traffic } from '../../scripts/simulate/traffic.ts';

const { Sluice, 'knows both rates': oracle } = TOOLS as Required<typeof TOOLS>;
const judge = { Sluice } as Parameters<typeof measure>[1];

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

describe('in a simulated hour', { timeout: 60_000 }, () => {
  test('a version no worse than stable is hardly ever failed', () => {
    const alarms = HEALTHY.map((cell, i) => detected(measure(cell, judge, { runs: 8, seed: i })['Sluice'] as never));
    expect(alarms.reduce((sum, share) => sum + share, 0) / HEALTHY.length).toBeLessThan(0.01);
  });

  test('bad versions are found as often as they can be, and in time', () => {
    const [row] = compare({ Sluice: Sluice as never, 'knows both rates': oracle as never }, { bad: 10, healthy: 0, seed: 5 });
    expect(row?.detected).toBeGreaterThanOrEqual(114);
    expect(row?.times).toBeLessThanOrEqual(2);
  });

  test('one that fails all requests is failed at the third poll', () => {
    const traffic = { rate: 100, weight: 0.1, interval: 10, stable: 0.001, canary: 1 };
    expect(measure(traffic, judge, { runs: 20, seed: 1 })['Sluice']?.polls).toEqual(Array(20).fill(3));
  });

  test.each([5, 10, 20])('a version no worse is seldom failed for bursts of %d', (burst) => {
    const cells = HEALTHY.filter(({ weight, stable }) => weight === 0.25 && stable === 0.01);
    const alarms = cells.map((cell, i) => detected(measure({ ...cell, burst }, judge, { runs: 25, seed: i })['Sluice'] as never));
    expect(alarms.reduce((sum, share) => sum + share, 0) / cells.length).toBeLessThanOrEqual(0.03);
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
    expect(detected(measure(traffic, judge, { runs: 40, seed: 1, polls: POLLS })['Sluice'] as never)).toBeLessThanOrEqual(0.025);
  });
});
