import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { sequentialJudge } from '../../src/analysis/sequential.ts';
import { openMetrics } from '../../src/metrics/index.ts';
import type { Goal, Rollout } from '../../src/ports/journal.ts';
import type { Measured } from '../../src/ports/metrics.ts';
import { expandService } from '../../src/service/expand.ts';
import { tracks } from '../../src/strategies/tracks.ts';
import { memoryJournal } from '../fakes/journal.ts';
import { someRollout } from '../fakes/rollout.ts';
import { simulatedTracks } from '../fakes/tracks.ts';
import { type Jobs, run } from './jobs.ts';

vi.setConfig({ testTimeout: 60_000 });

const never = new AbortController().signal;
const TRACKS = ['blue', 'green'] as const;

/** What a Prometheus that is ill answers: status and text; null: the counters, as a healthy one. */
type Illness = { readonly status?: number; readonly text: string } | null;

const vector = (value: string) =>
  JSON.stringify({ data: { resultType: 'vector', result: [{ metric: { job: 'shop' }, value: [1, value] }] } });
const ILL = {
  'answers 500': [{ status: 500, text: '{"error":"out of memory"}' }, /answered 500: out of memory/],
  'answers nothing': [{ text: '' }, /answered nothing: is the address the right one/],
  'answers NaN': [{ text: vector('NaN') }, /answered NaN for blue, which is no count/],
  'answers a page': [{ text: '<html>Log in</html>' }, /answered "<html>Log in<\/html>", which is no JSON/],
  'has no series': [{ text: '{"data":{"resultType":"vector","result":[]}}' }, /has no series/],
} as const satisfies Record<string, readonly [Illness, RegExp]>;

const counted = { requests: { blue: 0, green: 0 }, errors: { blue: 0, green: 0 } };
let illness: Illness = null;
let moment = 1;
let number = 1;

