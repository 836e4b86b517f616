import { describe, expect, test } from 'vitest';
import type { Goal, JournalDocument, Live, Past, Rollout } from '../../src/ports/journal.ts';
import { type Admission, admit } from '../../src/rollout/admission.ts';
import type { Asked, Shown } from '../../src/rollout/begin.ts';
import { emptyJournal, turnBack } from '../../src/rollout/journal.ts';
import { stateOf } from '../../src/rollout/state.ts';
import { someRollout, someRun } from '../fakes/rollout.ts';

const later = { ...someRun, id: '2', number: 2, url: 'https://github.com/octo/app/actions/runs/2' };
const again = { ...someRun, attempt: 2 };
const v1: Live = { version: 'v1', spec: 's', track: 'blue', since: 0, run: null };
const shown: Shown = { deployed: true, version: null, spec: null, tracks: { live: 'blue', idle: 'green' }, midway: false };
const nothingRuns: Shown = { ...shown, deployed: false };
const why = { code: 'analysis-inconclusive', message: 'too few requests' } as const;

function journal(change: Partial<JournalDocument> = {}): JournalDocument {
  return { ...emptyJournal('shop', 'production', 'p'), live: v1, ...change };
}

function past(version: string, change: Partial<Past> = {}): Past {
  return { version, spec: 's', run: someRun, end: 'live', service: { of: version }, at: 0, ...change };
}

