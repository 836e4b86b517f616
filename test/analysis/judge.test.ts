import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLAIN, STANDARD } from '../../src/analysis/bets.ts';
import { newlyBet, ratioBounds, upperRate } from '../../src/analysis/evidence.ts';
import {
  carried,
  found,
  harm,
  type Limits,
  type Metric,
  polled,
  type Reading,
  type State,
  safety,
  verdictOf,
} from '../../src/analysis/judge.ts';
import { LIMITS as limits } from './settings.ts';

const errors: Metric = { name: 'errors', weight: 1, tolerance: 1 };

function stateAfter(readings: readonly Reading[], change: Partial<Limits> = {}, metric: Metric = errors): State {
  const judged = { ...limits, ...change };
  return readings.reduce((state, reading) => polled(state, [metric], { errors: [reading] }, judged), carried(null, judged));
}

const of = (n: number, x: number, m: number, y: number): Reading => ({
  canary: { requests: n, bad: x },
  stable: { requests: m, bad: y },
});
const evidence = (readings: readonly Reading[], change: Partial<Limits> = {}, metric: Metric = errors) =>
  harm(stateAfter(readings, change, metric), [errors]);

/** Above ten million a poll, the logarithms' last digits are in the way of telling two apart. */
const count = fc.oneof(fc.nat(20), fc.nat(10_000), fc.nat(10_000_000));
const counted = fc.tuple(count, count, count, count).map(([n, x, m, y]) => of(n, Math.min(n, x), m, Math.min(m, y)));
const alone = fc.tuple(count, count).map(([n, x]): Reading => ({ canary: { requests: n, bad: Math.min(n, x) }, stable: null }));
const anything = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-1, -0, 0, Number.MAX_VALUE, Number.POSITIVE_INFINITY, Number.NaN));
const wild = fc.tuple(anything, anything, anything, anything).map(([n, x, m, y]) => of(n, x, m, y));
const bets = fc.constantFrom(PLAIN, STANDARD);

const numbers = (value: unknown): number[] =>
  typeof value === 'number' ? [value] : value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbers) : [];

