import type { Goal, JournalDocument, Live, Past, Rollout } from '../../src/ports/journal.ts';
import type { Admission } from '../../src/rollout/answer.ts';
import type { Asked, Shown } from '../../src/rollout/begin.ts';
import { emptyJournal, turnBack } from '../../src/rollout/journal.ts';
import { someRollout, someRun } from '../fakes/rollout.ts';

export const later = { ...someRun, id: '2', number: 2, url: 'https://github.com/octo/app/actions/runs/2' };
export const again = { ...someRun, attempt: 2 };
export const v1: Live = { version: 'v1', spec: 's', track: 'blue', since: 0, run: null };
export const shown: Shown = {
  deployed: true,
  version: null,
  spec: null,
  tracks: { live: 'blue', idle: 'green' },
  midway: false,
  trouble: null,
};
export const nothingRuns: Shown = { ...shown, deployed: false };
export const why = { code: 'analysis-inconclusive', message: 'too few requests' } as const;

export function journal(change: Partial<JournalDocument> = {}): JournalDocument {
  return { ...emptyJournal('shop', 'production', 'p'), live: v1, ...change };
}

export function past(version: string, change: Partial<Past> = {}): Past {
  return { version, spec: 's', run: someRun, end: 'live', service: { of: version }, at: 0, ...change };
}

/** v2 on its way to green, by run 1. */
export function inFlight(goal: Partial<Goal>, change: Partial<Rollout> = {}): Rollout {
  const whole: Goal = {
    version: 'v2',
    spec: 's',
    track: 'green',
    weight: 100,
    stage: 'retired',
    bakeTime: 60_000,
    keepOld: 9_000,
    ...goal,
  };
  return someRollout({ kind: 'tracks', action: 'canary-step', goal: whole, from: { version: 'v1', spec: 's', track: 'blue' }, ...change });
}

/** Asked by another run than the one that began what is in flight. */
export function ask(action: Asked['action'], change: Partial<Asked> = {}): Asked {
  const version = action === 'rollback' ? null : 'v2';
  const goal = {
    until: 'retired',
    weight: action === 'canary-step' ? 50 : null,
    bakeTime: 60_000,
    keepOld: 9_000,
    to: null,
    lock: null,
    jobStatus: 'success',
  } as const;
  const rules = { redeploy: false, onOutdated: 'fail', onFailure: 'rollback' } as const;
  return { action, version, spec: 's', place: 'p', service: {}, ...goal, ...rules, run: later, step: action, id: 'r2', now: 0, ...change };
}

/** In a few words, what the table says of it. */
export function told(admission: Admission): string {
  if (admission.do === 'refuse' || admission.do === 'nothing') return `${admission.do} ${admission.reason.code}`;
  const { direction, goal, id, kind } = admission.rollout;
  const way =
    direction === 'back' ? 'back' : `${id === 'r2' ? 'new' : 'on'} ${kind === 'rolling' ? 'rolling' : `${goal.stage} ${goal.weight}`}`;
  return `${admission.do} ${way}`;
}

export function worked(admission: Admission): Rollout {
  if (admission.do !== 'work' && admission.do !== 'first') throw new Error(told(admission));
  return admission.rollout;
}

export const canary = inFlight({ stage: 'canary', weight: 25 }, { weight: 25, passed: ['1:25'] });
export const switched = inFlight({ stage: 'switched' }, { weight: 100, watched: 60_000 });
export const rolling = someRollout();
export const paused = { ...canary, paused: { reason: why, step: 'canary-step 25', run: someRun } };
export const stuckBack = { ...turnBack(canary, why), stuck: { reason: why, commands: ['by hand'] } };
