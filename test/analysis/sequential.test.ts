import { describe, expect, test } from 'vitest';
import { sequentialJudge } from '../../src/analysis/sequential.ts';
import type { Counted, JudgeState, Poll, Served, Verdict } from '../../src/ports/metrics.ts';
import type { AnalysisSettings } from '../../src/ports/service.ts';
import { pollOf, SETTINGS } from './settings.ts';

const of = (errors: number, requests: number): Served => ({ requests, errors });
const poll = (canary: Served, stable: Served, { edges, ...change }: Partial<Poll> & Pick<Counted, 'edges'> = {}): Poll =>
  pollOf({ canary, stable, ...(edges && { edges }) }, change);

/** What is said after these polls, the same ones over and over; at the last of them the bake is over. */
function judged(polls: readonly (Poll | null)[], change: Partial<AnalysisSettings> = {}) {
  const judge = sequentialJudge({ ...SETTINGS, ...change });
  let state: JudgeState | null = null;
  let last: ReturnType<typeof judge.judge> | null = null;
  for (const [i, seen] of polls.entries()) {
    last = judge.judge(state, seen, i === polls.length - 1);
    // As the journal carries it.
    state = JSON.parse(JSON.stringify(last.state)) as JudgeState;
  }
  return last as NonNullable<typeof last>;
}

const times = (count: number, one: Poll | null) => Array<Poll | null>(count).fill(one);

describe('beside stable', () => {
  test('all requests failing is seen at the third poll, not before', () => {
    const outage = poll(of(100, 100), of(0, 900));
    expect(judged(times(2, outage)).verdict).toEqual({
      result: 'undecided',
      text: expect.stringMatching(/of safety under 0\.001 of 20 needed to pass; it fails too many requests to pass$/),
    });
    expect(judged(times(3, outage)).verdict).toEqual({
      result: 'fail',
      text: expect.stringMatching(
        /^errors 300\/300 canary \(100 %\) vs 0\/2,700 stable \(0\.00 %\): at least \d[\d,]*× stable's rate, at most 100 %; evidence of harm 1\d\d of 100 needed to roll back/,
      ),
    });
  });

  test('an incident that raises both sides blames nobody', () => {
    expect(judged(times(60, poll(of(30, 100), of(270, 900)))).verdict.result).not.toBe('fail');
  });

  test('a healthy one passes once its bake is over, and as soon as its requests are enough', () => {
    const healthy = poll(of(0, 200), of(1, 1_800));
    expect(judged(times(3, healthy)).verdict.result).toBe('undecided');
    expect(judged(times(3, healthy)).verdict.text).toMatch(
      /of safety [\d.]+ of 20 needed to pass; about [\d,]+ more requests to it without an error would be enough, about \d+s at this rate$/,
    );
    const almost = [...times(9, poll(of(0, 99), of(0, 891))), poll(of(0, 51), of(0, 459))];
    expect(judged(almost).verdict.text).toMatch(/; about 1 more request to it without an error would be enough/);
    expect(judged(times(10, healthy)).verdict.result).toBe('pass');
    const many = poll(of(0, 20_000), of(1, 180_000));
    expect(judged(times(2, many)).verdict.text).toMatch(/would be enough, about 1s at this rate$/);
    const more = [...times(10, healthy), ...times(1, null)];
    expect(judged(more).verdict.result).toBe('pass');
  });

  test('slower answers are judged with latency-threshold only, at the first edge that is not under it', () => {
    const served = (slower: number[], requests: number): Served => ({ requests, errors: 0, slower });
    const slow = times(6, poll(served([90, 60, 0], 100), served([450, 9, 0], 900), { edges: [10, 100, 1_000] }));
    expect(judged(slow).verdict.result).toBe('undecided');
    const { verdict, evidence } = judged(slow, { latencyThreshold: 50 });
    expect(verdict).toMatchObject({
      result: 'fail',
      text: expect.stringMatching(/^slow answers 360\/600 canary \(60 %\) vs 54\/5,400 stable/),
    });
    expect(evidence.map(({ metric, canary }) => [metric, canary.errors])).toEqual([
      ['errors', 0],
      ['latency', 360],
    ]);
    for (const latencyThreshold of [500, 5_000]) expect(judged(slow, { latencyThreshold }).verdict.result).toBe('undecided');
  });

  test('what the balancer does not count is not judged', () => {
    const uncounted = times(3, poll(of(0, 100), of(0, 900)));
    expect(judged(uncounted, { latencyThreshold: 50 }).evidence.map(({ metric }) => metric)).toEqual(['errors']);
  });
});

describe('beside no stable', () => {
  const alone = (errors: number) => poll(of(errors, 1_000), of(0, 0), { beside: false });
  test('more than max-error-rate fails, and less does not', () => {
    expect(judged(times(20, alone(20))).verdict.result).toBe('fail');
    expect(judged(times(60, alone(3))).verdict.result).not.toBe('fail');
  });

  test('what stable had before the switch is no fault of the new version', () => {
    const before = times(20, poll(of(2, 100), of(18, 900)));
    expect(judged([...before, ...times(60, alone(20))]).verdict.result).not.toBe('fail');
    expect(judged([...before, ...times(20, alone(100))]).verdict.result).toBe('fail');
  });
});

