import { expect, test } from 'vitest';
import { expectDone, expectNothingDone } from './job.ts';
import { again, openShop } from './shop.ts';

test('what a re-run has carried on is its own: taken back by others, its later steps deploy it no second time', async () => {
  const shop = await openShop();
  await expectDone(shop, 'blue-green-switch v1', 'promoted first-deployment 0');
  const first = shop.newRun();
  await expectDone(shop, 'canary-step v2 25', 'canary done 0', { env: first });
  const second = again(first);
  await expectDone(shop, 'canary-step v2 50', 'canary done 0', { env: second });
  await expectDone(shop, 'rollback', 'rolled-back requested 0');
  await expectNothingDone(shop, { 'canary-step v2 75': 'refused rejected 1', 'promote v2': 'refused rejected 1' }, { env: second });
  expect(await shop.traffic()).toEqual({ v1: 100 });
  // A person who runs it again means it.
  await expectDone(shop, 'canary-step v2 25', 'canary done 0', { env: again(second) });
});

test('a first deployment that was prepared is switched at once: there is nothing to watch it beside', async () => {
  const shop = await openShop();
  await expectDone(shop, 'blue-green-switch v1 prepared', 'prepared done 0', { inputs: { 'bake-time': '10m' } });
  const { stdout } = await expectDone(shop, 'blue-green-switch v1', 'promoted first-deployment 0', { inputs: { 'bake-time': '10m' } });
  expect(stdout).not.toContain('baking');
});
