import { describe, expect, test } from 'vitest';
import type { Run } from '../../src/ports/journal.ts';
import { admit } from '../../src/rollout/admission.ts';
import type { Asked } from '../../src/rollout/begin.ts';
import { someRun } from '../fakes/rollout.ts';
import {
  again,
  ask,
  canary,
  journal,
  later,
  nothingRuns,
  past,
  paused,
  rolling,
  shown,
  stuckBack,
  switched,
  told,
  v1,
  why,
  worked,
} from './situations.ts';

describe('what runs', () => {
  test('is what the platform shows, where the journal says another version is live', () => {
    const [by, elsewhere] = [journal({ live: { ...v1, track: null } }), { ...shown, version: 'v3', tracks: null }];
    const { goal, from } = worked(admit(ask('rolling', { version: 'v1' }), by, elsewhere));
    expect(goal).toMatchObject({ version: 'v1' });
    expect(from).toMatchObject({ version: 'v3', spec: null });
    expect(told(admit(ask('rolling', { version: 'v1' }), by, { ...elsewhere, version: null }))).toBe('nothing already-live');
  });
});

describe('a rollout that goes on', () => {
  test('retires the old version at once when another version wants its place', () => {
    const { goal } = worked(admit(ask('canary-step', { version: 'v3' }), journal({ rollout: switched }), shown));
    expect(goal).toMatchObject({ version: 'v2', bakeTime: 0, keepOld: 0 });
  });

  test('keeps what it has watched, and bakes as long as the step says', () => {
    const rollout = worked(admit(ask('promote', { bakeTime: 90_000 }), journal({ rollout: switched }), shown));
    expect(rollout).toMatchObject({ watched: 60_000, goal: { bakeTime: 90_000, keepOld: 9_000 } });
  });

  test('does not walk a canary step twice in one run, and does in another', () => {
    const step = { weight: 25, run: again };
    expect(told(admit(ask('canary-step', step), journal({ rollout: canary }), shown))).toBe('nothing already-passed');
    expect(told(admit(ask('canary-step', { weight: 25 }), journal({ rollout: canary }), shown))).toBe('work on canary 25');
  });

  test('judges the present weight again when no weight is given', () => {
    const rollout = worked(
      admit(ask('canary-step', { version: null, weight: null, run: someRun }), journal({ rollout: { ...canary, watched: 7 } }), shown),
    );
    expect(rollout).toMatchObject({ watched: 0, goal: { stage: 'canary', weight: 25 } });
  });

  test('goes down as well as up', () => {
    expect(told(admit(ask('canary-step', { weight: 5 }), journal({ rollout: canary }), shown))).toBe('work on canary 5');
  });

  test('tries the way back again when it is stuck there, without a bake', () => {
    const rollout = worked(admit(ask('promote'), journal({ rollout: stuckBack }), shown));
    expect(rollout).toMatchObject({ stuck: null, direction: 'back', goal: { version: 'v1', bakeTime: 0 } });
  });

  test('forgets neither direction nor reason when a rollback follows another', () => {
    const first = worked(admit(ask('rollback'), journal({ rollout: canary }), shown));
    const second = worked(admit(ask('rollback'), journal({ rollout: { ...first, replaced: { web1: 1 } } }), shown));
    expect(first.reason?.code).toBe('requested');
    expect(second).toEqual({ ...first, replaced: { web1: 1 } });
  });

  test('takes back only the version it was asked for', () => {
    expect(told(admit(ask('rollback', { version: 'v3' }), journal({ rollout: canary }), shown))).toBe('nothing other-version-in-flight');
    expect(told(admit(ask('rollback', { version: 'v2' }), journal({ rollout: canary }), shown))).toBe('work back');
  });

  test.each([
    ['success', 'requested', 'taken back as alice asked'],
    ['failure', 'requested', 'the job failed'],
    ['cancelled', 'cancelled', 'the job was cancelled'],
  ])('says of a rollback in a job that stands at %s why it goes back', (jobStatus, code, message) => {
    expect(worked(admit(ask('rollback', { jobStatus }), journal({ rollout: canary }), shown)).reason).toEqual({ code, message });
  });

  test('says which job takes it back where that is of the run that began it, since nobody asked', () => {
    const undo = (run: Partial<Run>) => ask('rollback', { run: { ...someRun, job: 'undo', ...run } });
    const message = (asked: Asked, rollout = canary) => worked(admit(asked, journal({ rollout }), shown)).reason?.message;
    expect(message(undo({}))).toBe('taken back by the job `undo` of the same run');
    expect(message(undo({ attempt: 2 }))).toBe('taken back by the job `undo` of the same run');
    expect(message(undo({}), paused)).toBe('taken back by the job `undo` of the same run, after it had paused: too few requests');
    expect(message(undo({ id: '2' }))).toBe('taken back as alice asked');
    const byHand = { ...canary, run: { ...someRun, id: '' } };
    expect(message(undo({ id: '', actor: '' }), byHand)).toBe('taken back as somebody asked');
  });
});