/** A server that answers as Prometheus does. */
const server = createServer((request, response) => {
  const query = new URL(request.url ?? '', 'http://x').searchParams.get('query') ?? '';
  if (query === 'time()') {
    const isPlain = illness === null || illness.text.includes('vector');
    response.writeHead(illness?.status ?? 200);
    return response.end(isPlain ? JSON.stringify({ data: { resultType: 'scalar', result: [1, `${moment++}`] } }) : illness?.text);
  }
  if (illness) return response.writeHead(illness.status ?? 200).end(illness.text);
  if (query === 'number') return response.end(vector(`${number}`));
  const [, what, track] = /^(requests|errors)\{track="(blue|green)"\}$/.exec(query) ?? [];
  if (!what) return response.end('{"data":{"resultType":"vector","result":[]}}');
  return response.end(vector(`${counted[what as 'requests'][track as 'blue']}`));
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => server.close());

type Course = {
  /** What is wrong with Prometheus, by the looks since the first shift: 0 is before it. */
  readonly ill?: (look: number) => Illness;
  /** Whether it has not answered yet. */
  readonly hangs?: (look: number) => boolean;
  readonly errorRate?: number;
  /** Of the version before. */
  readonly stableRate?: number;
  /** What the query `number` gives. */
  readonly number?: (look: number) => number;
  readonly analysis?: Record<string, unknown>;
};

const QUERIES = { requests: 'requests{track="{{track}}"}', bad: 'errors{track="{{track}}"}' };

/** A service under constant load, judged by metrics of its file that a server answers. */
function shop({ ill = () => null, hangs = () => false, errorRate = 0, stableRate = 0, number: told = () => 1, analysis = {} }: Course) {
  const world = simulatedTracks({ full: 4, version: 'v1' });
  const journal = memoryJournal();
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const metrics = [{ name: 'users', queries: QUERIES }];
  const settings = { prometheus: { address }, metrics, interval: '1s', 'analysis-timeout': '20s', ...analysis };
  const raw = { platform: 'local', run: ['node'], port: 8080, analysis: settings };
  const service = expandService(raw, { service: 'shop', environment: 'production', root: '/', inputs: {}, variables: {} });
  let looks = 0;
  const strategyOf = () => {
    const open = openMetrics({
      service,
      workspace: '/',
      hasTraffic: async () => true,
      tracks: { stable: { name: 'blue', version: 'v1' }, canary: { name: 'green', version: 'v2' } },
    });
    let said: Measured = { reading: 0, counters: {}, numbers: {} };
    const { interval: pollInterval, initialDelay, analysisTimeout, onInconclusive } = service.analysis;
    const size = { previewSize: (full: number) => full, alwaysFull: false, minReady: 0 };
    const times = { progressDeadline: 60_000, interval: 1_000, pollInterval, initialDelay, analysisTimeout, onInconclusive };
    const strategy = tracks({ ...world, judge: sequentialJudge(service.analysis), measured: () => said }, { ...size, ...times });
    const { observe } = strategy;
    strategy.observe = async (signal) => {
      if ((world.state.weights['green'] ?? 0) > 0) looks++;
      for (const track of TRACKS) {
        const requests = 10 * (world.state.weights[track] ?? 0);
        counted.requests[track] += requests;
        counted.errors[track] += Math.round(requests * (track === 'green' ? errorRate : stableRate));
      }
      illness = ill(looks);
      number = told(looks);
      if (!hangs(looks)) {
        const [counters, numbers] = await Promise.all([readAll(open.counters), readAll(open.numbers)]);
        said = { reading: said.reading + 1, counters, numbers };
      }
      return observe(signal);
    };
    return strategy;
  };
  const begun = someRollout({ kind: 'tracks', from: { version: 'v1', spec: 's', track: 'blue' } });
  return {
    /** Brings the canary there, in a job of its own. */
    step(change: Partial<Goal> = {}, rollout: Rollout = begun): Promise<Jobs> {
      const goal: Goal = { version: 'v2', spec: 's', track: 'green', weight: 50, stage: 'canary', bakeTime: 10_000, keepOld: 0, ...change };
      return run(strategyOf, world, { ...rollout, goal }, journal);
    },
  };
}

async function readAll<T>(sources: Readonly<Record<string, { read(signal: AbortSignal): Promise<T> }>>): Promise<Record<string, T>> {
  return Object.fromEntries(await Promise.all(Object.entries(sources).map(async ([name, { read }]) => [name, await read(never)] as const)));
}

function canary(course: Course): Promise<Jobs> {
  return shop(course).step();
}

const lines = ({ events }: Jobs) => events.map(({ text }) => text);
const ended = ({ result }: Jobs) => `${result.outcome} ${result.reason.code}`;

describe.each(Object.entries(ILL))('a Prometheus that %s', (_, [illness, sentence]) => {
  test.each([
    ['from the start', 0],
    ['from the middle of the bake on', 5],
  ])('%s gives no verdict: the rollout waits and says why, and on-no-data decides', async (_, from) => {
    const ill = (look: number) => (look >= from ? illness : null);
    const waits = await canary({ ill, analysis: { 'on-no-data': 'wait' } });
    expect(ended(waits)).toBe('paused analysis-inconclusive');
    expect(waits.result.reason.message).toMatch(sentence);
    expect(lines(waits).find((text) => text.startsWith('judging: metric users: '))).toMatch(sentence);
    expect(waits.elapsed).toBeGreaterThanOrEqual(30_000);

    const passes = await canary({ ill, analysis: { 'on-no-data': 'pass' } });
    expect(ended(passes)).toBe('canary done');
    expect(passes.result.reason.message).toMatch(/^green serves 50 %; metric users says nothing: /);
    expect(passes.result.reason.message).toMatch(sentence);

    const fails = await canary({ ill, analysis: { 'on-no-data': 'fail' } });
    expect(ended(fails)).toBe('rolled-back analysis-failed');
    expect(fails.result.reason.message).toMatch(sentence);
    expect(lines(fails).find((text) => text.startsWith('going back: '))).toMatch(sentence);
    // Not before the end of the bake.
    expect(fails.elapsed).toBeGreaterThanOrEqual(10_000);
  });
});

describe('a Prometheus that is ill for a while', () => {
  const [down] = ILL['answers 500'];
  test.each(['wait', 'pass', 'fail'])('in the bake changes nothing, whatever on-no-data says (%s)', async (onNoData) => {
    const jobs = await canary({ ill: (look) => (look >= 3 && look < 7 ? down : null), analysis: { 'on-no-data': onNoData } });
    expect(ended(jobs)).toBe('canary done');
    expect(jobs.result.reason.message).toBe('green serves 50 %');
  });

  test.each(['wait', 'pass', 'fail'])('at the end of the bake is waited for a few looks (%s)', async (onNoData) => {
    const jobs = await canary({ ill: (look) => (look >= 11 && look < 13 ? down : null), analysis: { 'on-no-data': onNoData } });
    expect(ended(jobs)).toBe('canary done');
    expect(lines(jobs).some((text) => text.startsWith('judging: metric users: '))).toBe(true);
  });

  test('long after the bake is waited for, and then the version passes by what was counted', async () => {
    const jobs = await canary({ ill: (look) => (look >= 5 && look < 25 ? down : null) });
    expect(ended(jobs)).toBe('canary done');
    expect(jobs.result.reason.message).toBe('green serves 50 %');
    expect(jobs.elapsed).toBeGreaterThanOrEqual(24_000);
  });

  test('and does not answer at all before the bake is over is waited for', async () => {
    for (const onNoData of ['wait', 'pass', 'fail']) {
      const jobs = await canary({ hangs: (look) => look < 15, analysis: { 'on-no-data': onNoData } });
      expect(`${onNoData} ${ended(jobs)}`).toBe(`${onNoData} canary done`);
      expect(jobs.events.findLast(({ kind }) => kind === 'evidence')?.evidence[0]?.canary.requests).toBeGreaterThan(0);
    }
  });

  test('hides no bad version: what was counted meanwhile is judged when it answers', async () => {
    const jobs = await canary({ ill: (look) => (look < 15 ? down : null), errorRate: 0.5 });
    expect(ended(jobs)).toBe('rolled-back analysis-failed');
    expect(jobs.result.reason.message).toMatch(/^users [\d,]+\/[\d,]+ canary \(50 %\) vs 0\//);
  });
});

test('the numbers that a verdict rests on are told before it, a line for each metric', async () => {
  for (const [errorRate, outcome] of [
    [0, 'canary'],
    [0.5, 'rolled-back'],
  ] as const) {
    const { events, result } = await canary({ errorRate });
    expect(result.outcome).toBe(outcome);
    const last = events.findLast(({ kind }) => kind === 'evidence');
    expect(last?.evidence.map(({ metric }) => metric)).toEqual(['users']);
    expect(last?.evidence[0]?.canary.requests).toBeGreaterThan(1_000);
  }
});

test('while nothing is decided the numbers are told once a minute', async () => {
  const { events } = await shop({}).step({ bakeTime: 150_000 });
  const told = events.filter(({ kind }) => kind === 'evidence').map(({ at }) => Math.floor((at.mono - (events[0]?.at.mono ?? 0)) / 60_000));
  expect(told).toEqual([0, 1, 2, 2]);
});

test('a switch that was watched by metrics of the service file says which of them were silent, and not that there were none', async () => {
  const goal = { stage: 'switched', weight: 100 } as const;
  expect((await shop({}).step(goal)).result.reason.message).toBe('green serves 100 %');
  const { result } = await shop({ ill: () => ILL['answers 500'][0] }).step(goal);
  expect(result).toMatchObject({ outcome: 'switched', reason: { code: 'done' } });
  expect(result.reason.message).toMatch(/^green serves 100 %; metric users says nothing: Prometheus at .* answered 500: out of memory$/);
});

test('a second job goes on with the evidence of the first, counts nothing twice, and nothing of the time between them', async () => {
  const site = shop({});
  const first = await site.step({ weight: 25 });
  const evidence = ({ events }: Jobs) => events.findLast(({ kind }) => kind === 'evidence')?.evidence[0];
  const before = evidence(first)?.canary.requests ?? 0;
  expect(before).toBeGreaterThan(1_000);
  // Nobody looks.
  counted.requests.green += 1_000_000;
  counted.errors.green += 1_000_000;
  const second = await site.step({ weight: 50 }, first.result.rollout);
  expect(ended(second)).toBe('canary done');
  const after = evidence(second);
  expect(after?.canary.errors).toBe(0);
  const watched = (after?.canary.requests ?? 0) - before;
  expect(watched).toBeGreaterThanOrEqual(5_000);
  expect(watched).toBeLessThanOrEqual(7_000);
});

test('after a switch its counters are held against what the version before had while it served, and each against its own track', async () => {
  const all = { weight: 100, stage: 'switched' } as const;
  const alone = await shop({ errorRate: 0.02 }).step(all);
  expect(ended(alone)).toBe('rolled-back analysis-failed');
  expect(alone.result.reason.message).toMatch(/^users [\d,]+\/[\d,]+ canary \(2\.00 %\) after 0\/[\d,]+ before it \(0\.00 %\): at most /);
  const site = shop({ errorRate: 0.02, stableRate: 0.02 });
  const beside = await site.step({ weight: 25, bakeTime: 20_000 });
  expect(ended(beside)).toMatch(/^(canary done|paused analysis-inconclusive)$/);
  expect(ended(await site.step(all, { ...beside.result.rollout, paused: null }))).toBe('switched done');
});

test('nothing is decided before the first look, where initial-delay is longer than the bake', async () => {
  for (const onNoData of ['wait', 'pass', 'fail']) {
    const { result, events, elapsed } = await canary({ analysis: { 'initial-delay': '15s', 'on-no-data': onNoData } });
    expect(`${onNoData} ${result.outcome}`).toBe(`${onNoData} canary`);
    expect(elapsed).toBeGreaterThanOrEqual(15_000);
    expect(events.findLast(({ kind }) => kind === 'evidence')?.evidence[0]?.canary.requests).toBeGreaterThan(0);
  }
});

test('while only the numbers move, a line a minute is told', async () => {
  const jobs = await canary({ errorRate: 0.006, stableRate: 0.006 });
  // Five looks after the bake.
  expect(jobs.elapsed).toBe(15_000);
  expect(lines(jobs).filter((text) => text.startsWith('judging: users '))).toHaveLength(1);
});

describe('a threshold', () => {
  const analysis = { metrics: [{ name: 'rate', kind: 'threshold', query: 'number', success: '>= 0.99', 'failure-limit': 1 }] };

  test('takes a version back over its failure limit, and passes one that keeps to it', async () => {
    const bad = await canary({ analysis, number: () => 0.5 });
    expect(ended(bad)).toBe('rolled-back analysis-failed');
    expect(bad.result.reason.message).toBe('rate 0.5, wanted >= 0.99: 2 looks found something else, and at most 1 may');
    expect(ended(await canary({ analysis }))).toBe('canary done');
  });

  test('counts an answer once, however long the next one takes', async () => {
    const number = (look: number) => (look === 4 ? 0.5 : 1);
    const { result, events } = await canary({ analysis, number, hangs: (look) => look > 4 && look < 9 });
    expect(result.reason.message).toBe('green serves 50 %');
    expect(events.findLast(({ kind }) => kind === 'evidence')?.text).toBe(
      'rate 1, wanted >= 0.99: 1 look found something else, and at most 1 may',
    );
  });

  test('that finds nothing says why, and is inconclusive over its limit of errors in a row', async () => {
    const jobs = await canary({ analysis, ill: () => ILL['answers 500'][0] });
    expect(ended(jobs)).toBe('paused analysis-inconclusive');
    expect(jobs.result.reason.message).toMatch(
      /^rate no number yet, wanted >= 0\.99: the last \d+ looks found nothing \(Prometheus at .* answered 500: out of memory\)$/,
    );
  });
});

test('a metric with dry-run alone keeps no version from going on, whatever it counts, and is shown', async () => {
  const { result, events } = await canary({ errorRate: 1, analysis: { metrics: [{ name: 'users', queries: QUERIES, 'dry-run': true }] } });
  expect(result).toMatchObject({ outcome: 'canary', reason: { message: 'green serves 50 %' } });
  expect(events.findLast(({ kind }) => kind === 'evidence')?.text).toMatch(/^users .*\(100 %\) .*never decides/);
});

test('a metric that says nothing beside one that does is told, and on-no-data decides about it alone', async () => {
  const orders = { name: 'orders', queries: { requests: 'orders{track="{{track}}"}', bad: 'lost{track="{{track}}"}' } };
  const metrics = [{ name: 'users', queries: QUERIES }, orders];
  const ends = async (onNoData: string, errorRate = 0) => {
    const { result } = await canary({ errorRate, analysis: { metrics, 'on-no-data': onNoData } });
    return `${result.outcome}: ${result.reason.message}`;
  };
  expect(await ends('wait')).toMatch(/^paused: metric orders: Prometheus has no series for /);
  expect(await ends('pass')).toMatch(/^canary: green serves 50 %; metric orders says nothing: Prometheus has no series for /);
  expect(await ends('fail')).toMatch(/^rolled-back: metric orders: Prometheus has no series for /);
  expect(await ends('pass', 0.5)).toMatch(/^rolled-back: users /);
});