/** v2 on its way to green, by run 1. */
function inFlight(goal: Partial<Goal>, change: Partial<Rollout> = {}): Rollout {
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
function ask(action: Asked['action'], change: Partial<Asked> = {}): Asked {
  const version = action === 'rollback' ? null : 'v2';
  const goal = { until: 'retired', weight: action === 'canary-step' ? 50 : null, bakeTime: 60_000, keepOld: 9_000, to: null } as const;
  const rules = { redeploy: false, onOutdated: 'fail', onFailure: 'rollback' } as const;
  return { action, version, spec: 's', place: 'p', service: {}, ...goal, ...rules, run: later, step: action, id: 'r2', now: 0, ...change };
}

/** In a few words, what the table says of it. */
function told(admission: Admission): string {
  if (admission.do === 'refuse' || admission.do === 'nothing') return `${admission.do} ${admission.reason.code}`;
  const { direction, goal, id, kind } = admission.rollout;
  const way =
    direction === 'back' ? 'back' : `${id === 'r2' ? 'new' : 'on'} ${kind === 'rolling' ? 'rolling' : `${goal.stage} ${goal.weight}`}`;
  return `${admission.do} ${way}`;
}

function worked(admission: Admission): Rollout {
  if (admission.do !== 'work' && admission.do !== 'first') throw new Error(told(admission));
  return admission.rollout;
}

const canary = inFlight({ stage: 'canary', weight: 25 }, { weight: 25, passed: ['1:25'] });
const switched = inFlight({ stage: 'switched' }, { weight: 100, watched: 60_000 });
const rolling = someRollout();
const paused = { ...canary, paused: { reason: why, step: 'canary-step 25', run: someRun } };
const stuckBack = { ...turnBack(canary, why), stuck: { reason: why, commands: ['by hand'] } };

const states: [string, JournalDocument, Shown][] = [
  ['empty', journal({ live: null }), nothingRuns],
  ['idle, v2 live', journal({ live: { ...v1, version: 'v2' } }), shown],
  ['idle, v2 live with other content', journal({ live: { ...v1, version: 'v2', spec: 'other' } }), shown],
  ['idle, v1 live', journal(), shown],
  ['idle, unknown', journal({ live: null }), shown],
  ['idle, told by the service', journal({ live: null }), { ...shown, version: 'v1' }],
  ['prepared', journal({ rollout: inFlight({ stage: 'prepared', weight: 0 }) }), shown],
  ['canary', journal({ rollout: canary }), { ...shown, midway: true }],
  ['switch not yet made', journal({ rollout: { ...switched, weight: 25 } }), shown],
  ['switched, bake open', journal({ rollout: { ...switched, watched: 59_999 } }), shown],
  ['switched, bake done', journal({ rollout: switched }), shown],
  ['rolling', journal({ rollout: rolling }), shown],
  ['going back', journal({ rollout: turnBack(canary, why) }), shown],
  ['paused', journal({ rollout: paused }), shown],
  ['stuck', journal({ rollout: stuckBack }), shown],
];

const columns: [string, Asked][] = [
  ['rolling v2', ask('rolling')],
  ['rolling v3', ask('rolling', { version: 'v3' })],
  ['prepare v2', ask('blue-green-switch', { until: 'prepared' })],
  ['switch v2', ask('blue-green-switch', { until: 'switched' })],
  ['retire v2', ask('blue-green-switch')],
  ['switch v3', ask('blue-green-switch', { version: 'v3', until: 'switched' })],
  ['canary v2', ask('canary-step')],
  ['canary v3', ask('canary-step', { version: 'v3' })],
  ['promote v2', ask('promote')],
  ['rollback', ask('rollback')],
];

// One line a state, one word group a column, in the order of the columns.
const newOnes = 'work new rolling|work new rolling|work new prepared 0|work new switched 100|work new retired 100|work new switched 100';
const allBusy = (count: number) => Array(count).fill('refuse busy').join('|');
const live = Array(7).fill('nothing already-live');
const table: Record<string, string> = {
  empty: `${newOnes}|work new retired 100|work new retired 100|refuse nothing-in-flight|nothing nothing-to-take-back`,
  'idle, v2 live': [
    live[0],
    'work new rolling',
    ...live.slice(0, 3),
    'work new switched 100',
    live[0],
    'work new canary 50',
    live[0],
    'nothing nothing-to-take-back',
  ].join('|'),
  'idle, v2 live with other content': `${newOnes}|work new canary 50|work new canary 50|nothing already-live|nothing nothing-to-take-back`,
  'idle, v1 live': `${newOnes}|work new canary 50|work new canary 50|refuse nothing-in-flight|nothing nothing-to-take-back`,
  'idle, unknown': `refuse unknown-version|refuse unknown-version|${newOnes.split('|').slice(2).join('|')}|work new canary 50|work new canary 50|refuse nothing-in-flight|refuse nothing-before`,
  'idle, told by the service': `${newOnes}|work new canary 50|work new canary 50|refuse nothing-in-flight|nothing nothing-to-take-back`,
  prepared:
    'refuse busy|refuse busy|work on prepared 0|work on switched 100|work on retired 100|refuse busy|work on canary 50|refuse busy|work on retired 100|work back',
  canary:
    'refuse busy|refuse busy|refuse has-traffic|work on switched 100|work on retired 100|refuse busy|work on canary 50|refuse busy|work on retired 100|work back',
  'switch not yet made':
    'refuse busy|refuse busy|refuse has-traffic|work on switched 100|work on retired 100|refuse busy|work on canary 50|refuse busy|work on retired 100|work back',
  'switched, bake open':
    'refuse busy|refuse busy|nothing already-switched|work on switched 100|work on retired 100|refuse busy|nothing already-switched|refuse busy|work on retired 100|work back',
  'switched, bake done':
    'first on retired 100|first on retired 100|nothing already-switched|work on switched 100|work on retired 100|first on retired 100|nothing already-switched|first on retired 100|work on retired 100|work back',
  rolling: `work on rolling|${allBusy(7)}|work on rolling|work back`,
  'going back': `${Array(8).fill('first back').join('|')}|refuse going-back|work back`,
  paused: `${Array(8).fill('refuse paused').join('|')}|work on retired 100|work back`,
  stuck: `${Array(8).fill('refuse paused').join('|')}|work back|work back`,
};

describe('the table', () => {
  for (const [name, document, seen] of states) {
    const row = (table[name] as string).split('|');
    test.each(columns.map(([column, asked], i) => [column, row[i], asked] as const))(`${name}: %s → %s`, (_column, says, asked) => {
      expect(told(admit(asked, document, seen))).toBe(says);
    });
  }

  test('names the state that status shows', () => {
    const named = states.map(([, document, seen]) => stateOf(document, seen.deployed));
    const idle = Array(5).fill('idle');
    expect(named).toEqual([
      'empty',
      ...idle,
      'prepared',
      'canary',
      'canary',
      'switched',
      'switched',
      'rolling',
      'going-back',
      'paused',
      'stuck',
    ]);
  });

  test('treats the same version with other content as another', () => {
    const mounted = { spec: 'changed' };
    expect(told(admit(ask('canary-step', mounted), journal({ rollout: canary }), shown))).toBe('refuse busy');
    expect(told(admit(ask('rolling', mounted), journal({ rollout: rolling }), shown))).toBe('refuse busy');
    expect(told(admit(ask('canary-step', mounted), journal({ rollout: switched }), shown))).toBe('first on retired 100');
  });

  test('names what is in flight, its run and the way out when busy', () => {
    expect(admit(ask('rolling'), journal({ rollout: canary }), shown)).toMatchObject({
      reason: { message: expect.stringMatching(/^v2 is in flight, begun by https:\S+\/runs\/1; .*`promote` or `rollback`/) },
    });
  });

  test('refuses a stuck one with the commands that finish by hand', () => {
    expect(admit(ask('rolling'), journal({ rollout: stuckBack }), shown)).toMatchObject({
      reason: { message: expect.stringContaining('by hand') },
    });
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

  test('goes on by promote and back by rollback', () => {
    expect(worked(admit(ask('promote'), document, shown))).toMatchObject({ paused: null, goal: { stage: 'retired', weight: 100 } });
    expect(worked(admit(ask('rollback'), document, shown))).toMatchObject({ paused: null, direction: 'back' });
  });

  test('may be replaced by a fixed version where there is no way back', () => {
    const first = { ...rolling, from: { version: null, spec: null, track: null }, paused: { reason: why, step: 'rolling', run: someRun } };
    const without = journal({ live: null, rollout: first });
    expect(told(admit(ask('rolling', { version: 'v3' }), without, shown))).toBe('work new rolling');
    expect(told(admit(ask('rolling', { step: 'another' }), without, shown))).toBe('refuse paused');
    const besides = { ...paused, from: { version: null, spec: null, track: 'blue' } };
    expect(told(admit(ask('canary-step', { version: 'v3' }), journal({ live: null, rollout: besides }), shown))).toBe('refuse paused');
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

describe('rollback to a version', () => {
  const history = [past('bad', { end: 'rejected' }), past('v3-live'), past('abcdefg1'), past('abcdefg2'), past('abcdefg')];
  const document = journal({ live: { ...v1, version: 'v3-live' }, history });
  const to = (wanted: string) => admit(ask('rollback', { to: wanted }), document, shown);

  test('takes the one before, skipping those that were taken back, at once and with its own settings', () => {
    const rollout = worked(to('previous'));
    expect(rollout).toMatchObject({ kind: 'tracks', action: 'rollback', service: { of: 'abcdefg1' }, from: { version: 'v3-live' } });
    expect(rollout.goal).toMatchObject({ version: 'abcdefg1', track: 'green', stage: 'retired', weight: 100, bakeTime: 0, keepOld: 0 });
  });

  test('goes in batches where there is one track', () => {
    expect(told(admit(ask('rollback', { to: 'previous' }), document, { ...shown, tracks: null }))).toBe('work new rolling');
  });

  test('takes a unique prefix of seven characters or more, and an exact name before a prefix', () => {
    const commit = journal({ history: [past('0123456789')] });
    const at = (wanted: string) => admit(ask('rollback', { to: wanted }), commit, shown);
    expect(worked(at('0123456')).goal.version).toBe('0123456789');
    expect(told(at('012345'))).toBe('refuse nothing-before');
    expect(worked(to('abcdefg')).goal.version).toBe('abcdefg');
  });

  test('refuses an ambiguous prefix, naming what it could be', () => {
    const twins = journal({ history: [past('abcdefg1'), past('abcdefg2')] });
    const answer = admit(ask('rollback', { to: 'abcdefg' }), twins, shown);
    expect(answer).toMatchObject({ reason: { code: 'nothing-before', message: expect.stringContaining('abcdefg1, abcdefg2') } });
  });

  test('refuses where no such version was live, and has nothing to do for the live one', () => {
    expect(told(to('v0'))).toBe('refuse nothing-before');
    expect(told(to('bad'))).toBe('refuse nothing-before');
    expect(told(to('v3-live'))).toBe('nothing already-live');
    expect(told(admit(ask('rollback', { to: 'previous' }), journal(), shown))).toBe('refuse nothing-before');
  });

  test('goes on when its job was killed, and not the other way', () => {
    const begun = { ...document, rollout: worked(to('previous')) };
    expect(worked(admit(ask('rollback', { to: 'previous', run: again }), begun, shown))).toMatchObject({
      direction: 'forward',
      attempted: { version: 'abcdefg1' },
    });
    expect(told(admit(ask('rollback', { run: again }), begun, shown))).toBe('work back');
  });

  test('offers the last five versions when none is named', () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((version) => past(version));
    expect(admit(ask('rollback'), journal({ history: many }), shown)).toMatchObject({
      do: 'nothing',
      reason: { message: expect.stringContaining('live before: a, b, c, d, e (') },
    });
  });
});
