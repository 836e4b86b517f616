import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../scripts/simulate/compare.ts';
import { measure, typical } from '../../scripts/simulate/measure.ts';
import { type Kind, sluice } from '../../scripts/simulate/tools.ts';
import { forecast } from '../../src/analysis/forecast.ts';
import { carried, found, type Metric, polled, verdictOf } from '../../src/analysis/judge.ts';

const errors: Metric = { name: 'errors', weight: 1, tolerance: 1 };
const time = { bake: 30, more: 360 };
const expected = (rate: number, weight: number, share: number) =>
  forecast(carried(null, LIMITS), { requests: 10 * rate, weight, share }, errors, LIMITS, time);

const passing: Kind = () => {
  let state = carried(null, LIMITS);
  return (poll) => {
    if (poll.canary.requests > 0) state = polled(state, [errors], { errors: [poll] }, LIMITS);
    return verdictOf(found(state, [errors]), LIMITS, { mayPass: true, over: false }) === 'pass';
  };
};

describe('what is foreseen, held against simulated rollouts', () => {
  test.each([
    [10, 0.1, 0],
    [10, 0.25, 0.001],
    [50, 0.05, 0.003],
    [50, 0.1, 0.002],
    [100, 0.25, 0.01],
    [1_000, 0.05, 0.003],
    [1_000, 0.25, 0],
  ])('%d requests a second, a canary with a share of %d, a share of %d bad', (rate, weight, share) => {
    const { pass, polls, detected } = expected(rate, weight, share);
    const traffic = { rate, weight, interval: 10, stable: share, canary: share };
    const options = { runs: 60, seed: 3, polls: 2 * polls };
    const healthy = typical(measure(traffic, { passing }, options).passing);
    const bad = typical(measure({ ...traffic, canary: detected as number }, { judge: sluice(LIMITS) }, options).judge);
    for (const [foreseen, simulated] of [
      [pass as number, healthy],
      [polls, bad],
    ] as const) {
      expect(simulated / foreseen).toBeGreaterThan(0.6);
      expect(simulated / foreseen).toBeLessThan(1.6);
    }
    // Somewhat less is not found in that time.
    const less = share + 0.6 * ((detected as number) - share);
    expect(typical(measure({ ...traffic, canary: less }, { judge: sluice(LIMITS) }, { ...options, polls }).judge)).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  test('says where a pass is out of reach, and where nothing bad would be seen', () => {
    expect(expected(1, 0.05, 0.001).pass).toBeNull();
    const { pass, detected } = forecast(carried(null, LIMITS), { requests: 1_000, weight: 0.1, share: 0 }, errors, LIMITS, {
      bake: 2,
      more: 0,
    });
    expect({ pass, detected }).toEqual({ pass: null, detected: null });
  });

  test('counts what was found already: the next step passes sooner', () => {
    const traffic = { requests: 100, weight: 0.1, share: 0 };
    const poll = { canary: { requests: 400, bad: 0 }, stable: { requests: 3_600, bad: 0 } };
    const before = polled(carried(null, LIMITS), [errors], { errors: [poll] }, LIMITS);
    const [first, next] = [carried(null, LIMITS), before].map((state) => forecast(state, traffic, errors, LIMITS, time).pass as number);
    expect(next).toBeLessThan((first as number) - 30);
  });
});
