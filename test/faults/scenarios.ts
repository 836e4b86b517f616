import type { JournalDocument, Run } from '../../src/ports/journal.ts';
import type { Outcome } from '../../src/ports/outcome.ts';
import type { Asked } from '../../src/rollout/begin.ts';
import { someRun } from '../fakes/rollout.ts';
import { ask } from '../rollout/situations.ts';
import type { Plan } from './world.ts';

/** One command of a workflow, to be given by whichever run. */
export type Command = { readonly action: Asked['action'] } & Partial<Pick<Asked, 'version' | 'until' | 'weight' | 'to' | 'redeploy'>>;

export type Scenario = {
  readonly name: string;
  readonly plan: Plan;
  /** What happened before, without a fault. */
  readonly before: readonly Command[];
  /** The command that is walked. */
  readonly command: Command;
  /** How it ends where nothing goes wrong. */
  readonly ends: Outcome;
  /** The version that serves in the end when it is asked for again and again. */
  readonly serves: string;
};

const usual: Plan = {
  full: 2,
  maxUnavailable: 0,
  maxSurge: 0,
  tracks: true,
  alwaysFull: false,
  balancers: 1,
  slow: 300,
  minReady: 0,
  bakeTime: 3_000,
  keepOld: 1_500,
  onFailure: 'rollback',
  empty: false,
  smokeTest: true,
  bad: null,
};

const v2 = { version: 'v2' } as const;
const roll: Command = { action: 'rolling', ...v2 };
const prepare: Command = { action: 'blue-green-switch', until: 'prepared', ...v2 };
const switchOver: Command = { action: 'blue-green-switch', until: 'switched', ...v2 };
const retire: Command = { action: 'blue-green-switch', until: 'retired', ...v2 };
const canary = (weight: number): Command => ({ action: 'canary-step', weight, ...v2 });
const promote: Command = { action: 'promote', ...v2 };
const rollback: Command = { action: 'rollback' };

function scenario(
  name: string,
  plan: Partial<Plan>,
  before: readonly Command[],
  command: Command,
  ends: Outcome,
  serves = ends === 'rolled-back' ? 'v1' : 'v2',
): Scenario {
  return { name, plan: { ...usual, ...plan }, before, command, ends, serves };
}

const fleet = { tracks: false, maxUnavailable: 1, bakeTime: 0 };
const home = { home: true } as const;
const managed = { ...fleet, managed: true, full: 3, maxUnavailable: 0, maxSurge: 1 } as const;

