import { expect, test } from 'vitest';
import { fuzz } from '../../scripts/bench/fuzz.ts';
import { loaded, WHOLE } from './journal.ts';

test('whatever comes from outside is taken or refused with a sentence, in time, and nothing is written', { timeout: 60_000 }, async () => {
  const { cases, broken } = await fuzz(2_000, 20_260);
  expect(broken).toEqual([]);
  expect(cases).toBeGreaterThanOrEqual(2_000);
});

test('a journal that is whole is taken', async () => {
  expect(await loaded(WHOLE)).toEqual(JSON.parse(WHOLE));
  await expect(loaded(WHOLE.replace('"seq":7', '"seq":6'))).rejects.toThrow('is no journal that this version of Sluice can read');
});