test.each([1, 30, 300])('what failed is seen after a switch, however few requests (%d) were served well before it', (requests) => {
  const judge = sequentialJudge(SETTINGS);
  const bad = poll(of(2, 20), of(0, 0), { beside: false });
  let state = judge.note(null, { own: { canary: of(0, 0), stable: of(0, requests) }, counted: {} });
  let verdict: Verdict | null = null;
  for (let i = 0; i < 6; i++) ({ state, verdict } = judge.judge(state, bad, false));
  expect(verdict?.result).toBe('fail');
});

test('an outage long after a switch is found as soon as one after a long bake of a canary', () => {
  const judge = sequentialJudge(SETTINGS);
  const polls = (well: Poll, ill: Poll) => {
    let state: JudgeState | null = null;
    for (let i = 0; i < 60; i++) ({ state } = judge.judge(state, well, false));
    for (let count = 1; ; count++) {
      const judged = judge.judge(state, ill, false);
      if (judged.verdict.result === 'fail') return count;
      ({ state } = judged);
    }
  };
  const beside = polls(poll(of(1, 1_000), of(9, 9_000)), poll(of(1_000, 1_000), of(9, 9_000)));
  const alone = polls(poll(of(10, 10_000), of(0, 0), { beside: false }), poll(of(10_000, 10_000), of(0, 0), { beside: false }));
  expect([beside, alone]).toEqual([3, 3]);
});

describe('in place', () => {
  const judge = sequentialJudge(SETTINGS);
  const had = (errors: number) => judge.note(null, { own: { canary: of(0, 0), stable: of(errors, 10_000) }, counted: {} });
  const batch = (canary: number, stable: number) => poll(of(canary, 1_000), of(stable, 3_000), { inPlace: true });
  const ends = (before: JudgeState | null, polls: readonly Poll[]) =>
    polls.reduce((last, seen) => judge.judge(last.state, seen, true), judge.judge(before, null, false)).verdict.result;

  test('what is allowed, what those beside it have, and what they had before are each no reason to fail', () => {
    const twenty = (canary: number, stable: number) => Array(20).fill(batch(canary, stable));
    expect(ends(null, twenty(20, 0))).toBe('fail');
    expect(ends(null, twenty(4, 0))).not.toBe('fail');
    expect(ends(null, twenty(20, 60))).not.toBe('fail');
    expect(ends(had(200), twenty(20, 0))).not.toBe('fail');
    expect(ends(had(200), twenty(60, 0))).toBe('fail');
  });
});

describe('without data', () => {
  const none = [null, poll(of(0, 0), of(3, 900))];
  test.each([
    ['wait', 'undecided', 'no request has reached the new version yet'],
    ['fail', 'fail', 'no request reached the new version'],
    ['pass', 'pass', 'no request reached the new version, which passes by `on-no-data: pass`'],
  ] as const)('on-no-data: %s decides, at the end of the bake', (onNoData, result, text) => {
    expect(judged(none, { onNoData }).verdict).toEqual({ result, text });
  });

  test('polls that nobody answered change nothing', () => {
    const seen = times(3, poll(of(1, 100), of(1, 900)));
    expect(judged([...seen, null, null]).state).toEqual(judged(seen).state);
  });
});

test('a pass is foreseen for the end of the bake, and sooner only with early-pass', () => {
  const foreseen = (earlyPass: boolean) => {
    const judge = sequentialJudge({ ...SETTINGS, earlyPass });
    const state = judge.note(null, { own: { canary: of(0, 0), stable: of(20, 100_000) }, counted: {} });
    return judge.foresee(state, { requestsPerMillisecond: 1, weight: 10, bakeTime: 600_000 });
  };
  expect(foreseen(false)).toMatch(/a version as good can pass after about 10m, and .* within 10m$/);
  expect(foreseen(true)).toMatch(/a version as good can pass after about \d+s, and .* within 10m$/);
});

test('early-pass passes before the bake is over, and only by evidence', () => {
  const judge = sequentialJudge({ ...SETTINGS, earlyPass: true });
  let state: JudgeState | null = null;
  const results = Array.from({ length: 10 }, () => {
    const { state: next, verdict } = judge.judge(state, poll(of(0, 200), of(0, 1_800)), false);
    state = next;
    return verdict.result;
  });
  expect(results.slice(0, 3)).toEqual(['undecided', 'undecided', 'undecided']);
  expect(results.at(-1)).toBe('pass');
});

test('a state of another version is refused', () => {
  expect(() => sequentialJudge(SETTINGS).judge({ schema: 0 }, null, false)).toThrow(
    'finish the rollout with the version of Sluice that began it',
  );
});