export const scenarios: readonly Scenario[] = [
  ...[2, 3, 4].map((full) => scenario(`rolling ${full}`, { ...fleet, full }, [], roll, 'promoted')),
  scenario('rolling 4, two at once, with bake', { ...fleet, full: 4, maxUnavailable: 2, bakeTime: 3_000 }, [], roll, 'promoted'),
  scenario('rolling 1 with surge', { ...fleet, full: 1, maxUnavailable: 0, maxSurge: 1 }, [], roll, 'promoted'),
  scenario('rolling 3 with surge 2', { ...fleet, full: 3, maxUnavailable: 0, maxSurge: 2 }, [], roll, 'promoted'),
  scenario('rolling 2 slowly', { ...fleet, full: 2, slow: 6_000, minReady: 2_000 }, [], roll, 'promoted'),
  scenario('rolling 2 with tracks', { full: 2, maxUnavailable: 1, bakeTime: 0 }, [], roll, 'promoted'),
  scenario('first rolling 2', { ...fleet, full: 2, maxSurge: 1, empty: true }, [], roll, 'promoted'),
  scenario('rolling 2 from what nobody knows', { ...fleet, unknown: true, onFailure: 'pause' }, [], roll, 'promoted'),
  scenario('blue/green from what nobody knows', { unknown: true }, [], retire, 'promoted'),
  scenario('rolling 2, never ready', { ...fleet, bad: 'unready' }, [], roll, 'rolled-back'),
  scenario('rolling 3, the last dies', { ...fleet, full: 3, bad: 'last dies' }, [], roll, 'rolled-back'),
  scenario('rolling 2 with surge, dies', { ...fleet, maxUnavailable: 0, maxSurge: 1, bad: 'dies' }, [], roll, 'rolled-back'),
  scenario('rolling 2, smoke test fails', { ...fleet, bad: 'smoke' }, [], roll, 'rolled-back'),
  scenario('rolling 2, smoke test fails, pause', { ...fleet, bad: 'smoke', onFailure: 'pause' }, [], roll, 'paused', 'v1'),
  scenario('rollback to previous, rolling 3', { ...fleet, full: 3 }, [roll], { action: 'rollback', to: 'previous' }, 'rolled-back'),
  scenario('rolling 2, superseding', { ...fleet, onBusy: 'supersede' }, [], roll, 'promoted'),
  scenario('rolling 2, waiting', { ...fleet, onBusy: 'wait' }, [], roll, 'promoted'),

  scenario('managed', managed, [], roll, 'promoted'),
  scenario('managed, with bake', { ...managed, bakeTime: 3_000 }, [], roll, 'promoted'),
  scenario('managed, slowly', { ...managed, slow: 6_000 }, [], roll, 'promoted'),
  scenario('managed, two at once', { ...managed, full: 4, maxUnavailable: 2, maxSurge: 0 }, [], roll, 'promoted'),
  scenario('first managed', { ...managed, empty: true }, [], roll, 'promoted'),
  scenario('managed from what nobody knows', { ...managed, unknown: true, onFailure: 'pause' }, [], roll, 'promoted'),
  scenario('managed, never ready', { ...managed, bad: 'unready' }, [], roll, 'rolled-back'),
  scenario('managed, dies at once', { ...managed, bad: 'dies' }, [], roll, 'rolled-back'),
  scenario('managed, dies later', { ...managed, bakeTime: 3_000, bad: 'last dies' }, [], roll, 'rolled-back'),
  scenario('managed, smoke test fails', { ...managed, bad: 'smoke' }, [], roll, 'rolled-back'),
  scenario('managed, smoke test fails, pause', { ...managed, bad: 'smoke', onFailure: 'pause' }, [], roll, 'paused', 'v1'),
  scenario('roll back managed that is paused', { ...managed, bad: 'smoke', onFailure: 'pause' }, [roll], rollback, 'rolled-back'),
  scenario('managed again', managed, [roll], { ...roll, version: 'v3' }, 'promoted', 'v3'),
  scenario('managed, rollback to previous', managed, [roll], { action: 'rollback', to: 'previous' }, 'rolled-back'),
  scenario('managed, the same anew', managed, [], { ...roll, version: 'v1', redeploy: true }, 'promoted', 'v1'),
  scenario('managed, superseding', { ...managed, onBusy: 'supersede' }, [], roll, 'promoted'),
  scenario('managed, waiting', { ...managed, onBusy: 'wait' }, [], roll, 'promoted'),

  scenario('prepare', {}, [], prepare, 'prepared'),
  scenario('switch', {}, [prepare], switchOver, 'switched'),
  scenario('switch at once, two balancers', { balancers: 2, full: 1 }, [], switchOver, 'switched'),
  scenario('retire', {}, [switchOver], retire, 'promoted'),
  scenario('blue/green at once', {}, [], retire, 'promoted'),
  scenario('blue/green on servers', { alwaysFull: true, balancers: 2 }, [], retire, 'promoted'),
  scenario('blue/green slowly', { slow: 6_000, minReady: 2_000 }, [], retire, 'promoted'),
  scenario('first blue/green', { empty: true }, [], retire, 'promoted'),
  scenario('another version after a switch', {}, [switchOver], { ...retire, version: 'v3' }, 'promoted', 'v3'),
  scenario('rolling another version after a switch', { maxUnavailable: 1 }, [switchOver], { ...roll, version: 'v3' }, 'promoted', 'v3'),
  scenario('canary 25', { full: 4 }, [], canary(25), 'canary'),
  scenario('canary 50 after 25', { full: 4 }, [canary(25)], canary(50), 'canary'),
  scenario('canary down to 10', { full: 4 }, [canary(50)], canary(10), 'canary'),
  scenario('canary 50, superseding', { onBusy: 'supersede' }, [], canary(50), 'canary'),
  scenario('canary 100', {}, [], canary(100), 'canary'),
  scenario('promote a canary', {}, [canary(50)], promote, 'promoted'),
  scenario('promote a canary, two balancers', { alwaysFull: true, balancers: 2 }, [canary(50)], promote, 'promoted'),
  scenario('promote what is prepared', {}, [prepare], promote, 'promoted'),
  scenario('promote what is switched', {}, [switchOver], promote, 'promoted'),
  scenario('blue/green, never ready', { bad: 'unready' }, [], retire, 'rolled-back'),
  scenario('blue/green, one dies', { bad: 'last dies' }, [], retire, 'rolled-back'),
  scenario('blue/green, smoke test fails', { bad: 'smoke' }, [], retire, 'rolled-back'),
  scenario('blue/green, smoke test fails, pause', { bad: 'smoke', onFailure: 'pause' }, [], retire, 'paused', 'v1'),
  scenario('canary 50, bad verdict', { bad: 'errors', bakeTime: 8_000, balancers: 2 }, [], canary(50), 'rolled-back'),
  scenario('roll back what is prepared', {}, [prepare], rollback, 'rolled-back'),
  scenario('roll back a canary', { full: 4 }, [canary(50)], rollback, 'rolled-back'),
  scenario('roll back a canary, two balancers', { alwaysFull: true, balancers: 2 }, [canary(50)], rollback, 'rolled-back'),
  scenario('roll back what is switched', {}, [switchOver], rollback, 'rolled-back'),
  scenario('home, prepare', home, [], prepare, 'prepared'),
  scenario('home, switch', home, [prepare], switchOver, 'switched'),
  scenario('home, retire', home, [switchOver], retire, 'promoted'),
  scenario('home, blue/green at once', home, [], retire, 'promoted'),
  scenario('home, blue/green slowly', { ...home, slow: 6_000, minReady: 2_000 }, [], retire, 'promoted'),
  scenario('home, blue/green from what nobody knows', { ...home, unknown: true }, [], retire, 'promoted'),
  scenario('home, another version after a switch', home, [switchOver], { ...retire, version: 'v3' }, 'promoted', 'v3'),
  scenario('home, canary 25', { ...home, full: 4 }, [], canary(25), 'canary'),
  scenario('home, canary down to 10', { ...home, full: 4 }, [canary(50)], canary(10), 'canary'),
  scenario('home, canary 100', home, [], canary(100), 'canary'),
  scenario('home, promote a canary', home, [canary(50)], promote, 'promoted'),
  scenario('home, never ready', { ...home, bad: 'unready' }, [], retire, 'rolled-back'),
  scenario('home, smoke test fails', { ...home, bad: 'smoke' }, [], retire, 'rolled-back'),
  scenario('home, broken at home only', { ...home, bad: 'at home' }, [], retire, 'rolled-back'),
  scenario('home, dies at home only', { ...home, bad: 'dies at home' }, [switchOver], retire, 'rolled-back'),
  scenario('home, bad verdict', { ...home, bad: 'errors', bakeTime: 8_000 }, [], canary(50), 'rolled-back'),
  scenario('home, roll back a canary', { ...home, full: 4 }, [canary(50)], rollback, 'rolled-back'),
  scenario('home, roll back what is switched', home, [switchOver], rollback, 'rolled-back'),
  scenario('home, roll back to previous', home, [retire], { action: 'rollback', to: 'previous' }, 'rolled-back'),
  scenario('roll back to previous', {}, [retire], { action: 'rollback', to: 'previous' }, 'rolled-back'),
];

