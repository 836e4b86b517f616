import { describe, expect, test } from 'vitest';
import { sequentialJudge } from '../../src/analysis/sequential.ts';
import type { Goal, Journal, JournalDocument, Past, Rollout, Run } from '../../src/ports/journal.ts';
import type { Measured, MetricSource } from '../../src/ports/metrics.ts';
import { Refused } from '../../src/ports/reason.ts';
import { closeStage, emptyJournal, enterStage, settle, turnBack } from '../../src/rollout/journal.ts';
import { expandService } from '../../src/service/expand.ts';
import { rolling } from '../../src/strategies/rolling.ts';
import { tracks } from '../../src/strategies/tracks.ts';
import { simulatedFleet } from '../fakes/fleet.ts';
import { memoryJournal } from '../fakes/journal.ts';
import { someRollout, someRun } from '../fakes/rollout.ts';
import { thresholdJudge } from '../fakes/threshold-judge.ts';
import { type SimulatedTracks, simulatedTracks } from '../fakes/tracks.ts';
import { type Jobs, run } from './jobs.ts';

const never = new AbortController().signal;
const MOST = 64 * 1024;
const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

const long = (text: string) => text.padEnd(200, '-0123456789abcdef');
const someone: Run = {
  ...someRun,
  id: '17345678901',
  workflow: '.github/workflows/deploy-to-production.yml',
  ref: 'refs/heads/release/2030-01-a-branch-with-quite-a-long-name',
  url: 'https://github.com/a-rather-long-organisation/a-rather-long-repository/actions/runs/17345678901',
};
const service = { platform: 'servers', update: 'x'.repeat(150), health: '/healthz', servers: ['web1', 'web2', 'web3', 'web4'], port: 8080 };
const spec = 'f'.repeat(64);
const from = { version: long('old'), spec, track: 'blue' };
/** What a program may print when it fails: colours, other scripts, and much of it. */
const output = '\u001b[31m失敗しました\u001b[0m: connection refused 💥\n'.repeat(5_000);

/** A service with a full history, and the largest document that was saved of it. */
function fullJournal(): Journal & { document: JournalDocument; largest: number; starts: Set<number> } {
  const history = Array.from(
    { length: 20 },
    (_, i): Past => ({ version: long(`v${i}`), spec, run: someone, end: 'live', service, at: 1_790_000_000_000 }),
  );
  const inner = memoryJournal();
  inner.document = { ...emptyJournal('shop', 'production', spec), live: { ...from, since: 1_790_000_000_000, run: someone }, history };
  const starts = new Set<number>();
  return {
    place: inner.place,
    largest: 0,
    starts,
    get document() {
      return inner.document as JournalDocument;
    },
    load: (signal) => inner.load(signal),
    save(next, seq, signal) {
      this.largest = Math.max(this.largest, bytes(next));
      const first = next.rollout?.samples[0];
      if (first) starts.add(first.at);
      return inner.save(next, seq, signal);
    },
  };
}

function canary(change: Partial<Goal>): Rollout {
  const goal: Goal = { version: long('new'), spec, track: 'green', weight: 100, stage: 'canary', bakeTime: 600_000, keepOld: 0, ...change };
  const attempted = { version: long('new'), spec };
  return someRollout({ kind: 'tracks', action: 'canary-step', goal, from, attempted, service, run: someone, place: spec });
}

/** Two busy balancers that count latency too. */
function busy(begun = 40_000_000, served = 12_345): MetricSource {
  let looks = 0;
  return {
    async read() {
      const requests = begun + served * looks++;
      const track = {
        requests,
        errors: Math.floor(requests / 999),
        slower: Array.from({ length: 12 }, (_, i) => Math.floor(requests / (i + 1))),
      };
      return ['lb-1', 'lb-2'].map((name) => ({
        process: `${name}.example.com:${1_790_000_000_000}`,
        tracks: { blue: track, green: track },
      }));
    },
  };
}

function shift(world: SimulatedTracks, rollout: Rollout, journal: Journal): Promise<Jobs> {
  const judge = thresholdJudge({ maxErrorRate: 0.01, maxErrorRatio: 2, minPolls: 3, onNoData: 'wait' });
  const settings = { previewSize: (full: number) => full, alwaysFull: false, minReady: 0, progressDeadline: 60_000, interval: 1_000 };
  const analysis = { pollInterval: 2_000, initialDelay: 0, analysisTimeout: 60_000, onInconclusive: 'pause' as const };
  return run(() => tracks({ ...world, judge, metrics: busy() }, { ...settings, ...analysis }), world, rollout, journal);
}

