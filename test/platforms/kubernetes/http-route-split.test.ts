import fc from 'fast-check';
import { expect, test } from 'vitest';
import { split } from '../../../src/platforms/kubernetes/router/route/split.ts';

const own = (weight: number | null) => ({ weight, shifted: true });
const other = (weight: number | null) => ({ weight, shifted: false });

test.each([
  ['one backend without a weight', [own(null)], 25, '3+1'],
  ['one of 100', [own(100)], 5, '95+5'],
  ['a foreign share of 10', [own(90), other(10)], 25, '135+45 20+0'],
  ['all of it', [other(10), own(90)], 100, '10+0 0+90'],
  ['none, which is what was written', [own(null), other(7)], 0, 'null+0 7+0'],
  ['weights so large that they have to be made smaller first', [own(50), other(999_950)], 25, '3+1 79996+0'],
  ['a backend that gets nothing', [own(0), own(4)], 50, '0+0 2+2'],
  ['what comes to no whole numbers', [own(999_999), other(1_000_000)], 10, '899999+100000 1000000+0'],
  ['what cannot be said', [own(1), other(1_000_000)], 10, undefined],
] as const)('splits %s', (_what, shares, percent, expected) => {
  const parts = split(shares, percent)?.map(({ weight, next }) => `${weight}+${next}`);
  expect(parts?.join(' ')).toBe(expected);
});

test('keeps every share of others, and splits its own as it was asked', () => {
  const share = fc.record({ weight: fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.constant(null)), shifted: fc.boolean() });
  fc.assert(
    fc.property(fc.array(share, { minLength: 1, maxLength: 16 }), fc.integer({ min: 0, max: 100 }), (shares, percent) => {
      const parts = split(shares, percent);
      if (parts === null) return;
      const was = shares.map(({ weight }) => weight ?? 1);
      const now = parts.map(({ weight, next }) => (weight ?? 1) + next);
      for (const [at, { next }] of parts.entries()) {
        expect(now[at]).toBeLessThanOrEqual(1_000_000);
        for (const [to] of parts.entries()) expect((now[at] ?? 0) * (was[to] ?? 0)).toBe((now[to] ?? 0) * (was[at] ?? 0));
        if (!shares[at]?.shifted) expect(next).toBe(0);
        else if (now[at] !== 0) expect(Math.round((100 * next) / (now[at] ?? 0))).toBe(percent);
      }
    }),
  );
});
