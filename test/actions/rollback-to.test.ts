import { expect, test } from 'vitest';
import { ask } from '../platforms/local-service.ts';
import { openShop } from './shop.ts';

test('a rollback to a version takes back what is in flight first, then goes there', async () => {
  const shop = await openShop('local');
  for (const version of ['v1', 'v2']) await shop.act('rolling', { version });
  const prepared = await shop.act('blue-green-switch', { version: 'v3', until: 'prepared' });
  expect(prepared).toMatchObject({ code: 0, outputs: { outcome: 'prepared' } });
  const back = await shop.act('rollback', { to: 'v1' }, { env: { GITHUB_RUN_ID: '4712' } });
  expect(back).toMatchObject({ code: 0, outputs: { outcome: 'rolled-back', version: 'v1', weight: '100' } });
  expect(await ask(shop.port)).toMatchObject({ version: 'v1' });
  expect(await shop.act('status')).toMatchObject({ outputs: { outcome: 'idle', version: 'v1' } });
});

test('a rollback to a version goes there also where a job at work takes back what is in flight', async () => {
  const shop = await openShop('local');
  for (const version of ['v1', 'v2']) await shop.act('rolling', { version });
  const work = shop.act('canary-step', { version: 'v3', weight: '50', 'bake-time': '5m' });
  await expect.poll(() => shop.traffic()).toEqual({ v2: 50, v3: 50 });
  const back = await shop.act('rollback', { to: 'v1' });
  expect(back).toMatchObject({ code: 0, outputs: { outcome: 'rolled-back', version: 'v1' } });
  expect((await work).outputs).toMatchObject({ outcome: 'rolled-back' });
  expect(await shop.users()).toEqual(['v1']);
});

test('a rollback to the previous version does not come back to the one that it left', async () => {
  const shop = await openShop('local');
  for (const version of ['v1', 'v2', 'v3']) await shop.act('rolling', { version });
  const press = (id: string) => shop.act('rollback', { to: 'previous' }, { env: { GITHUB_RUN_ID: id } });
  expect(await press('4712')).toMatchObject({ outputs: { outcome: 'rolled-back', version: 'v2' } });
  expect(await press('4712')).toMatchObject({ code: 0, outputs: { outcome: 'unchanged', version: 'v2' } });
  expect(await press('4713')).toMatchObject({ outputs: { outcome: 'rolled-back', version: 'v1' } });
  expect(await press('4714')).toMatchObject({ code: 1, outputs: { outcome: 'refused', reason: 'nothing-before' } });
  // Asked for by its name it is meant.
  expect(await shop.act('rollback', { to: 'v3' }, { env: { GITHUB_RUN_ID: '4715' } })).toMatchObject({
    outputs: { outcome: 'rolled-back', version: 'v3' },
  });
});
