import { beforeAll, expect, test } from 'vitest';
import { never } from './looked-at.ts';
import { overtaken, throughKills } from './route-faults.ts';
import { openRoutes, type Routes, routeOf } from './routed.ts';

let routes: Routes;
beforeAll(async () => {
  routes = await openRoutes();
  return () => routes.close();
}, 180_000);

test.concurrent('killed after every single write, and done again by another run, it comes to the same, and back', async () => {
  const { site, router, next, all, weights } = await routes.routed();
  const before = await all();
  const give = (percent: number) =>
    throughKills(site, async (by, signal) => {
      await by.read(signal);
      await by.shift(weights(percent), signal);
      await by.verify(weights(percent), signal);
    });
  expect(await throughKills(site, (by, signal) => by.wire?.(next, signal))).toBe(1);
  expect(await give(25)).toBe(1);
  // The route, then the Service.
  expect(await give(100)).toBe(2);
  expect(await router.read(never)).toEqual({ weights: weights(100), agreed: true, silent: [] });
  // The Service, that it is not ours, and the route.
  expect(await give(0)).toBe(3);
  // The route, and that its rules are not ours.
  expect(await throughKills(site, (by, signal) => by.unwire?.(signal))).toBe(2);
  expect(await all()).toEqual(before);
});

test.concurrent('what somebody wrote between its reading and its writing is read, and decided anew', async () => {
  const { name, next, site, router, rules, weights } = await routes.routed();
  await overtaken(site, () => routes.room.kubectl('label', `httproute/${name}`, 'team=shop')).wire?.(next, never);
  expect((await rules())[0]?.['backendRefs']).toMatchObject([{ name }, { name: next, weight: 0 }]);
  const other = overtaken(site, () => routes.room.apply(routeOf(name)));
  await other.read(never);
  await expect(other.shift(weights(25), never)).rejects.toThrow('kubectl-client-side-apply');
  expect((await rules())[0]?.['backendRefs']).toMatchObject([{ name, weight: 1 }]);
  // The way back never needs the Service of the next track.
  await router.read(never);
  await router.shift(weights(25), never);
  await routes.room.kubectl('delete', `service/${next}`);
  await router.shift(weights(0), never);
  await router.verify(weights(0), never);
  expect((await rules())[0]?.['backendRefs']).toEqual([{ group: '', kind: 'Service', name, port: 80, weight: 1 }]);
  await expect(router.wire?.(next, never)).rejects.toThrow(`there is no Service ${next} yet`);
  await routes.room.kubectl('delete', `httproute/${name}`);
  expect(await router.read(never)).toMatchObject({
    weights: weights(0),
    drift: `there is no httproute ${routes.room.name}/${name} any more`,
  });
  await router.unwire?.(never);
});

test.concurrent('a track of which no pod is ready gets nothing', async () => {
  const { next, router, rules, weights } = await routes.routed();
  await router.wire?.(next, never);
  await routes.room.kubectl('scale', `deployment/${next}`, '--replicas=0');
  await routes.room.kubectl('wait', 'pods', `--selector=sluice-actions.github.io/track=${next}`, '--for=delete', '--timeout=90s');
  const before = await rules();
  await expect(router.shift(weights(100), never)).rejects.toThrow(`no pod behind the Service ${next} is ready`);
  expect(await rules()).toEqual(before);
});

const WHO = /somebody \(kubectl-client-side-apply, \d\d:\d\d:\d\d UTC\)/;

test.concurrent('a route that its user applied again is named, not written over, and stays as they wrote it', async () => {
  const { name, next, router, all, weights } = await routes.routed();
  const [before] = await all();
  await router.wire?.(next, never);
  await router.shift(weights(25), never);
  await routes.room.apply(routeOf(name));
  // Who has not seen it yet writes nothing.
  await expect(router.shift(weights(50), never)).rejects.toThrow(`took ${next} out of httproute ${routes.room.name}/${name}`);
  expect((await all())[0]?.spec).toEqual(before?.spec);
  const view = await router.read(never);
  expect(view).toMatchObject({ weights: weights(0), agreed: true, drift: expect.stringMatching(WHO) });
  await router.shift(weights(0), never);
  expect((await router.read(never)).drift).toBeUndefined();
  expect((await all())[0]).toEqual(before);
});

test.concurrent('weights that somebody set are named; the share that others got by that stays theirs', async () => {
  const { name, next, router, rules, weights } = await routes.routed();
  await router.wire?.(next, never);
  await router.shift(weights(25), never);
  const set = [{ op: 'replace', path: '/spec/rules/2/backendRefs/0/weight', value: 60 }];
  await routes.room.kubectl('patch', `httproute/${name}`, '--type=json', `--patch=${JSON.stringify(set)}`);
  const { drift } = await router.read(never);
  expect(drift).toMatch(
    new RegExp(`^somebody \\(kubectl-patch, .* UTC\\) set the weights of httproute ${routes.room.name}/${name} to ${name}-steady 60, `),
  );
  await router.shift(weights(0), never);
  await router.unwire?.(never);
  const [first, , third] = await rules();
  expect(first?.['backendRefs']).toMatchObject([{ name, weight: 1 }]);
  expect(third?.['backendRefs'].map(({ weight }: never) => weight)).toEqual([60, 180]);
});
