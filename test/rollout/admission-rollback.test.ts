import { describe, expect, test } from 'vitest';
import { admit } from '../../src/rollout/admission.ts';
import { again, ask, journal, past, shown, told, v1, worked } from './situations.ts';

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