describe('evidence', () => {
  test('is a number for whatever counters say', () => {
    const polls = fc.array(fc.oneof(counted, alone, wild), { maxLength: 20 });
    const rates = fc.constantFrom(0, 0.005, 1);
    fc.assert(
      fc.property(
        polls,
        rates,
        fc.constantFrom(0, 1, 1.1, 50),
        fc.constantFrom(1e-9, 1, 3),
        bets,
        (readings, maxErrorRate, tolerance, minPolls, bets) => {
          const state = stateAfter(readings, { bets, maxErrorRate, minPolls }, { ...errors, tolerance });
          const found = [...numbers(state), harm(state, [errors]), safety(state, [errors])];
          expect(found.filter((number) => !Number.isFinite(number) || number < 0)).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('of harm is never lower for one more bad request of the canary within a poll', () => {
    fc.assert(
      fc.property(fc.array(counted, { maxLength: 5 }), count, count, count, count, bets, (before, n, x, m, y, bets) => {
        const bad = Math.min(x, n - 1);
        fc.pre(bad >= 0);
        const [less, more] = [bad, bad + 1].map((b) => evidence([...before, of(n, b, m, Math.min(m, y))], { bets }));
        expect(more).toBeGreaterThanOrEqual((less as number) * (1 - 1e-7));
      }),
      { numRuns: 1000 },
    );
  });

  test('of harm is never lower for one more bad request of a canary that fails in bursts', () => {
    const before = [12, 3, 25, 1].map((bad) => of(1_000, bad, 9_000, 90));
    const found = Array.from({ length: 300 }, (_, bad) => evidence([...before, of(1_000, bad, 9_000, 90)], { bets: STANDARD }));
    for (const [i, more] of found.slice(1).entries()) expect(more, `${i + 1}`).toBeGreaterThanOrEqual((found[i] as number) * (1 - 1e-12));
  });

  test('is the same in whichever order polls come, with the whole prior at the start, no cap and no bursts', () => {
    const free: Partial<Limits> = { bets: { ...PLAIN, plan: { start: 1, tail: 0, polls: 360 } }, minPolls: 1e-9, burst: 1 };
    const small = fc.tuple(fc.nat(200), fc.nat(3), fc.nat(2000), fc.nat(20));
    const polls = fc.array(
      small.map(([n, x, m, y]) => of(n, Math.min(n, x), m, Math.min(m, y))),
      { maxLength: 10 },
    );
    const shuffled = polls.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const [a, b] = [one, other].map((readings) => stateAfter(readings, free));
        for (const of of [harm, safety]) {
          expect(of(a as State, [errors]) / of(b as State, [errors]) || 1).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  test('does not come from a poll without an answer or a counter that was reset', () => {
    const bad = stateAfter([of(100, 5, 900, 1)]);
    expect(polled(bad, [errors], {}, limits)).toEqual(bad);
    fc.assert(
      fc.property(fc.integer({ min: 1 }), fc.nat(), fc.nat(3), (by, other, which) => {
        const [n, x, m, y] = [0, 1, 2, 3].map((i) => (i === which ? -by : other)) as [number, number, number, number];
        expect(polled(bad, [errors], { errors: [of(n, x, m, y)] }, limits)).toEqual(bad);
      }),
    );
  });

  test('comes from no requests on one side in neither direction', () => {
    const quiet = evidence([of(100, 1, 900, 9), of(0, 0, 0, 0)], { burst: 1 });
    expect(evidence([of(100, 1, 900, 9), of(0, 0, 900, 9)], { burst: 1 })).toBe(quiet);
    expect(evidence([of(100, 1, 900, 9), of(100, 100, 0, 0)], { burst: 1 })).toBe(quiet);
  });

  test('counts a request as bad once, where counters read one after the other say more', () => {
    expect(evidence([of(100, 101, 900, 1)])).toBe(evidence([of(100, 100, 900, 1)]));
  });

  test('is not expected to grow, but by what is newly bet, whatever was seen before and however many are bad', () => {
    // The canary’s part of k bad ones among all requests, where it is just as stable: hypergeometric.
    const ways = (a: number, b: number): number => (b === 0 ? 1 : (ways(a, b - 1) * (a - b + 1)) / b);
    const small = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(fc.array(counted, { maxLength: 6 }), small, small, fc.nat(60), bets, (before, n, m, bad, bets) => {
        const k = Math.min(bad, n + m);
        let expected = 0;
        for (let x = Math.max(0, k - m); x <= Math.min(n, k); x++) {
          expected += ((ways(n, x) * ways(m, k - x)) / ways(n + m, k)) * evidence([...before, of(n, x, m, k - x)], { bets });
        }
        const staked = evidence(before, { bets }) + newlyBet(before.length + 1, bets.plan);
        expect(expected).toBeLessThanOrEqual(staked * (1 + 1e-9));
      }),
      { numRuns: 500 },
    );
  });

  test('is all bet in the end, and never more than all', () => {
    for (const { plan } of [PLAIN, STANDARD]) {
      const all = Array.from({ length: 100_000 }, (_, i) => newlyBet(i + 1, plan)).reduce((sum, part) => sum + part, 0);
      expect(all).toBeCloseTo(1, 4);
      expect(all).toBeLessThanOrEqual(1 + 1e-9);
    }
    expect(STANDARD.worse.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(1, 12);
  });

  test('still comes quickly long after the planned polls', () => {
    const days = Array(5_000).fill(of(100, 1, 900, 9));
    expect(evidence([...days, ...Array(4).fill(of(100, 60, 900, 9))], { bets: STANDARD })).toBeGreaterThan(100);
    expect(evidence([...days, ...Array(40).fill(of(100, 5, 900, 9))], { bets: STANDARD })).toBeGreaterThan(100);
  });
});

describe('a verdict', () => {
  const late = { mayPass: true, over: false };
  const say = (readings: readonly Reading[], time = late, change: Partial<Limits> = {}) =>
    verdictOf(found(stateAfter(readings, change), [errors]), { ...limits, ...change }, time);
  const outage = of(2_500, 2_500, 7_500, 0);
  const clean = of(2_500, 0, 7_500, 0);

  test('fails an outage at the third poll, and not before as many as must agree', () => {
    expect(say([outage, outage])).toBe('undecided');
    expect(say([outage, outage, outage])).toBe('fail');
    expect(say(Array(4).fill(outage), late, { minPolls: 5 })).toBe('undecided');
    expect(say(Array(5).fill(outage), late, { minPolls: 5 })).toBe('fail');
  });

  test('passes only what is safe, and not before it may', () => {
    expect(say([clean])).toBe('undecided');
    expect(say(Array(5).fill(clean), { mayPass: false, over: false })).toBe('undecided');
    expect(say(Array(5).fill(clean))).toBe('pass');
  });

  test('is inconclusive when its time is over and nothing is ruled out', () => {
    expect(say([of(5, 0, 95, 0)], { mayPass: true, over: true })).toBe('inconclusive');
    expect(say([], { mayPass: true, over: true })).toBe('inconclusive');
  });

  test('fails at its time limit what is shown to be worse', () => {
    expect(say([outage, outage, outage], { mayPass: true, over: true })).toBe('fail');
  });

  test('of several metrics fails by one alone within its part of the false alarms, and passes by all', () => {
    const metrics: readonly Metric[] = [
      { ...errors, weight: 0.5 },
      { name: 'latency', weight: 0.5, tolerance: 1.1 },
    ];
    const [bad, good] = [outage, clean].map((reading) => reading);
    const run = (latency: Reading | undefined) => {
      let state = carried(null, limits);
      for (let i = 0; i < 6; i++) {
        state = polled(state, metrics, { errors: [good as Reading], ...(latency && { latency: [good as Reading, latency] }) }, limits);
      }
      return verdictOf(found(state, metrics), limits, late);
    };
    expect(run(bad)).toBe('fail');
    expect(run(good)).toBe('pass');
    expect(run(undefined)).toBe('undecided');
  });

  test('of one metric of several comes at the third poll as well', () => {
    const metric = { ...errors, weight: 0.25 };
    const verdict = (polls: number) => verdictOf(found(stateAfter(Array(polls).fill(outage), {}, metric), [metric]), limits, late);
    expect([2, 3].map(verdict)).toEqual(['undecided', 'fail']);
  });

  test('goes on where stable is gone, by the share that is allowed', () => {
    const failing: Reading = { canary: { requests: 500, bad: 50 }, stable: null };
    expect(say([clean, ...Array(8).fill(failing)])).toBe('fail');
    expect(say(Array(8).fill({ canary: { requests: 500, bad: 0 }, stable: null }))).toBe('pass');
  });
});

describe('the state', () => {
  test('is JSON that goes on where it was, and stays under 1 kB a metric and edge', () => {
    const polls = Array.from({ length: 50 }, (_, i) => of(123_457 + i, 1_234 + i, 9_876_543, 98_765 + 7 * i));
    const state = stateAfter(polls, { bets: STANDARD });
    const again = carried(JSON.parse(JSON.stringify(state)), { ...limits, bets: STANDARD });
    expect(again).toEqual(state);
    expect(JSON.stringify(state.metrics['errors']).length).toBeLessThan(1_000);
    expect(numbers(state.metrics).length).toBeLessThan(32);
  });

  test('of another schema or of other bets is refused with what to do', () => {
    const state = stateAfter([of(100, 1, 900, 1)]);
    expect(() => carried({ ...state, schema: 2 }, limits)).toThrow(
      'the journal carries an analysis of schema 2 with the bets plain, and this version of Sluice goes on with schema 1 and the bets plain only: ' +
        'finish the rollout with the version of Sluice that began it, or roll back and deploy again',
    );
    expect(() => carried({ ...state, bets: 'others' }, limits)).toThrow('with the bets others');
    expect(() => carried({ bad: 0, polls: 3 }, limits)).toThrow('of schema undefined');
  });

  test('of other latency edges is refused', () => {
    const state = stateAfter([of(100, 1, 900, 1)]);
    const reading = of(100, 1, 900, 1);
    expect(() => polled(state, [errors], { errors: [reading, reading] }, limits)).toThrow(
      'errors was judged at 1 latency edges and has 2 now: give the balancer the edges it had when the rollout began, or roll back and deploy again',
    );
  });
});

describe('for people', () => {
  test('what is not excluded has no bounds where nothing was seen', () => {
    expect(
      ratioBounds(
        [],
        PLAIN.worse.map(({ times }) => times),
        PLAIN.better,
        0.05,
      ),
    ).toEqual({ lower: 0, upper: Number.POSITIVE_INFINITY });
    expect(upperRate({ requests: 0, bad: 0 }, PLAIN.better, 0.05)).toBe(1);
  });
});