describe('a paused rollout', () => {
  const document = journal({ rollout: paused });
  const step = { step: 'canary-step 25', weight: 25, run: again };

  test('goes on with the step that paused, in a newer attempt or another run', () => {
    const fresh = journal({ rollout: { ...paused, passed: [] } });
    expect(worked(admit(ask('canary-step', step), fresh, shown))).toMatchObject({ paused: null, goal: { weight: 25 } });
    expect(told(admit(ask('canary-step', { ...step, run: later }), fresh, shown))).toBe('work on canary 25');
  });

  test('refuses the same attempt, another step, and another version', () => {
    const fresh = journal({ rollout: { ...paused, passed: [] } });
    expect(told(admit(ask('canary-step', { ...step, run: someRun }), fresh, shown))).toBe('refuse paused');
    expect(told(admit(ask('canary-step', { ...step, step: 'canary-step 50', weight: 50 }), fresh, shown))).toBe('refuse paused');
    expect(told(admit(ask('canary-step', { ...step, version: 'v3' }), fresh, shown))).toBe('refuse paused');
  });

  test('lets a re-run through the steps before the one that paused', () => {
    const chain = { ...paused, passed: ['1:5'] };
    expect(told(admit(ask('canary-step', { weight: 5, step: 'canary-step 5', run: again }), journal({ rollout: chain }), shown))).toBe(
      'nothing already-passed',
    );
  });

  test('lets a re-run through the switches before the one that paused', () => {
    const stopped = { reason: why, step: 'blue-green-switch retire', run: someRun };
    const at = (weight: number) =>
      journal({ rollout: { ...switched, weight, goal: { ...switched.goal, stage: 'retired' }, paused: stopped } });
    const prepare = { until: 'prepared', step: 'blue-green-switch prepare', run: again } as const;
    expect(told(admit(ask('blue-green-switch', prepare), at(100), shown))).toBe('nothing already-switched');
    expect(told(admit(ask('blue-green-switch', prepare), at(0), shown))).toBe('work on prepared 0');
    expect(told(admit(ask('blue-green-switch', { ...prepare, until: 'switched' }), at(100), shown))).toBe('work on switched 100');
    expect(told(admit(ask('blue-green-switch', { ...prepare, run: someRun }), at(100), shown))).toBe('refuse paused');
    expect(told(admit(ask('blue-green-switch', { ...prepare, until: 'retired' }), at(100), shown))).toBe('refuse paused');
  });

  test('goes on by promote and back by rollback', () => {
    expect(worked(admit(ask('promote'), document, shown))).toMatchObject({ paused: null, goal: { stage: 'retired', weight: 100 } });
    expect(worked(admit(ask('rollback'), document, shown))).toMatchObject({ paused: null, direction: 'back' });
  });

  test('does not hold a verdict against the version that a person has overruled, and keeps what a cancel interrupted', () => {
    const judged = (code: 'analysis-failed' | 'cancelled') =>
      journal({ rollout: { ...paused, passed: [], judge: { bad: 3 }, paused: { ...paused.paused, reason: { code, message: '' } } } });
    expect(worked(admit(ask('promote'), judged('analysis-failed'), shown)).judge).toBeNull();
    expect(worked(admit(ask('canary-step', step), judged('analysis-failed'), shown)).judge).toBeNull();
    expect(worked(admit(ask('promote'), judged('cancelled'), shown)).judge).toEqual({ bad: 3 });
  });

  test('may be replaced by a fixed version where there is no way back', () => {
    const first = { ...rolling, from: { version: null, spec: null, track: null }, paused: { reason: why, step: 'rolling', run: someRun } };
    const without = journal({ live: null, rollout: first });
    expect(told(admit(ask('rolling', { version: 'v3' }), without, shown))).toBe('work new rolling');
    expect(told(admit(ask('rolling', { step: 'another' }), without, shown))).toBe('refuse paused');
    const besides = { ...paused, from: { version: null, spec: null, track: 'blue' } };
    expect(told(admit(ask('canary-step', { version: 'v3' }), journal({ live: null, rollout: besides }), shown))).toBe('refuse paused');
  });

  test('may be replaced after a first deployment that failed, by any action: what it left serves nobody', () => {
    const from = { version: null, spec: null, track: null };
    const first = { ...rolling, first: true, from, paused: { reason: why, step: 'rolling', run: someRun } };
    const left = { ...shown, tracks: null, version: 'v2', midway: true };
    const document = journal({ live: null, rollout: first });
    for (const action of ['rolling', 'canary-step', 'blue-green-switch'] as const)
      expect(told(admit(ask(action, { version: 'v3' }), document, left)), action).toMatch(/^work new/);
  });

  test('is gone on with by the action that began it, where that was a first deployment, which has no second track', () => {
    const first = { ...rolling, first: true, from: { version: null, spec: null, track: null } };
    const document = journal({ live: null, rollout: first });
    for (const action of ['rolling', 'canary-step', 'blue-green-switch'] as const)
      expect(told(admit(ask(action), document, { ...shown, tracks: null })), action).toMatch(/^work on/);
  });
});

