import { describe, expect, test } from 'vitest';
import { sequentialJudge } from '../../src/analysis/sequential.ts';
import { type Looks, type Threshold, thresholdLine } from '../../src/analysis/threshold.ts';
import type { Counted, JudgeState, Poll, Reading } from '../../src/ports/metrics.ts';
import type { AnalysisSettings, MetricSettings } from '../../src/ports/service.ts';
import { pollOf, SETTINGS } from './settings.ts';

type Counting = Extract<MetricSettings, { kind: 'judge' | 'compare' }>;

const counting = (name: string, change: Partial<Counting> = {}): MetricSettings => {
  const source = { from: 'command', command: ['count'] } as const;
  return { name, kind: 'judge', weight: 1, decides: change.kind !== 'compare', source, ...change };
};
const number = (change: object = {}): MetricSettings => {
  const limits = { interval: 10_000, failureLimit: 1, consecutiveErrorLimit: 2 };
  return {
    name: 'orders',
    kind: 'threshold',
    weight: 1,
    decides: true,
    query: 'orders',
    success: [{ is: '>=', than: 0.99 }],
    ...limits,
    ...change,
  };
};

const of = (canary: number, stable: number): Counted => ({
  canary: { requests: 100, errors: canary },
  stable: { requests: 900, errors: stable },
});

/** What is said at the last of so many of the same polls, where the bake is over. */
function judged(times: number, metrics: readonly MetricSettings[], poll: Partial<Poll>, change: Partial<AnalysisSettings> = {}) {
  const judge = sequentialJudge({ ...SETTINGS, ...change, metrics });
  let state: JudgeState | null = null;
  for (let i = 1; ; i++) {
    const said = judge.judge(state, pollOf(of(0, 0), poll), true);
    if (i === times) return said;
    state = JSON.parse(JSON.stringify(said.state)) as JudgeState;
  }
}

const told = (all: Readonly<Record<string, Counted>>): Readonly<Record<string, Reading<Counted>>> =>
  Object.fromEntries(Object.entries(all).map(([name, value]) => [name, { value }]));

describe('metrics of the service file', () => {
  test('are judged instead of what the platform counts, each by its weight', () => {
    const both = [counting('users'), counting('orders', { weight: 3 })];
    expect(judged(4, both, { counted: told({ users: of(0, 0), orders: of(100, 0) }) }).verdict).toMatchObject({
      result: 'fail',
      text: expect.stringMatching(/^orders 400\/400 canary/),
    });
    expect(judged(40, both, { counted: told({ users: of(0, 0), orders: of(0, 0) }) }).verdict.result).toBe('pass');
    expect(judged(10, [counting('users')], { own: of(100, 0), counted: told({ users: of(0, 0) }) }).verdict.result).not.toBe('fail');
  });

  test('all have to be safe before a version passes', () => {
    const both = [counting('users'), counting('orders')];
    const counted = { ...told({ users: of(0, 0) }), orders: { noData: 'there is nothing' } };
    const { verdict } = judged(40, both, { counted });
    expect(verdict.result).toBe('undecided');
  });

  test('that say nothing are told with the reason, and on-no-data decides', () => {
    const poll = { counted: { users: { noData: 'Prometheus does not answer' } } };
    expect(judged(3, [counting('users')], poll).verdict).toEqual({ result: 'undecided', text: 'metric users: Prometheus does not answer' });
    expect(judged(3, [counting('users')], poll, { onNoData: 'fail' }).verdict.result).toBe('fail');
    expect(judged(3, [counting('users')], poll, { onNoData: 'pass' }).verdict.result).toBe('pass');
  });

  test('with dry-run are reported and never decide', () => {
    const metrics = [counting('users'), counting('orders', { decides: false })];
    const { verdict, evidence } = judged(20, metrics, { counted: told({ users: of(0, 0), orders: of(100, 0) }) });
    expect(verdict.result).toBe('pass');
    expect(evidence.map(({ metric, text }) => [metric, text.includes('never decides')])).toEqual([
      ['users', false],
      ['orders', true],
    ]);
  });

  test('of which none decides leave the verdict to what the platform counts, and to nobody where it counts nothing', () => {
    const shown = [counting('orders', { decides: false }), counting('sold', { kind: 'compare' }), number({ decides: false })];
    const counted = told({ orders: of(100, 0), sold: of(100, 0) });
    const bad = { counted, numbers: { orders: { value: 0 } } };
    expect(judged(40, shown, { ...bad, own: of(0, 0) }).verdict.result).toBe('pass');
    expect(judged(10, shown, { ...bad, own: of(100, 0) }).verdict).toMatchObject({
      result: 'fail',
      text: expect.stringMatching(/^errors /),
    });
    expect(judged(3, shown, { ...bad, own: null }).verdict).toEqual({ result: 'pass', text: 'nothing is judged' });
  });

  test.each([
    ['worse', of(50, 9)],
    ['better', of(1, 450)],
    ['no difference yet', of(1, 9)],
  ])('that are compared tell that the new version is %s, and never decide', (says, counted) => {
    const metrics = [counting('users'), counting('sold', { kind: 'compare' })];
    const { verdict, evidence } = judged(20, metrics, { counted: told({ users: of(0, 0), sold: counted }) });
    expect(verdict.result).toBe('pass');
    expect(evidence.find(({ metric }) => metric === 'sold')?.text).toMatch(new RegExp(`; ${says}$`));
  });
});

