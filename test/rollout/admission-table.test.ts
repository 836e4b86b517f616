import { describe, expect, test } from 'vitest';
import type { JournalDocument } from '../../src/ports/journal.ts';
import { admit } from '../../src/rollout/admission.ts';
import type { Asked, Shown } from '../../src/rollout/begin.ts';
import { turnBack } from '../../src/rollout/journal.ts';
import { stateOf } from '../../src/rollout/state.ts';
import { ask, canary, inFlight, journal, nothingRuns, paused, rolling, shown, stuckBack, switched, told, v1, why } from './situations.ts';

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

  test.each(states)('%s, and locked: nothing but a rollback does anything', (_name, document, seen) => {
    const lock = { why: 'an incident', by: 'alice', at: 0, url: '' };
    for (const [column, asked] of columns) {
      const free = told(admit(asked, document, seen));
      const locked = admit(asked, { ...document, lock }, seen);
      const isFree = asked.action === 'rollback' || free.startsWith('nothing');
      expect(`${column}: ${told(locked)}`).toBe(`${column}: ${isFree ? free : 'refuse locked'}`);
    }
  });

  test('says who locked, since when, why, and what to do', () => {
    const lock = { why: 'an incident', by: 'alice', at: Date.UTC(2030, 0, 2, 3, 4), url: '' };
    expect(admit(ask('rolling'), journal({ lock }), shown)).toMatchObject({
      reason: {
        message:
          'shop in production is locked by alice since 2030-01-02 03:04 UTC: an incident. Only `rollback` works until it is unlocked: run the action `lock` with `unlock: true`',
      },
    });
  });

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
    expect(admit(ask('canary-step', mounted), journal({ rollout: canary }), shown)).toMatchObject({
      reason: { message: expect.stringMatching(/^v2 is in flight with other manifests, or another service file, than now, begun by/) },
    });
  });

  test('names what is in flight, its run and the way out when busy', () => {
    expect(admit(ask('rolling'), journal({ rollout: canary }), shown)).toMatchObject({
      reason: { message: expect.stringMatching(/^v2 is in flight, begun by https:\S+\/runs\/1; .*`promote` or `rollback`/) },
    });
  });

  test('names another process where the run that is in flight has no address, as outside GitHub', () => {
    const nobody = { ...canary, run: { ...canary.run, url: '' } };
    expect(admit(ask('rolling'), journal({ rollout: nobody }), shown)).toMatchObject({
      reason: { message: expect.stringMatching(/^v2 is in flight, begun by another process; /) },
    });
  });

  test('refuses a stuck one with the commands that finish by hand', () => {
    expect(admit(ask('rolling'), journal({ rollout: stuckBack }), shown)).toMatchObject({
      reason: { message: expect.stringContaining('by hand') },
    });
  });
});