describe('a step whose rollout is over', () => {
  const own = { run: someRun };
  const rejected = journal({ history: [past('v2', { end: 'rejected' }), past('v1', { run: { ...someRun, id: '0' } })] });
  const others = { ...canary, run: later, attempted: { version: 'v3', spec: 's' } };

  test('changes nothing by rollback after it went back by itself', () => {
    expect(told(admit(ask('rollback', own), rejected, shown))).toBe('nothing nothing-to-take-back');
    expect(told(admit(ask('rollback', { ...own, to: 'previous' }), rejected, shown))).toBe('nothing nothing-to-take-back');
    expect(told(admit(ask('rollback', own), { ...rejected, rollout: others }, shown))).toBe('nothing nothing-to-take-back');
    expect(told(admit(ask('rollback', own), { ...rejected, live: null }, shown))).toBe('nothing nothing-to-take-back');
  });

  test('is refused in the attempt that was taken back, naming what runs now', () => {
    for (const asked of [ask('canary-step', own), ask('promote', own), ask('promote', { ...own, version: null }), ask('rolling', own)]) {
      expect(admit(asked, rejected, shown)).toMatchObject({
        do: 'refuse',
        reason: { code: 'rejected', message: expect.stringContaining('v1 is live') },
      });
    }
  });

  test('starts anew in a newer attempt, with other content, or with another version', () => {
    for (const change of [{ run: again }, { ...own, spec: 'fixed' }, { ...own, version: 'v3' }]) {
      expect(told(admit(ask('canary-step', change), rejected, shown))).toBe('work new canary 50');
    }
  });

  test('is unchanged where others promoted its version', () => {
    const promoted = { ...rejected, live: { ...v1, version: 'v2', run: later } };
    expect(told(admit(ask('canary-step', own), promoted, shown))).toBe('nothing already-live');
    expect(told(admit(ask('promote', { ...own, version: null }), promoted, shown))).toBe('nothing already-live');
  });

  test('does not promote what another run has in flight', () => {
    expect(told(admit(ask('promote', { run: again, version: 'v1' }), journal({ rollout: canary }), shown))).toBe('refuse superseded');
    const replaced = journal({
      history: [past('v9', { run: later }), past('v2')],
      live: { ...v1, version: 'v9', run: later },
      rollout: others,
    });
    expect(told(admit(ask('promote', { ...own, version: null }), replaced, shown))).toBe('refuse superseded');
    expect(told(admit(ask('canary-step', own), replaced, shown))).toBe('refuse superseded');
    expect(told(admit(ask('rollback', own), replaced, shown))).toBe('nothing nothing-to-take-back');
  });

  test('comes back to an earlier version of the same run', () => {
    const moved = journal({ history: [past('v3'), past('v2')], live: { ...v1, version: 'v3', run: someRun } });
    expect(told(admit(ask('rolling', own), moved, shown))).toBe('work new rolling');
  });

  test('is not taken for the same where no run has an id', () => {
    const hand = { ...someRun, id: '' };
    expect(told(admit(ask('rolling', { run: hand }), journal({ history: [past('v2', { end: 'rejected', run: hand })] }), shown))).toBe(
      'work new rolling',
    );
  });
});