describe('a threshold', () => {
  const users = told({ users: of(0, 0) });
  const value = (orders: number) => ({ counted: users, numbers: { orders: { value: orders } } });

  test('fails a version over its failure limit, whatever the evidence says', () => {
    const metrics = [counting('users'), number()];
    expect(judged(1, metrics, value(0.5)).verdict.result).not.toBe('fail');
    expect(judged(2, metrics, value(0.5)).verdict).toEqual({
      result: 'fail',
      text: 'orders 0.5, wanted >= 0.99: 2 looks found something else, and at most 1 may',
    });
    expect(judged(20, metrics, value(0.99)).verdict.result).toBe('pass');
  });

  test('says how many looks found something else, how many may, and how many found nothing', () => {
    const said = (looks: Partial<Looks>, failureLimit: number) =>
      thresholdLine({ failures: 0, silent: 0, last: 0.5, waited: 0, ...looks }, number({ failureLimit }) as Threshold);
    expect(said({}, 2)).toBe('0.5, wanted >= 0.99: no look found anything else');
    expect(said({ failures: 1 }, 0)).toBe('0.5, wanted >= 0.99: 1 look found something else, and none may');
    expect(said({ failures: 3, silent: 1 }, 2)).toBe(
      '0.5, wanted >= 0.99: 3 looks found something else, and at most 2 may; the last look found nothing',
    );
    expect(said({ last: null, silent: 2 }, 2)).toBe('no number yet, wanted >= 0.99: the last 2 looks found nothing');
  });

  test('is inconclusive over its limit of errors in a row', () => {
    const silent = { counted: users, numbers: { orders: { noData: 'nothing' } } };
    expect(judged(2, [number()], silent).verdict.result).toBe('undecided');
    expect(judged(3, [number()], silent).verdict.result).toBe('inconclusive');
  });

  test('looks at its own interval, alone where nothing is counted', () => {
    const slow = [number({ interval: 30_000 })];
    expect(judged(3, slow, value(0.5)).verdict.result).not.toBe('fail');
    expect(judged(4, slow, value(0.5)).verdict.result).toBe('fail');
    expect(judged(1, slow, value(1)).verdict.result).toBe('pass');
  });

  test('looks at each reading that comes a little early', () => {
    const early = { ...value(0.5), elapsed: 9_600 };
    expect(judged(2, [number()], early).verdict.result).toBe('fail');
    expect(judged(3, [number({ interval: 30_000 })], early).verdict.result).not.toBe('fail');
  });

  test('with dry-run decides nothing', () => {
    expect(judged(20, [counting('users'), number({ decides: false })], value(0.5)).verdict.result).toBe('pass');
  });
});
