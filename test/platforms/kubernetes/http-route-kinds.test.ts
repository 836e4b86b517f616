import { beforeAll, expect, test } from 'vitest';
import { routeRouter } from '../../../src/platforms/kubernetes/router/route/route-router.ts';
import type { Manifest } from '../../fakes/kubernetes.ts';
import { found, never } from './looked-at.ts';
import { openRoutes, type Routes, routeOf } from './routed.ts';

let routes: Routes;
beforeAll(async () => {
  routes = await openRoutes();
  return () => routes.close();
}, 180_000);

async function answer(path: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const response = await fetch(`${routes.gateway}/${path}`, { headers });
  return `${(await response.text()).trim()} ${response.headers.get('x-rule')}`;
}

test.concurrent('requests with the header or the cookie reach the next track on all paths, whatever the weights, and all others do not', async () => {
  const { name, next, site, router, rules, all } = await routes.routed({ settings: { preview: 'header:X-Preview=key' } });
  expect(router.preview?.header).toBe('X-Preview: key');
  const before = await all();
  await router.wire?.(next, never);
  const wired = await rules();
  await router.preview?.point(next, never);
  await router.preview?.point(next, never);
  const [before1, own, steady, before3, shared] = await rules();
  expect([own, steady, shared]).toEqual(wired);
  expect([before1, before3].map((rule) => rule?.['backendRefs'][0].name)).toEqual([next, next]);
  for (const path of [name, `${name}-shared`]) {
    expect(await answer(path, { 'X-Preview': 'key' })).toBe('v2 kept');
    expect(await answer(path, { 'X-Preview': 'other' })).toBe('v1 kept');
    expect(await answer(path)).toBe('v1 kept');
  }
  // A rule that does not lead to the service has no preview.
  expect(await answer(`${name}-steady`, { 'X-Preview': 'key' })).toBe('v1 kept');

  const byCookie = routeRouter({ ...site, service: { ...site.service, preview: { kind: 'cookie', name: 'preview', value: 'a.b' } } });
  expect(byCookie.preview?.header).toBe('Cookie: preview=a.b');
  await byCookie.preview?.point(next, never);
  expect(await answer(name, { Cookie: 'a=1; preview=a.b; c=2' })).toBe('v2 kept');
  expect(await answer(name, { Cookie: 'preview=a.b' })).toBe('v2 kept');
  for (const cookie of ['preview=aXb', 'preview=a.bc', 'xpreview=a.b']) expect(await answer(name, { Cookie: cookie })).toBe('v1 kept');
  expect(await answer(name, { 'X-Preview': 'key' })).toBe('v1 kept');

  // Home has no address of its own.
  await byCookie.preview?.point(name, never);
  expect(await rules()).toEqual(wired);
  await byCookie.preview?.point(next, never);
  await router.unwire?.(never);
  expect(await all()).toEqual(before);
});

/** Lets routes of the namespace `edge` name the Services of the room. */
function grant(kind: string): Manifest {
  const from = [{ group: 'gateway.networking.k8s.io', kind, namespace: routes.edge.name }];
  return {
    apiVersion: 'gateway.networking.k8s.io/v1beta1',
    kind: 'ReferenceGrant',
    metadata: { name: kind.toLowerCase() },
    spec: { from, to: [{ group: '', kind: 'Service' }] },
  };
}

test.concurrent('a GRPCRoute of another namespace has its weights, its preview, and comes back as it was', async () => {
  await routes.room.apply(grant('GRPCRoute'));
  const { name, next, router, rules, all, weights, give } = await routes.routed({
    atEdge: true,
    settings: { preview: 'header:x-preview=key' },
    route: (of) => ({
      ...routeOf(of),
      kind: 'GRPCRoute',
      spec: {
        parentRefs: [{ name: 'web' }],
        rules: [
          {
            matches: [{ method: { service: 'acme.Shop' } }],
            backendRefs: [{ name: of, namespace: routes.room.name, port: 80, weight: 4 }],
          },
          // The same name in the route's own namespace is another Service, and so is the same one at another port.
          { matches: [{ method: { service: 'other' } }], backendRefs: [{ name: of, port: 80 }] },
        ],
      },
    }),
  });
  await routes.edge.apply({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: 'none' }, ports: [{ port: 80 }] },
  });
  const before = await all();
  const [, other] = await rules();
  await router.wire?.(next, never);
  await router.preview?.point(next, never);
  await give(25);
  expect(await router.read(never)).toEqual({ weights: weights(25), agreed: true, silent: [] });
  const [preview, first, second] = await rules();
  expect(preview).toMatchObject({
    matches: [{ headers: [{ name: 'x-preview', value: 'key' }] }],
    backendRefs: [{ name: next, namespace: routes.room.name, weight: 1 }],
  });
  expect(first?.['backendRefs']).toMatchObject([
    { name, weight: 3 },
    { name: next, namespace: routes.room.name, weight: 1 },
  ]);
  expect(second).toEqual(other);
  await give(0);
  await router.unwire?.(never);
  expect(await all()).toEqual(before);
});

test.concurrent('what the route may not name, and what nothing leads to, is told before any traffic moves', async () => {
  const { name, next, router } = await routes.routed({ route: (of) => routeOf(of, (rules) => rules.slice(1, 2)) });
  await expect(router.wire?.(next, never)).rejects.toThrow(
    `No rule of httproute ${routes.room.name}/${name} sends requests to the Service ${name} at port 80`,
  );
});

test.concurrent('a share that whole numbers cannot give is refused before anything is written', async () => {
  const shares = (rules: Manifest[]) => {
    const [steady, own] = rules[2]?.['backendRefs'] ?? [];
    return [
      {
        ...rules[2],
        backendRefs: [
          { ...steady, weight: 1_000_000 },
          { ...own, weight: 1 },
        ],
      } as Manifest,
    ];
  };
  const { site } = await routes.routed({ route: (of) => routeOf(of, shares) });
  const goal = { version: 'v2', spec: '', track: null, weight: 10, stage: 'canary', bakeTime: 0, keepOld: 0 } as const;
  const { wrong } = await found(site, 'tracks', { brings: true, goal, begins: true });
  expect(wrong.map(({ message }) => message)).toContainEqual(expect.stringContaining('10 %'));
});