describe('the journal stays within 64 kB', () => {
  test('at every save of a canary of ten steps with thousands of looks, and keeps the first sample', async () => {
    const world = simulatedTracks({ full: 10, version: from.version });
    const journal = fullJournal();
    let rollout = canary({ weight: 1 });
    for (const weight of [1, 2, 5, 10, 20, 30, 40, 50, 75, 90]) {
      const { result } = await shift(world, { ...rollout, goal: { ...rollout.goal, weight } }, journal);
      expect(result.outcome).toBe('canary');
      rollout = journal.document.rollout as Rollout;
    }
    expect(rollout.passed).toHaveLength(10);
    expect(rollout.stages).toHaveLength(11);
    expect(rollout.samples.length).toBeGreaterThan(150);
    expect(journal.starts.size).toBe(1);
    expect(journal.document.history).toHaveLength(20);
    const last = await shift(world, { ...rollout, goal: { ...rollout.goal, weight: 100, stage: 'retired' } }, journal);
    expect(last.result.outcome).toBe('promoted');
    expect(journal.document.rollout).toBe(null);
    expect(journal.document.history.map(({ version }) => version).slice(0, 2)).toEqual([long('new'), long('v0')]);
    expect(journal.largest).toBeGreaterThan(32 * 1024);
    expect(journal.largest).toBeLessThanOrEqual(MOST);
  });

  test('when going on and going back both fail with all that a program printed', async () => {
    const world = simulatedTracks({ full: 4, version: from.version });
    const journal = fullJournal();
    const baked = await shift(world, canary({ weight: 25, bakeTime: 900_000 }), journal);
    world.router.shift = async () => {
      throw new Refused('update-failed', output);
    };
    const { result } = await shift(world, { ...baked.result.rollout, goal: { ...baked.result.rollout.goal, weight: 50 } }, journal);
    expect(result.outcome).toBe('stuck');
    expect(journal.document.rollout?.reason?.message).toContain('失敗しました');
    expect(journal.document.rollout?.stuck?.reason.message).toContain('connection refused');
    expect(journal.largest).toBeLessThanOrEqual(MOST);
  });

  test('at every save of a canary with as many metrics as a service file can have, each of them silent now and then', {
    timeout: 60_000,
  }, async () => {
    const world = simulatedTracks({ full: 10, version: from.version });
    const journal = fullJournal();
    const list = Array.from({ length: 20 }, (_, i) => ({ name: `metric-${i}`.padEnd(60, 'x'), command: ['count'] }));
    const analysis = { metrics: list, 'latency-threshold': '50ms', 'on-inconclusive': 'pass', 'analysis-timeout': '1s', interval: '1s' };
    const raw = { platform: 'local', run: ['node'], port: 8080, analysis };
    const known = expandService(raw, { service: 'shop', environment: 'production', root: '/', inputs: {}, variables: {} });
    // So few that none of the evidence is 0.
    const { read } = busy(0, 12);
    const edges = Array.from({ length: 12 }, (_, i) => 10 * (i + 1));
    let looks = 0;
    let [first] = await read(never);
    const measured = (): Measured => {
      const reading = Math.floor(looks++ / 10);
      const told = reading % 5 === 1 ? { noData: long('the server said').padEnd(300, '!') } : { value: first ? [{ ...first, edges }] : [] };
      return { reading, counters: Object.fromEntries(list.map(({ name }) => [name, told])), numbers: {} };
    };
    const settings = { previewSize: (full: number) => full, alwaysFull: false, minReady: 0, progressDeadline: 60_000, interval: 1_000 };
    const limits = { pollInterval: 1_000, initialDelay: 0, analysisTimeout: 1_000, onInconclusive: 'pass' as const };
    const ports = { ...world, judge: sequentialJudge(known.analysis), metrics: { read: () => read(never) }, measured };
    const strategyOf = () => {
      const strategy = tracks(ports, { ...settings, ...limits });
      const { observe } = strategy;
      strategy.observe = async (signal) => {
        [first] = await read(signal);
        return observe(signal);
      };
      return strategy;
    };
    const { result } = await run(strategyOf, world, canary({ weight: 25, bakeTime: 320_000 }), journal);
    expect(result.outcome).toBe('canary');
    const states = Object.values((result.rollout.judge as { metrics: Record<string, unknown> }).metrics);
    expect(states).toHaveLength(40);
    for (const state of states) expect(bytes(state)).toBeLessThanOrEqual(1_000);
    expect(journal.largest).toBeGreaterThan(48 * 1024);
    expect(journal.largest).toBeLessThanOrEqual(MOST);
  });

  test('when it pauses with all that a program printed', async () => {
    const fleet = simulatedFleet({ wanted: 2, version: null });
    fleet.instances_.set('web1', { name: 'web1', version: null, spec: null, ready: true, inRotation: true });
    fleet.instances_.set('web2', { name: 'web2', version: null, spec: null, ready: true, inRotation: true });
    fleet.replace = async () => {
      throw new Refused('update-failed', output);
    };
    const journal = fullJournal();
    const settings = { limits: () => ({ maxUnavailable: 1, maxSurge: 0 }), minReady: 0, progressDeadline: 60_000, interval: 1_000 };
    const unknown = someRollout({ from: { version: null, spec: null, track: null }, service });
    const { result } = await run(() => rolling({ fleet }, settings), fleet, unknown, journal);
    expect(result.outcome).toBe('paused');
    expect(journal.document.rollout?.paused?.reason.message).toContain('connection refused');
    expect(journal.largest).toBeLessThanOrEqual(MOST);
  });
});

