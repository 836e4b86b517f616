import { assert, constantFrom, oneof, property, string, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Command, GRAMMAR, lineForUs, readCommand } from '../../src/commands/grammar.ts';
import { notUnderstood } from '../../src/commands/reply.ts';

const plain = { service: null, environment: 'production', to: null, reason: null };

test.each<[string, Command]>([
  ['/sluice promote', { ...plain, action: 'promote' }],
  ['/sluice  status \t', { ...plain, action: 'status' }],
  ['/sluice rollback', { ...plain, action: 'rollback' }],
  ['/sluice rollback to previous', { ...plain, action: 'rollback', to: 'previous' }],
  ['/sluice rollback to v1.2.3+build/7', { ...plain, action: 'rollback', to: 'v1.2.3+build/7' }],
  ['/sluice lock checkout  is slow', { ...plain, action: 'lock', reason: 'checkout is slow' }],
  ['/sluice lock unlock', { ...plain, action: 'lock', reason: 'unlock' }],
  ['/sluice unlock', { ...plain, action: 'unlock' }],
  ['/sluice shop promote', { ...plain, action: 'promote', service: 'shop' }],
  ['/sluice shop@pr-12/eu rollback', { ...plain, action: 'rollback', service: 'shop', environment: 'pr-12/eu' }],
  ['/sluice lock@staging lock why', { ...plain, action: 'lock', service: 'lock', environment: 'staging', reason: 'why' }],
])('%s', (line, command) => {
  expect(readCommand(line)).toEqual(command);
});

test.each([
  ['/sluice', 'there is no command'],
  ['/sluice shop', 'there is no such command'],
  ['/sluice promot', 'did you mean `promote`?'],
  ['/sluice shop promot', 'did you mean `promote`?'],
  ['/sluice Promote', 'did you mean `promote`?'],
  ['/Sluice promote', 'in small letters'],
  ['/sluice promote now', '`/sluice shop@staging promote`'],
  ['/sluice promote shop@staging', '`/sluice shop@staging promote`'],
  ['/sluice lock', 'needs a reason'],
  ['/sluice lock \u200b\u202e', 'needs a reason'],
  [`/sluice lock ${'x'.repeat(121)}`, 'longer than 120'],
  ['/sluice rollback v1', '`to` and one version'],
  ['/sluice rollback to', 'is no version'],
  ['/sluice rollback to v1 now', '`to` and one version'],
  ['/sluice rollback to $(id)', 'is no version'],
  ['/sluice rollback to --help', 'is no version'],
  ['/sluice @shop promote', 'name of a service'],
  ['/sluice sh`op promote', 'name of a service'],
  ['/sluice shop@ promote', 'no name of an environment'],
  ['/sluice shop@a@b promote', 'no name of an environment'],
  ['/sluice shop@\u0024{{x}} promote', 'no name of an environment'],
])('%s is refused with what to write', (line, says) => {
  expect(readCommand(line)).toMatchObject({ mistake: expect.stringContaining(says) });
});

describe('a comment', () => {
  test.each([
    ['/sluice promote\r\nthe second line', '/sluice promote'],
    ['/sluice\nlock it', '/sluice'],
    ['/SLUICE promote', '/SLUICE promote'],
  ])('%j is for us by its first line', (body, line) => {
    expect(lineForUs(body)).toBe(line);
  });

  test.each(['', ' /sluice promote', '> /sluice promote', 'see\n/sluice promote', '/sluicegate open', '/sluices', '`/sluice promote`'])(
    '%j is not for us',
    (body) => {
      expect(lineForUs(body)).toBeNull();
    },
  );
});

const word = oneof(
  constantFrom('promote', 'rollback', 'lock', 'unlock', 'status', 'to', 'shop', 'shop@staging', '@all', '$(id)', '\u0024{{ x }}', '\u202e'),
  string({ unit: 'binary', maxLength: 20 }),
);

test('any text is a command of plain characters, or a mistake that repeats nothing of it', () => {
  assert(
    property(tuple(word, word, word, word), (words) => {
      const line = `/sluice ${words.join(' ')}`;
      const read = readCommand(line);
      if ('mistake' in read) {
        const odd = words.filter((one) => one.length > 3 && !/^[a-z@]+$/.test(one));
        for (const one of odd) expect(read.mistake).not.toContain(one);
        expect(notUnderstood(read.mistake)).toContain(GRAMMAR[0]);
        return;
      }
      expect(`${read.service ?? ''} ${read.environment} ${read.to ?? ''}`).toMatch(/^[\w.@+:/ -]+$/);
      expect(read.reason ?? '').not.toMatch(/\p{Cc}|[\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u206f]/u);
      expect((read.reason ?? '').length).toBeLessThanOrEqual(120);
      expect(read.reason !== null).toBe(read.action === 'lock');
    }),
    { numRuns: 2000 },
  );
});

test('no text throws', () => {
  assert(
    property(string({ unit: 'binary', maxLength: 200 }), (text) => {
      lineForUs(text);
      readCommand(text);
    }),
  );
});
