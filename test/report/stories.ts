import type { Picture, RolloutEvent } from '../../src/ports/event.ts';
import type { Live, Lock, Past, Rollout, Sample, StageRecord } from '../../src/ports/journal.ts';
import type { Outcome } from '../../src/ports/outcome.ts';
import type { ReasonCode } from '../../src/ports/reason.ts';
import type { Ending } from '../../src/ports/reporter.ts';
import { type EndingContext, emptyRecord, foldEnding, foldEvent, type ReportRecord } from '../../src/report/index.ts';
import { someRollout, someRun } from '../fakes/rollout.ts';

export const NEW = '9ab41d07c2e5f6a8b9c0d1e2f3a4b5c6d7e8f901';
export const OLD = '3f2a9c1b00112233445566778899aabbccddeeff';
export const T0 = Date.UTC(2030, 0, 2, 3, 4, 5);
const minute = 60_000;

export const context: EndingContext = {
  service: 'shop',
  environment: 'production',
  version: NEW,
  url: 'https://shop.example',
  run: someRun,
  at: T0 + 12 * minute,
};

/** An event `after` milliseconds after the start. */
export function event(after: number, text: string, change: Partial<RolloutEvent> = {}): RolloutEvent {
  const at = { wall: T0 + after, mono: after };
  return { at, kind: 'step', stage: 'canary 25 %', text, picture: null, evidence: [], rollout: canaryRollout(), ...change };
}

export function ending(outcome: Outcome, code: ReasonCode, message: string, change: Partial<Ending> = {}): Ending {
  return { outcome, reason: { code, message }, journal: journal(), rollout: canaryRollout(), commands: [], ...change };
}

export function stage(name: string, from: number, to: number | null, change: Partial<StageRecord> = {}): StageRecord {
  const at = (minutes: number) => T0 + minutes * minute;
  return { name, result: 'passed', from: at(from), to: to === null ? null : at(to), requests: 4210, failed: 3, by: 'alice', ...change };
}

export function canaryRollout(change: Partial<Rollout> = {}): Rollout {
  return someRollout({
    kind: 'tracks',
    action: 'canary-step',
    from: { version: OLD, spec: 's', track: 'blue' },
    attempted: { version: NEW, spec: 's' },
    weight: 25,
    stages: [
      stage('prepare', 0, 1, { requests: null, failed: null }),
      stage('canary 5 %', 1, 6),
      stage('canary 25 %', 6, null, { result: 'running' }),
    ],
    samples: samples(),
    requests: 12_184,
    failed: 38,
    startedAt: T0,
    run: someRun,
    ...change,
  });
}

/** Twelve minutes: 5 % for five, then 25 %, where errors rise. */
function samples(): readonly Sample[] {
  return Array.from({ length: 49 }, (_, index) => ({
    at: T0 + index * 15_000,
    weight: index < 4 ? 0 : index < 24 ? 5 : 25,
    requests: 240 + ((index * 37) % 60),
    failed: index < 30 ? (index * 7) % 3 : Math.floor((index - 28) * 1.5),
  }));
}

export const picture = (change: Partial<Picture> = {}): Picture => ({ serving: 5, wanted: 4, updated: 1, weight: 25, extra: 1, ...change });

function journal(): NonNullable<Ending['journal']> {
  const past = (version: string, at: number, end: Past['end'] = 'live'): Past => ({
    version,
    spec: 's',
    run: someRun,
    end,
    service: {},
    at,
  });
  const live: Live = { version: OLD, spec: 's', track: 'blue', since: T0, run: someRun };
  const history = [
    past(OLD, T0 - minute),
    past('v1.4.1', T0 - 2 * minute, 'rejected'),
    ...['v1.4.0', 'v1.3.0', 'v1.2.0', 'v1.1.0', 'v1.0.0', 'v0.9.0'].map((version, index) =>
      past(version, T0 - (index + 3) * 1440 * minute),
    ),
  ];
  const empty = { rollout: null, holder: null, request: null, lock: null, unreported: null };
  return { schema: 1, epoch: 1, seq: 1, service: 'shop', environment: 'production', place: 'here', live, history, ...empty };
}

const text = '7/1,204 canary (0.58 %) vs 31/10,980 stable (0.28 %): 0.5× to 6.2× stable’s rate, at most 1.5 %';

/** A canary at 25 % that is being watched. */
export function canaryAtWork(): ReportRecord {
  const evidence = [{ metric: 'errors', canary: { requests: 1204, errors: 7 }, stable: { requests: 10_980, errors: 31 }, text }];
  return [
    event(0, 'start 1 instance of 9ab41d0 on green', { kind: 'began', stage: 'prepare', picture: picture({ weight: 0 }) }),
    event(minute, 'shift 0 % → 5 %', { stage: 'canary 5 %', picture: picture({ weight: 5 }) }),
    event(6 * minute, 'shift 5 % → 25 %', { picture: picture() }),
    event(7 * minute, 'watching until 11 min', { kind: 'wait', picture: picture() }),
    event(12 * minute, 'errors: undecided', { kind: 'evidence', picture: picture(), evidence }),
  ].reduce(foldEvent, emptyRecord('shop', 'production'));
}