describe('the journal keeps', () => {
  const at = (wall: number) => ({ wall, mono: wall });
  const done = { code: 'done', message: 'as asked' } as const;
  const fromLive = ({ live }: JournalDocument) => ({ version: live?.version ?? null, spec: live?.spec ?? null, track: null });

  test('a version that somebody else had made live, as one to go back to, once', () => {
    const over = (document: JournalDocument, version: string, from: string) =>
      settle(
        document,
        someRollout({ goal: { ...canary({}).goal, version }, from: { version: from, spec: null, track: null } }),
        'promoted',
        done,
        at(1),
      );
    const adopted = over(emptyJournal('shop', 'production', 'p'), 'v2', 'v1');
    expect(adopted.history).toMatchObject([
      { version: 'v2', end: 'live' },
      { version: 'v1', end: 'live', spec: 's' },
    ]);
    // Set by hand in between, to what is known already.
    expect(over(over(adopted, 'v3', 'v2'), 'v4', 'v1').history.map(({ version }) => version)).toEqual(['v4', 'v3', 'v2', 'v1']);
  });

  test('the newest of many versions, as many as there is room for, however large their services', () => {
    let document = fullJournal().document;
    const large = { ...service, update: 'x'.repeat(5_000) };
    for (let i = 0; i < 30; i++) {
      const rollout = someRollout({ service: large, goal: { ...canary({}).goal, version: `w${i}` }, from: fromLive(document) });
      document = settle(document, rollout, 'promoted', done, at(i));
    }
    expect(document.history.map(({ version }) => version).slice(0, 3)).toEqual(['w29', 'w28', 'w27']);
    expect(bytes(document.history)).toBeLessThanOrEqual(24 * 1024);
  });

  test('a version to go back to, even where one alone is too large and others were taken back since', () => {
    let document = fullJournal().document;
    const huge = (version: string) =>
      someRollout({ service: { update: 'x'.repeat(15_000) }, goal: { ...canary({}).goal, version }, from: fromLive(document) });
    for (const version of ['a', 'b', 'c']) document = settle(document, huge(version), 'promoted', done, at(0));
    for (let i = 0; i < 3; i++) document = settle(document, turnBack(huge('bad'), done), 'rolled-back', done, at(0));
    expect(document.history.map(({ version }) => version)).toEqual(['v2', 'v2', 'v2', 'c', 'b']);
    expect(bytes(document)).toBeLessThanOrEqual(MOST);
  });

  test('the newest lines of the table of stages, and what was served in all of them', () => {
    let rollout = someRollout();
    for (let i = 1; i <= 500; i++) {
      rollout = { ...enterStage(rollout, `canary ${i} %`, at(2 * i), 'alice'), requests: 10 * i, failed: i };
      rollout = closeStage(rollout, 'stopped', at(2 * i + 1));
    }
    const { stages } = rollout;
    expect(stages.length).toBeLessThanOrEqual(40);
    expect(stages.at(-1)).toMatchObject({ name: 'canary 500 %', requests: 10, failed: 1 });
    expect(stages.reduce((sum, stage) => sum + (stage.requests ?? 0), 0)).toBe(5_000);
    expect(stages[0]?.from).toBe(2);
  });

  test('some of the commands by hand where each of many servers has one, and says how many more there are', () => {
    const commands = Array.from({ length: 2_000 }, (_, at) => `echo 'set server app/web${at} state ready' | socat stdio /run/haproxy.sock`);
    const document = settle(fullJournal().document, someRollout({ stuck: { reason: done, commands } }), 'stuck', done, at(0));
    const kept = document.rollout?.stuck?.commands ?? [];
    expect(kept.slice(0, 20)).toEqual(commands.slice(0, 20));
    expect(kept.slice(20)).toEqual([expect.stringMatching(/^# .*1980 more/)]);
    expect(bytes(document)).toBeLessThanOrEqual(MOST);
  });

  test('the steps that passed last', () => {
    let document: JournalDocument = { ...emptyJournal('shop', 'production', 'p'), rollout: canary({}) };
    for (let i = 1; i <= 500; i++) {
      const holder = { id: 'h', run: { ...someRun, id: `${i}` }, beat: 0 };
      document = settle({ ...document, holder }, document.rollout as Rollout, 'canary', done, at(i));
    }
    expect(document.rollout?.passed.at(-1)).toBe('500:100');
    expect(document.rollout?.passed.length).toBeLessThanOrEqual(40);
  });

  test('both ends of a long message, and all of a short one', () => {
    const told = (message: string) => turnBack(someRollout(), { code: 'update-failed', message }).reason?.message ?? '';
    expect(told('web1 said no\nand why')).toBe('web1 said no\nand why');
    const cut = told(`web1 said no${'.'.repeat(9_000)}and why`);
    expect(cut).toMatch(/^web1 said no\.+ … \.+and why$/);
    expect(cut.length).toBeLessThan(700);
    expect(told('💥'.repeat(9_000)).isWellFormed()).toBe(true);
  });
});