/** Who asks after the fault, and what. */
export const afterwards = ['again, re-run', 'again, another run', 'rollback', 'rollback in the same run', 'promote'] as const;
export type Afterwards = (typeof afterwards)[number];

export function followUp(then: Afterwards, { command }: Scenario): { command: Command; run: Run } {
  switch (then) {
    case 'again, re-run':
      return { command, run: runOf(2, 2) };
    case 'again, another run':
      return { command, run: runOf(3) };
    case 'rollback':
      return { command: rollback, run: runOf(3) };
    case 'rollback in the same run':
      return { command: rollback, run: runOf(2) };
    case 'promote':
      return { command: { action: 'promote', version: null }, run: runOf(3) };
  }
}

/** What ends a rollout that is left in flight: by hand, in another run. */
export function finishing(document: JournalDocument, then: Afterwards, { serves }: Scenario): Command {
  const { rollout } = document;
  // There is no way back to what nobody knows: in place, or from a track that is being stopped.
  const oneWay = rollout?.kind === 'rolling' || rollout?.retiring;
  if (oneWay && rollout?.from.version === null && rollout.direction === 'forward') return { action: 'promote', version: null };
  if (then.startsWith('rollback') || serves === 'v1' || rollout?.direction === 'back' || rollout?.stuck) return rollback;
  return { action: 'promote', version: null };
}

/** The run that is walked is the second, the one before it the first. */
export function runOf(number: number, attempt = 1): Run {
  const id = String(number);
  return { ...someRun, id, number, attempt, url: `https://github.com/octo/app/actions/runs/${id}` };
}

let asks = 0;

export function askedFor({ action, ...change }: Command, run: Run, plan: Plan, now: number): Asked {
  const { bakeTime, keepOld, onFailure } = plan;
  return ask(action, { ...change, run, bakeTime, keepOld, onFailure, now, id: `r-${++asks}`, step: action });
}

/** What a second process asks for while the first is at work. */
export const seconds = ['the same', 'another version', 'rollback', 'promote'] as const;
export type Second = (typeof seconds)[number];

export function beside(second: Second, { command }: Scenario): Command {
  switch (second) {
    case 'the same':
      return command;
    case 'another version':
      return command.action === 'rollback' ? { ...retire, version: 'v9' } : { ...command, version: 'v9' };
    case 'rollback':
      return rollback;
    case 'promote':
      return { action: 'promote', version: null };
  }
}