/** Three of four batches done. */
export function rollingAtWork(): ReportRecord {
  const rollout = someRollout({
    startedAt: T0,
    samples: [],
    stages: [stage('batch 1 of 4', 0, 1), stage('batch 2 of 4', 1, null, { result: 'running' })],
  });
  const change = { stage: 'batch 2 of 4', rollout, picture: picture({ serving: 3, weight: 33.333, extra: 0 }) };
  return foldEvent(emptyRecord('shop', 'production'), event(12_000, 'drain web1 · keeps 3 of 4 serving', change));
}

export const promoted = () =>
  foldEnding(
    canaryAtWork(),
    ending('promoted', 'done', 'It serves all requests; the old version is retired.', { rollout: passed() }),
    context,
  );
export const rolledBack = () =>
  foldEnding(
    canaryAtWork(),
    ending('rolled-back', 'analysis-failed', 'It failed 0.58 % of its requests, stable 0.28 %.', {
      rollout: { ...went('failed'), direction: 'back' },
    }),
    context,
  );
export const paused = () =>
  foldEnding(
    canaryAtWork(),
    ending('paused', 'analysis-inconclusive', 'Too few requests to tell: 12 of about 400 needed.', { rollout: went('paused') }),
    context,
  );
export const stuck = () => {
  const commands = ['ssh web1 systemctl start shop@3f2a9c1', "echo 'set server shop/web1 state ready' | socat - /run/haproxy.sock"];
  const message = 'The balancer at 10.0.0.5 has not answered for 10m.';
  return foldEnding(canaryAtWork(), ending('stuck', 'balancer-unreachable', message, { rollout: went('stopped'), commands }), context);
};
export const refused = () =>
  foldEnding(
    null,
    ending('refused', 'no-spare-capacity', 'One instance of one would be out: set max-surge: 1.', { rollout: null, journal: null }),
    context,
  );

/** A canary that passed its bake and waits to be promoted. */
export const canary = () =>
  foldEnding(
    canaryAtWork(),
    ending('canary', 'done', '25 % of the traffic goes to it.', {
      rollout: canaryRollout({ stages: [stage('canary 5 %', 1, 6), stage('canary 25 %', 6, 12)] }),
    }),
    context,
  );
/** On its way back after a verdict. */
export const goingBack = () => {
  const stages = [
    stage('canary 25 %', 6, 12, { result: 'failed', failed: 35 }),
    stage('going back', 12, null, { result: 'running', requests: 0, failed: 0 }),
  ];
  const rollout = canaryRollout({ direction: 'back', weight: 0, stages });
  return foldEvent(
    canaryAtWork(),
    event(12 * minute, 'shift 25 % → 0 %', { kind: 'back', stage: 'going back', rollout, picture: picture({ weight: 0 }) }),
  );
};
/** Somebody locked the service while a canary was at work. */
export const locked = () => {
  const lock: Lock = { why: 'checkout fails for guests, see #812', by: 'bob', at: T0 + 12 * minute, url: someRun.url };
  const end = ending('locked', 'done', `locked by bob since 2030-01-02 03:16 UTC: ${lock.why}`, { rollout: went('paused') });
  return foldEnding(canaryAtWork(), { ...end, journal: { ...journal(), lock } }, { ...context, run: { ...someRun, actor: 'bob' } });
};
/** What a run is told that would deploy to a locked service. */
export const refusedByLock = () => {
  const lock: Lock = { why: 'frozen over the weekend', by: 'bob', at: T0, url: someRun.url };
  const end = ending('refused', 'locked', 'shop in production is locked by bob since 2030-01-02 03:04 UTC: frozen over the weekend.', {
    rollout: null,
  });
  return foldEnding(null, { ...end, journal: { ...journal(), lock } }, { ...context, version: NEW });
};

const passed = () => canaryRollout({ stages: [stage('canary 25 %', 0, 6), stage('promote', 6, 12, { by: 'bob' })] });
const went = (result: StageRecord['result']) =>
  canaryRollout({ stages: [stage('canary 5 %', 1, 6), stage('canary 25 %', 6, 12, { result, failed: 35 })] });

/** Every story by its name. */
export const STORIES = {
  canaryAtWork,
  rollingAtWork,
  canary,
  promoted,
  goingBack,
  rolledBack,
  paused,
  locked,
  stuck,
  refused,
  refusedByLock,
} as const;
