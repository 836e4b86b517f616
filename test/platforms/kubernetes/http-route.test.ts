import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { TRACK } from '../../../src/platforms/kubernetes/next.ts';
import { start } from '../../load/generator.ts';
import { never } from './looked-at.ts';
import { openRoutes, type Routes, routeOf } from './routed.ts';

let routes: Routes;
beforeAll(async () => {
  routes = await openRoutes();
  return () => routes.close();
}, 180_000);

/** Who answers the next few requests. */
async function answers(url: string): Promise<readonly string[]> {
  const all = new Set<string>();
  for (let time = 0; time < 20; time++) all.add((await (await fetch(url)).text()).trim());
  return [...all];
}

test('no request fails from the first weight to all and back to none, and the route is again what its user wrote', async () => {
  const { name, next, router, rules, all, weights, give } = await routes.routed({ pods: 2 });
  const before = await all();
  const [first, steady, shared] = await rules();
  await router.wire?.(next, never);
  expect(await router.read(never)).toEqual({ weights: weights(0), agreed: true, silent: [] });
  const outside = start({ url: [`${routes.gateway}/${name}`, `${routes.gateway}/${name}-steady`], rate: 200 });
  const inside = start({ url: await routes.room.url(name), rate: 50 });
  onTestFinished(async () => void (await Promise.all([outside.stop(), inside.stop()])));

  await give(25);
  const [from, during] = [outside.seen(), await rules()];
  await sleep(3_000);
  const to = outside.seen();
  const share = (to.byVersion['v2']?.requests ?? 0) - (from.byVersion['v2']?.requests ?? 0);
  await give(100);
  expect(await answers(`${routes.gateway}/${name}`)).toEqual(['v2']);
  expect(await router.read(never)).toEqual({ weights: weights(100), agreed: true, silent: [] });
  const [atAll, insideAtAll] = [outside.seen(), inside.seen()];
  await sleep(1_000);
  const [later, insideLater] = [outside.seen(), inside.seen()];
  await give(0);
  expect(await answers(`${routes.gateway}/${name}`)).toEqual(['v1']);
  await router.unwire?.(never);
  // Kept connections within the cluster stay on its pods until these end.
  const insideCounts = await inside.stop();
  // Nobody is sent there any more, so that its pods need no drain.
  await routes.room.kubectl('delete', `deployment/${next}`, `service/${next}`);
  await routes.room.kubectl('delete', 'pods', `--selector=${TRACK}=${next}`, '--force', '--grace-period=0');
  await sleep(1_000);
  const counts = [await outside.stop(), insideCounts];

  expect(counts).toMatchObject([{ failed: 0 }, { failed: 0 }]);
  console.log(
    `${counts[0]?.requests} and ${counts[1]?.requests} requests; ${share} of ${to.requests - from.requests} to v2 at 25 % of one rule of two`,
  );
  expect(during[0]).toEqual({
    ...first,
    backendRefs: [
      { ...first?.['backendRefs'][0], weight: 3 },
      { ...first?.['backendRefs'][0], name: next, weight: 1 },
    ],
  });
  expect(during[1]).toEqual(steady);
  expect(during[2]?.['backendRefs'].map(({ name, weight }: never) => [name, weight])).toEqual([
    [`${name}-steady`, 20],
    [name, 135],
    [next, 45],
  ]);
  expect(during[2]?.['backendRefs'][2].filters).toEqual(shared?.['backendRefs'][1].filters);
  // Half of what is asked goes by a rule that never changes.
  const part = (percent: number, of: number) => [percent * of * 0.8, percent * of * 1.2] as const;
  for (const [seen, [least, most]] of [
    [share, part(0.125, to.requests - from.requests)],
    [(later.byVersion['v1']?.requests ?? 0) - (atAll.byVersion['v1']?.requests ?? 0), part(0.5, later.requests - atAll.requests)],
  ] as const) {
    expect(seen).toBeGreaterThan(least);
    expect(seen).toBeLessThan(most);
  }
  // Every second one is on a kept connection, which stays where it is.
  const toV2 = (insideLater.byVersion['v2']?.requests ?? 0) - (insideAtAll.byVersion['v2']?.requests ?? 0);
  expect(toV2).toBeGreaterThan((insideLater.requests - insideAtAll.requests) * 0.4);
  expect(await all()).toEqual(before);
  // The API server takes the rules for nobody's, so that who changes them is told of no conflict with us.
  const { spec, ...route } = routeOf(name, (own) => own.slice(0, 2));
  const changed = join(routes.room.folder, 'route.json');
  await writeFile(changed, JSON.stringify({ ...route, spec: { rules: spec.rules } }));
  await routes.room.kubectl('apply', '--server-side', '--field-manager=gitops', `--filename=${changed}`);
});
