import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { TRACK } from '../../../src/platforms/kubernetes/next.ts';
import { routeRouter } from '../../../src/platforms/kubernetes/router/route/route-router.ts';
import { tracksByHand } from '../../../src/platforms/kubernetes/tracks/by-hand.ts';
import { until } from '../../contracts/until.ts';
import type { Manifest } from '../../fakes/kubernetes.ts';
import { found, never } from './looked-at.ts';
import { recorded } from './recorded.ts';
import { overtaken, throughKills } from './route-faults.ts';
import { openRoutes, type Routes } from './routed.ts';
import { ingressRoute, openTraefik, traefikServiceOf } from './traefik.ts';

let routes: Routes;
beforeAll(async () => {
  routes = await openRoutes(openTraefik);
  return () => routes.close();
}, 180_000);

const traefik = { route: traefikServiceOf, front: ingressRoute };

function weightsIn({ weighted }: Manifest): readonly (number | undefined)[] {
  return weighted.services.map(({ weight }: never) => weight);
}

async function answer(name: string): Promise<string> {
  const response = await fetch(`${routes.gateway}/${name}`);
  return `${response.status} ${(await response.text()).trim()}`;
}

test.concurrent('killed after every single write, and done again by another run, it comes to the same, and back', async () => {
  const { site, router, next, all, weights } = await routes.routed(traefik);
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
  // The route, and that it is not ours.
  expect(await throughKills(site, (by, signal) => by.unwire?.(signal))).toBe(2);
  expect(await all()).toEqual(before);
});

test.concurrent('a share that somebody took back or changed is named, not written over, and the shares of others stay theirs', async () => {
  const { name, next, site, router, spec, all, weights } = await routes.routed(traefik);
  const title = `traefikservice ${routes.room.name}/${name}`;
  const [before] = await all();
  await router.wire?.(next, never);
  await router.shift(weights(25), never);
  await routes.room.apply(traefikServiceOf(name));
  // Who has not seen it yet writes nothing.
  await expect(router.shift(weights(50), never)).rejects.toThrow(`took ${next} out of ${title}`);
  expect((await all())[0]?.spec).toEqual(before?.spec);
  expect(await router.read(never)).toMatchObject({
    weights: weights(0),
    drift: expect.stringMatching(/^somebody \(kubectl-client-side-apply, \d\d:\d\d:\d\d UTC\) took /),
  });
  await overtaken(site, () => routes.room.kubectl('label', `traefikservice/${name}`, 'team=shop')).shift(weights(0), never);
  expect((await all())[0]).toEqual(before);

  await router.shift(weights(25), never);
  const set = [{ op: 'replace', path: '/spec/weighted/services/0/weight', value: 60 }];
  await routes.room.kubectl('patch', `traefikservice/${name}`, '--type=json', `--patch=${JSON.stringify(set)}`);
  const { drift } = await router.read(never);
  expect(drift).toMatch(new RegExp(`^somebody \\(kubectl-patch, .* UTC\\) set the weights of ${title} to ${name}-steady 60, `));
  await router.shift(weights(0), never);
  await router.unwire?.(never);
  expect(weightsIn(await spec())).toEqual([60, 60]);
});

test.concurrent('where no pod of the next track is ready the others still answer, whatever Traefik makes of an empty Service', async () => {
  const { name, next, router, spec, all, weights } = await routes.routed(traefik);
  const before = await all();
  await router.wire?.(next, never);
  await router.shift(weights(100), never);
  await router.shift(weights(25), never);
  await routes.room.kubectl('scale', `deployment/${next}`, '--replicas=0');
  await routes.room.kubectl('wait', 'pods', `--selector=${TRACK}=${next}`, '--for=delete', '--timeout=90s');
  // That is what the page warns of.
  await until(async () => (await answer(name)) === '404 404 page not found');
  await router.shift(weights(0), never);
  await router.verify(weights(0), never);
  expect(await answer(name)).toBe('200 v1');
  expect((await all())[0]).toEqual(before[0]);
  await expect(router.wire?.(next, never)).rejects.toThrow(`no pod behind the Service ${next} is ready`);
  await expect(router.shift(weights(25), never)).rejects.toThrow(`no pod behind the Service ${next} is ready`);
  expect(weightsIn(await spec())).toEqual([10, 30]);
});

test.concurrent('the command that is printed gives it back by hand, and no more is asked of the API server than the Role says', async () => {
  const { name, next, site, all, weights } = await routes.routed(traefik);
  const before = await all();
  const { api, asked } = recorded(site.api);
  const router = routeRouter({ ...site, api });
  await router.wire?.(next, never);
  await router.shift(weights(25), never);
  await router.verify(weights(25), never);
  const lines = (await tracksByHand(site, never)).filter((line) => line.includes(`traefikservice/${name}`));
  expect(lines).toHaveLength(1);
  await promisify(execFile)('bash', ['-c', lines[0] as string]);
  expect(await all()).toEqual(before);
  await router.read(never);
  await router.unwire?.(never);
  // What the smallest Role has to give.
  expect([...asked].filter((one) => one.includes('traefik')).sort()).toEqual(
    ['get', 'patch'].map((verb) => `${verb} traefik.io/traefikservices ${name}`),
  );
});

test.concurrent('what has no shares is found before anything is written', async () => {
  const mirroring = (name: string): Manifest => ({ ...traefikServiceOf(name), spec: { mirroring: { name, port: 80 } } });
  const { site, name } = await routes.routed({ route: mirroring });
  const { wrong } = await found(site, 'tracks');
  expect(wrong.map(({ message }) => message)).toContainEqual(
    expect.stringContaining(`traefikservice ${routes.room.name}/${name} has no \`weighted\`, but mirroring, which has no shares`),
  );
});
