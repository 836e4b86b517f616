import { expect, test } from 'vitest';
import { isHeld, isToStop, lockedBy, withLock } from '../../src/rollout/lock.ts';
import { inFlight, journal, later, rolling } from './situations.ts';

const lock = { why: 'an incident', by: 'alice', at: 0, url: '' };
const going = inFlight({ stage: 'canary', weight: 25 });

test.each([
  ['nothing is asked', journal({ rollout: going }), false],
  ['it is locked', journal({ rollout: going, lock }), true],
  ['it is locked while an instance is out of rotation', journal({ rollout: { ...rolling, ours: ['web1'] }, lock }), false],
  ['it is locked, and all are in rotation', journal({ rollout: rolling, lock }), true],
  ['it is locked while a version of before comes back', journal({ rollout: { ...going, action: 'rollback' }, lock }), false],
  ['it is locked on the way back', journal({ rollout: { ...going, direction: 'back' }, lock }), false],
  ['somebody asked to go back', journal({ rollout: { ...rolling, ours: ['web1'] }, request: { what: 'rollback', by: 'bob' } }), true],
  ['it goes back already', journal({ rollout: { ...going, direction: 'back' }, request: { what: 'rollback', by: 'bob' } }), false],
])('who is at work stops, or not, where %s', (_what, document, stops) => {
  expect(isToStop(document)).toBe(stops);
});

test('a lock holds what takes a moment to stop', () => {
  expect(isHeld(journal({ rollout: { ...rolling, ours: ['web1'] }, lock }))).toBe(true);
  expect(isHeld(journal({ rollout: null, lock }))).toBe(false);
});

test('who locked first has the say', () => {
  const asked = { run: later, now: 5 };
  expect(withLock(journal({ lock }), 'another reason', asked).lock).toEqual(lock);
  expect(withLock(journal(), 'another reason', asked).lock).toEqual({ why: 'another reason', by: later.actor, at: 5, url: later.url });
  expect(lockedBy({ ...lock, by: '' })).toBe('locked by somebody since 1970-01-01 00:00 UTC: an incident');
});
