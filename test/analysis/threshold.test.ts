import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Thresholds, thresholdJudge } from '../../src/analysis/threshold.ts';
import type { JudgeState, Poll, Served, Verdict } from '../../src/ports/metrics.ts';

/** Over 1 % and over twice stable's rate, in three polls in a row. */
const limits: Thresholds = { maxErrorRate: 0.01, maxErrorRatio: 2, minPolls: 3, onNoData: 'wait' };

const of = (errors: number, requests = 1_000): Served => ({ requests, errors });
const poll = (canary: Served, stable: Served): Poll => ({ elapsed: 10_000, canary, stable });
const good = poll(of(0), of(0));
const bad = poll(of(50), of(10));
const empty = poll(of(0, 0), of(3));

/** The verdict of the last of these polls; `baked` is true from then on. */
function verdictOf(polls: readonly (Poll | null)[], change: Partial<Thresholds> = {}, baked = true): Verdict {
  const judge = thresholdJudge({ ...limits, ...change });
  let state: JudgeState | null = null;
  let verdict: Verdict | null = null;
  for (const [i, seen] of polls.entries()) ({ state, verdict } = judge.judge(state, seen, baked && i === polls.length - 1));
  return verdict as Verdict;
}

const thrice = (canary: Served, stable: Served, change: Partial<Thresholds> = {}, baked = true) =>
  verdictOf(Array(3).fill(poll(canary, stable)), change, baked).result;

describe('a version fails', () => {
  test.each([
    ['over the rate and over the ratio', of(50), of(10), 'fail'],
    ['over the rate, as stable is', of(50), of(50), 'pass'],
    ['over the rate, at just the ratio', of(50), of(25), 'pass'],
    ['over the ratio, under the rate', of(9), of(1), 'pass'],
    ['over the ratio, at just the rate', of(10), of(1), 'pass'],
    ['over the rate beside a stable without errors', of(11), of(0), 'fail'],
    ['over the rate with no stable beside it', of(11), of(0, 0), 'fail'],
    ['under the rate with no stable beside it', of(9), of(0, 0), 'pass'],
  ])('only over both limits: %s', (_case, canary, stable, says) => {
    expect(thrice(canary, stable)).toBe(says);
  });

  test('by shares, however many requests each side has', () => {
    expect(thrice(of(5, 100), of(200, 10_000))).toBe('fail');
    expect(thrice(of(5, 100), of(500, 10_000))).toBe('pass');
  });

  test('before its bake is over, as soon as enough polls agree', () => {
    expect(thrice(of(50), of(10), {}, false)).toBe('fail');
    expect(verdictOf([bad, bad], {}, false).result).toBe('undecided');
    expect(verdictOf([bad], { minPolls: 1 }, false).result).toBe('fail');
  });

  test('only when the polls agree in a row', () => {
    expect(verdictOf([bad, bad, good, bad, bad]).result).toBe('undecided');
    expect(verdictOf([bad, bad, good, bad, bad, bad]).result).toBe('fail');
  });

  test('no sooner and no later for polls without an answer or without requests', () => {
    expect(verdictOf([bad, null, bad, empty, null]).result).toBe('undecided');
    expect(verdictOf([bad, null, bad, empty, bad]).result).toBe('fail');
  });

  test('with the numbers that a person can check', () => {
    expect(verdictOf([bad, bad, bad]).text).toBe('errors 150/3,000 new (5.00 %) vs 30/3,000 stable (1.00 %), in 3 polls in a row');
    expect(verdictOf([poll(of(11), of(0, 0))]).text).toBe('errors 11/1,000 new (1.10 %)');
  });
});

describe('a version passes', () => {
  test('only when its bake is over', () => {
    expect(verdictOf([good, good], {}, false).result).toBe('undecided');
    expect(verdictOf([good, good]).result).toBe('pass');
  });

  test('not while its last poll was bad', () => {
    expect(verdictOf([good, good, bad]).result).toBe('undecided');
    expect(verdictOf([good, bad, null]).result).toBe('undecided');
    expect(verdictOf([good, bad, good]).result).toBe('pass');
  });
});

describe('without data', () => {
  test.each([
    ['wait', 'undecided'],
    ['fail', 'fail'],
    ['pass', 'pass'],
  ] as const)('a baked version is judged by on-no-data: %s', (onNoData, says) => {
    for (const nothing of [[null], [empty], [empty, null, empty]]) expect(verdictOf(nothing, { onNoData }).result).toBe(says);
  });

  test.each(['wait', 'fail', 'pass'] as const)('nothing is decided before the bake is over, with on-no-data: %s', (onNoData) => {
    expect(verdictOf([null, empty], { onNoData }, false).result).toBe('undecided');
  });

  test('what was seen before counts', () => {
    for (const onNoData of ['wait', 'fail'] as const) expect(verdictOf([good, null], { onNoData }).result).toBe('pass');
  });
});

describe('the judge', () => {
  const served = fc
    .tuple(
      fc.maxSafeNat().map((n) => Math.floor(n / 64)),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map(([requests, share]): Served => ({ requests, errors: Math.floor(requests * share) }));
  const polls = fc.array(fc.option(fc.tuple(served, served).map(([canary, stable]) => poll(canary, stable))), { maxLength: 40 });

  test('answers the same for the same state and poll, and changes neither', () => {
    fc.assert(
      fc.property(polls, fc.boolean(), (seen, baked) => {
        let state: JudgeState | null = null;
        for (const one of seen) {
          const before = structuredClone({ state, one });
          const first = thresholdJudge(limits).judge(state, one, baked);
          expect(thresholdJudge(limits).judge(state, one, baked)).toEqual(first);
          expect({ state, one }).toEqual(before);
          state = first.state;
        }
      }),
    );
  });

  test('goes on from a state that was written down as it would have without, in under 1 kB', () => {
    fc.assert(
      fc.property(polls, (seen) => {
        const judge = thresholdJudge(limits);
        let kept: JudgeState | null = null;
        let written: JudgeState | null = null;
        for (const one of seen) {
          const here = judge.judge(kept, one, true);
          const there = judge.judge(written, one, true);
          expect(there).toEqual(here);
          kept = here.state;
          written = JSON.parse(JSON.stringify(there.state));
          expect(JSON.stringify(written).length).toBeLessThan(1_000);
        }
      }),
    );
  });

  test('never fails a version that is no worse than stable in any poll', () => {
    const noWorse = fc.array(
      served.chain((canary) =>
        fc.nat({ max: 1_000 }).map((more) => poll(canary, { ...canary, errors: Math.min(canary.requests, canary.errors + more) })),
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(noWorse, (seen) => {
        fc.pre(seen.length > 0);
        expect(verdictOf(seen).result).not.toBe('fail');
      }),
    );
  });

  test('shows all it has seen as evidence', () => {
    const judge = thresholdJudge(limits);
    const { state } = judge.judge(null, bad, false);
    expect(judge.judge(state, good, false).evidence).toMatchObject([{ metric: 'errors', canary: of(50, 2_000), stable: of(10, 2_000) }]);
  });
});
