import { expect, test } from 'vitest';
import { grouped } from '../../src/units/grouped.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1,000'],
  [1_234_567, '1,234,567'],
  [12.34, '12.3'],
  [1_999.96, '2,000'],
])('shows %s as %s', (value, text) => {
  expect(grouped(value)).toBe(text);
});
