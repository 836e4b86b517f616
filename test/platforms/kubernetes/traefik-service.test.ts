import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { TRACK } from '../../../src/platforms/kubernetes/next.ts';
import { start } from '../../load/generator.ts';
import { never } from './looked-at.ts';
import { openRoutes, type Routes } from './routed.ts';
import { ingressRoute, openTraefik, traefikServiceOf } from './traefik.ts';

let routes: Routes;
beforeAll(async () => {
  routes = await openRoutes(openTraefik);
  return () => routes.close();
}, 180_000);

const traefik = { route: traefikServiceOf, front: ingressRoute };

test('no request fails from the first weight to all and back to none, and the TraefikService is again what its user wrote', async () => {
  const { name, next, router, spec, all, weights, give } = await routes.routed({ ...traefik, pods: 2 });
  const before = await all();
  const [steady, own] = (await spec())['weighted'].services;
  await router.wire?.(next, never);
  expect((await spec())['weighted'].services).toEqual([steady, own, { ...own, name: next, weight: 0 }]);
  const load = start({ url: `${routes.gateway}/${name}`, rate: 200 });
  const inside = start({ url: await routes.room.url(name), rate: 50 });
  onTestFinished(async () => void (await Promise.all([load.stop(), inside.stop()])));
  const shareFor = async (milliseconds: number) => {
    const from = load.seen();
    await sleep(milliseconds);
    const to = load.seen();
    return ((to.byVersion['v2']?.requests ?? 0) - (from.byVersion['v2']?.requests ?? 0)) / (to.requests - from.requests);
  };

  await give(25);
  expect((await spec())['weighted'].services.map(({ weight }: never) => weight)).toEqual([20, 45, 15]);
  const atQuarter = await shareFor(3_000);
  await give(100);
  expect(await router.read(never)).toEqual({ weights: weights(100), agreed: true, silent: [] });
  const atAll = await shareFor(2_000);
  await give(0);
  const atNone = await shareFor(1_000);
  await router.unwire?.(never);
  const insideCounts = await inside.stop();
  // Nobody is sent there any more, so that its pods need no drain.
  await routes.room.kubectl('delete', `deployment/${next}`, `service/${next}`);
  await routes.room.kubectl('delete', 'pods', `--selector=${TRACK}=${next}`, '--force', '--grace-period=0');
  await sleep(1_000);
  const counts = [await load.stop(), insideCounts];

  console.log(`${counts[0]?.requests} and ${counts[1]?.requests} requests; v2 had ${[atQuarter, atAll, atNone].join(', ')}`);
  expect(counts).toMatchObject([{ failed: 0 }, { failed: 0 }]);
  // What Traefik itself answers where it knows nobody is no failure to the generator.
  expect(Object.keys(counts[0]?.byVersion ?? {}).sort()).toEqual(['v1', 'v2']);
  // A quarter of all is not home's.
  expect(atQuarter).toBeCloseTo(0.1875, 1);
  expect(atAll).toBeCloseTo(0.75, 1);
  expect(atNone).toBe(0);
  expect(await all()).toEqual(before);
});
