import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countOf, parseCount } from '../../src/units/count.ts';
import { digest, isEqual } from '../../src/units/digest.ts';
import { formatDuration, parseDuration } from '../../src/units/duration.ts';
import { nearest } from '../../src/units/nearest.ts';
import { parsePercent, parseWeights } from '../../src/units/percent.ts';

describe('durations', () => {
  it.each([
    ['90s', 90_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['500ms', 500],
    ['2d', 172_800_000],
    ['0s', 0],
    ['0', 0],
  ])('reads %s', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it('says which unit to write for a bare number', () => expect(() => parseDuration('30')).toThrow('write 30s for seconds'));

  it.each(['', '5 m', '1m1h', 's', '-1s', '1.5h'])('says what to write instead of "%s"', (text) =>
    expect(() => parseDuration(text)).toThrow('write it like 90s'),
  );

  it('reads back what it wrote, up to minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3599 }), (seconds) => parseDuration(formatDuration(seconds * 1000)) === seconds * 1000),
    );
  });

  it.each([
    [0, '0s'],
    [500, '500ms'],
    [90_000, '1m30s'],
    [5_400_000, '1h30m'],
  ])('writes %d', (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe('counts', () => {
  it('reads numbers and percentages', () => {
    expect(parseCount(3)).toEqual({ value: 3, unit: 'instances' });
    expect(parseCount('25%')).toEqual({ value: 25, unit: 'percent' });
  });

  it('rounds percentages as asked and leaves numbers alone', () => {
    expect(countOf(parseCount('25%'), 10, 'down')).toBe(2);
    expect(countOf(parseCount('25%'), 10, 'up')).toBe(3);
    expect(countOf(parseCount(7), 3, 'up')).toBe(7);
  });

  it.each(['-1', '1.5', 'x', ''])('says what to write instead of "%s"', (text) =>
    expect(() => parseCount(text)).toThrow('write a whole number'),
  );
});

describe('percentages', () => {
  it('reads a share', () => expect(parsePercent('0.5%')).toBeCloseTo(0.005, 12));
  it('asks for the sign', () => expect(() => parsePercent('0.5')).toThrow('write 0.5%'));
  it('refuses more than all', () => expect(() => parsePercent('101%')).toThrow('0% to 100%'));
  it('reads a list of weights', () => expect(parseWeights('5, 25,50')).toEqual([5, 25, 50]));
  it.each(['50, 5', '5, 5'])('takes no weights that do not grow: "%s"', (text) =>
    expect(() => parseWeights(text)).toThrow('does not grow'),
  );
  it.each(['101', '5,,6', '', '1.5'])('says what to write instead of the weights "%s"', (text) =>
    expect(() => parseWeights(text)).toThrow('whole numbers from 0 to 100'),
  );
});

describe('digests', () => {
  it('do not depend on the order of keys', () => expect(digest({ a: 1, b: { c: 2, d: 3 } })).toBe(digest({ b: { d: 3, c: 2 }, a: 1 })));
  it('depend on the order of lists', () => expect(digest([1, 2])).not.toBe(digest([2, 1])));
  it.each([null, { a: 'ä€🙂', b: 'x'.repeat(200) }])('are the first 16 hex digits of SHA-256: %j', (value) => {
    expect(digest(value)).toBe(createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16));
  });
});

describe('values of JSON', () => {
  it('are equal whatever the order of their keys', () =>
    expect(isEqual({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toBe(true));
  it('differ by the order of a list', () => expect(isEqual([1, 2], [2, 1])).toBe(false));
  it('differ where one is missing', () => expect([isEqual(undefined, null), isEqual(undefined, undefined)]).toEqual([false, true]));
});

describe('the nearest word', () => {
  it('is found through a slip', () => expect(nearest('max-unavailble', ['max-surge', 'max-unavailable'])).toBe('max-unavailable'));
  it('is none where nothing is close', () => expect(nearest('zebra', ['port', 'run'])).toBeNull());
});
