import { describe, expect, test } from 'vitest';
import { PLAIN, STANDARD } from '../../src/analysis/bets.ts';
import { believedBurst, burstSize, logRate, logShare, ratioBounds, type Side, type Sides, upperRate } from '../../src/analysis/evidence.ts';
import {
  carried,
  type EdgeState,
  found,
  harm,
  type Limits,
  type Metric,
  polled,
  type State,
  safety,
  verdictOf,
} from '../../src/analysis/judge.ts';
import { LIMITS as limits } from './settings.ts';
import standardVectors from './standard-vectors.json' with { type: 'json' };
import vectors from './vectors.json' with { type: 'json' };

// The reference values were computed with 50 digits, by nothing that is here.

const errors: Metric = { name: 'errors', weight: 1, tolerance: 1 };

type Sequence = {
  readonly polls: readonly (readonly number[])[];
  readonly burst: readonly number[];
  readonly worse: readonly number[];
  readonly worse_burst1: readonly number[];
  readonly worse_noCap_burst1: readonly number[] | null;
  readonly worse_tolerance_1_1: readonly number[];
  readonly safe_ratio_floor_both: readonly (readonly number[])[];
  readonly safe_burst1: readonly (readonly number[])[];
  readonly safe_maxRatio_1_5: readonly (readonly number[])[];
};
const sequences = Object.entries(vectors.sequences as Record<string, Sequence>);

const side = ([requests, bad]: readonly number[]): Side => ({ requests: requests as number, bad: bad as number });
const sides = ([n, x, m, y]: readonly number[]): Sides => ({
  canary: side([n as number, x as number]),
  stable: side([m as number, y as number]),
});

/** The states after each poll. */
function states(polls: readonly (readonly number[])[], change: Partial<Limits> = {}, metric: Partial<Metric> = {}): readonly State[] {
  const judged = { ...limits, ...change };
  let state = carried(null, judged);
  return polls.map((poll) => {
    const reading = poll.length === 4 ? sides(poll) : { canary: side(poll), stable: null };
    state = polled(state, [{ ...errors, ...metric }], { errors: [reading] }, judged);
    return state;
  });
}

const edge = (state: State): EdgeState => state.metrics['errors']?.[0] as EdgeState;
const harms = (all: readonly State[]) => all.map((state) => harm(state, [errors]));
const safeties = (all: readonly State[]) =>
  all.map((state) => {
    const parts = [edge(state).ratio, edge(state).floor].map((scores) => scores.reduce((sum, score) => sum + score, 0));
    return [...parts, safety(state, [errors])];
  });

/** Equal to 6 digits; what is under the smallest number is 0. */
function same(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [i, number] of wanted.entries()) expect(Math.abs((found[i] as number) - number)).toBeLessThanOrEqual(5e-7 * Math.abs(number));
}