describe('an idle service', () => {
  const newer = { ...v1, version: 'v9', run: later };

  test('answers a re-run after the promotion with already-live', () => {
    const promoted = journal({ live: { ...v1, version: 'v2', run: someRun }, history: [past('v2')] });
    for (const run of [someRun, again]) {
      for (const asked of [
        ask('canary-step', { run }),
        ask('promote', { run }),
        ask('promote', { run, version: null }),
        ask('blue-green-switch', { run }),
      ]) {
        expect(told(admit(asked, promoted, shown))).toBe('nothing already-live');
      }
    }
  });

  test('refuses an older run after a newer one went live, except where it is meant', () => {
    const document = journal({ live: newer });
    expect(told(admit(ask('rolling', { run: someRun }), document, shown))).toBe('refuse outdated');
    const meant = [
      { run: again },
      { run: someRun, onOutdated: 'deploy' as const },
      { run: { ...someRun, workflow: 'x' } },
      { run: { ...someRun, ref: 'x' } },
    ];
    for (const change of meant) expect(told(admit(ask('rolling', change), document, shown))).toBe('work new rolling');
  });

  test('deploys the same again when told to, once', () => {
    const document = journal({ live: { ...v1, version: 'v2' } });
    const rollout = worked(admit(ask('rolling', { redeploy: true }), document, shown));
    expect(rollout.goal.spec).toBe('s+r2');
    const { version, spec } = rollout.goal;
    expect(told(admit(ask('rolling'), journal({ live: { ...v1, version, spec } }), shown))).toBe('nothing already-live');
    expect(told(admit(ask('rolling'), journal({ rollout }), shown))).toBe('work new rolling');
  });

  test('refuses to begin where the traffic is split and no journal tells why', () => {
    const split = { ...shown, midway: true };
    for (const action of ['rolling', 'blue-green-switch', 'canary-step'] as const) {
      expect(told(admit(ask(action), journal({ live: null }), split))).toBe('refuse no-journal');
    }
  });

  test('rolls an unknown version where nobody wants to go back', () => {
    expect(told(admit(ask('rolling', { onFailure: 'pause' }), journal({ live: null }), shown))).toBe('work new rolling');
  });

  test('watches nothing at the first deployment: there is nothing to compare with', () => {
    const { goal } = worked(admit(ask('canary-step'), journal({ live: null }), nothingRuns));
    expect(goal).toMatchObject({ stage: 'retired', weight: 100, bakeTime: 0, keepOld: 0 });
  });

  test('leaves a place that changed alone until what is in flight was taken back', () => {
    const document = journal({ rollout: canary });
    expect(told(admit(ask('canary-step', { place: 'elsewhere' }), document, shown))).toBe('refuse config-changed');
    expect(told(admit(ask('promote', { place: 'elsewhere' }), document, shown))).toBe('refuse config-changed');
    expect(told(admit(ask('rollback', { place: 'elsewhere' }), document, shown))).toBe('work back');
  });
});