describe('the evidence is that of the reference values', () => {
  test.each(vectors.shareFactor)('for a bet of $r on the share of $canary and $stable at tolerance $tolerance', (vector) => {
    const found = logShare(vector.r, sides([...vector.canary, ...vector.stable]), vector.tolerance);
    if (typeof vector.logFactor === 'string') expect(found).toBe(Number.NEGATIVE_INFINITY);
    else expect(found).toBeCloseTo(vector.logFactor, 9);
  });

  test.each(vectors.rateFactor)('for a bet of $r on $side at a rate of $rate', (vector) => {
    expect(logRate(vector.r, side(vector.side), vector.rate)).toBeCloseTo(vector.logFactor, 9);
  });

  test.each(sequences)('that a canary is worse: %s', (_name, vector) => {
    same(harms(states(vector.polls)), vector.worse);
    same(harms(states(vector.polls, { burst: 1 })), vector.worse_burst1);
    same(harms(states(vector.polls, {}, { tolerance: 1.1 })), vector.worse_tolerance_1_1);
    const free = harms(states(vector.polls, { burst: 1, minPolls: 1e-9 }));
    if (vector.worse_noCap_burst1) same(free, vector.worse_noCap_burst1);
    else for (const value of free) expect(value).toSatisfy(Number.isFinite);
  });

  test.each(sequences)('how many bad requests come together: %s', (_name, vector) => {
    const learned = [null, ...states(vector.polls).slice(0, -1)].map((state) => (state ? burstSize(edge(state).bursts) : 1));
    same(learned, vector.burst);
  });

  test.each(sequences)('that it is safe: %s', (_name, vector) => {
    const flat = (all: readonly (readonly number[])[]) => all.flat();
    same(flat(safeties(states(vector.polls))), flat(vector.safe_ratio_floor_both));
    same(flat(safeties(states(vector.polls, { burst: 1 }))), flat(vector.safe_burst1));
    same(flat(safeties(states(vector.polls, { maxErrorRatio: 1.5 }))), flat(vector.safe_maxRatio_1_5));
  });

  test.each(vectors.slo)('beside no stable, at most $slo allowed', ({ slo, polls, worse }) => {
    same(harms(states(polls, { maxErrorRate: slo })), worse);
  });

  test.each(vectors.verdicts)('and so is the verdict: $sequence', ({ sequence, alpha, beta, abortAtPoll, safeAtPoll }) => {
    const { polls } = (vectors.sequences as Record<string, Sequence>)[sequence] as Sequence;
    const judged = { ...limits, falseAlarmRate: alpha, confidence: 1 - beta };
    const at = (result: string) => {
      const first = states(polls, judged).findIndex(
        (state) => verdictOf(found(state, [errors]), judged, { mayPass: true, over: false }) === result,
      );
      return first < 0 ? null : first + 1;
    };
    expect(at('fail')).toBe(abortAtPoll);
    expect(at('pass')).toBe(safeAtPoll);
  });

  test.each(vectors.upperRate)('the highest rate of $bad of $requests', ({ bad, requests, beta, upper }) => {
    same([upperRate({ requests, bad }, PLAIN.better, beta)], [upper]);
  });

  test.each(vectors.ratioBounds)('between $lower and $upper times stable’s rate', ({ polls, beta, lower, upper }) => {
    const found = ratioBounds(
      polls.map(sides),
      PLAIN.worse.map(({ times }) => times),
      PLAIN.better,
      beta,
    );
    same([found.lower, found.upper], [lower, upper]);
  });

  test('several metrics are weighed', () => {
    const { weights, values, combined } = vectors.combine;
    const metrics = weights.map((weight, i) => ({ name: `m${i}`, weight, tolerance: 1 }));
    const known = edge(states([[10, 0, 10, 0]])[0] as State);
    const state = {
      ...carried(null, limits),
      metrics: Object.fromEntries(values.map((value, i) => [`m${i}`, [{ ...known, harm: [value] }]])),
    };
    expect(harm(state, metrics)).toBeCloseTo(combined, 9);
  });
});

describe('the evidence by which rollouts are judged is that of its own reference values', () => {
  const standard = { bets: STANDARD };
  test.each(Object.entries(standardVectors.sequences))('%s', (_name, vector) => {
    const learning = [null, ...states(vector.polls, standard).slice(0, -1)];
    same(
      learning.map((state) => (state ? believedBurst(edge(state).bursts) : 1)),
      vector.burst,
    );
    same(harms(states(vector.polls, standard)), vector.worse);
    same(harms(states(vector.polls, { ...standard, burst: 1 })), vector.worse_burst1);
    same(harms(states(vector.polls, standard, { tolerance: 1.1 })), vector.worse_tolerance_1_1);
  });

  test('a version that begins to fail after all planned polls', () => {
    const { healthyPolls, healthy, failing, worse } = standardVectors.late;
    const polls = [...Array(healthyPolls).fill(healthy), ...Array(worse.length - 1).fill(failing)];
    same(harms(states(polls, standard)).slice(healthyPolls - 1), worse);
  });
});
