import { beforeAll, expect, test } from 'vitest';
import type { Router } from '../../../src/ports/tracks.ts';
import type { Manifest } from '../../fakes/kubernetes.ts';
import { found, never } from './looked-at.ts';
import { throughKills } from './route-faults.ts';
import { openRoutes, type Routes } from './routed.ts';
import { openTraefik } from './traefik.ts';

/** No Istio is there: what the API server makes of the object is looked at, and nothing that a proxy would do. */
let routes: Routes;
beforeAll(async () => {
  routes = await openRoutes(openTraefik);
  return () => routes.close();
}, 180_000);

/** Milliseconds: what Istio may take for a change is waited for after each. */
const PATIENCE = 300_000;

function virtualServiceOf(name: string): Manifest {
  const http = [
    { name: 'admin', match: [{ uri: { prefix: '/admin' } }], route: [{ destination: { host: `${name}-steady` } }] },
    {
      name: 'shared',
      match: [{ uri: { prefix: '/shared' }, headers: { 'x-team': { exact: 'it' } } }, { uri: { exact: '/both' } }],
      route: [
        { destination: { host: `${name}-steady`, port: { number: 80 } }, weight: 10 },
        { destination: { host: `${name}.${routes.room.name}.svc.cluster.local`, port: { number: 80 } }, weight: 90 },
      ],
      retries: { attempts: 3, perTryTimeout: '2s' },
    },
    { route: [{ destination: { host: name }, headers: { response: { set: { 'x-rule': 'kept' } } } }], timeout: '5s' },
  ];
  const tcp = [{ route: [{ destination: { host: name } }] }];
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name },
    spec: { hosts: [`${name}.example.com`], gateways: ['istio-system/web'], http, tcp },
  };
}

const byHeader = { preview: 'header:X-Preview=key' };

function shares(rule: Manifest | undefined): readonly (readonly [string, number | undefined])[] {
  return rule?.['route'].map(({ destination, weight }: Manifest) => [destination.host.split('.')[0], weight]);
}

test.concurrent('has its shares, and its preview before each rule of the service, and comes back as it was', {
  timeout: PATIENCE,
}, async () => {
  const { name, next, site, router, spec, all, weights, give } = await routes.routed({ route: virtualServiceOf, settings: byHeader });
  const { wrong } = await found(site, 'tracks');
  expect(wrong.filter(({ message }) => message.includes('virtualservice'))).toEqual([]);
  const before = await all();
  const [admin, shared, own] = (await spec())['http'];
  const { tcp } = await spec();
  await router.wire?.(next, never);
  await router.preview?.point(next, never);
  await give(25);
  expect(await router.read(never)).toEqual({ weights: weights(25), agreed: true, silent: [] });
  const [first, previewOfShared, sharedNow, previewOfOwn, ownNow, ...more] = (await spec())['http'];
  expect([first, more]).toEqual([admin, []]);
  const headers = { 'x-preview': { exact: 'key' } };
  const { name: _name, ...unnamed } = shared;
  expect(previewOfShared).toEqual({
    ...unnamed,
    match: [
      { ...shared.match[0], headers: { ...shared.match[0].headers, ...headers } },
      { ...shared.match[1], headers },
    ],
    route: [{ destination: { host: `${next}.${routes.room.name}.svc.cluster.local`, port: { number: 80 } } }],
  });
  expect(previewOfOwn).toEqual({ ...own, match: [{ headers }], route: [{ ...own.route[0], destination: { host: next } }] });
  expect(shares(sharedNow)).toEqual([
    [`${name}-steady`, 20],
    [name, 135],
    [next, 45],
  ]);
  expect({ ...sharedNow, route: shared.route }).toEqual(shared);
  expect(shares(ownNow)).toEqual([
    [name, 75],
    [next, 25],
  ]);
  expect(ownNow.route[1].headers).toEqual(own.route[0].headers);
  await give(100);
  expect(shares((await spec())['http'][4])).toEqual([
    [name, 0],
    [next, 100],
  ]);
  expect((await spec())['tcp']).toEqual(tcp);
  await give(0);
  await router.preview?.point(null, never);
  await router.unwire?.(never);
  expect(await all()).toEqual(before);
});

test.concurrent('killed after every write it comes to the same, and what somebody applied is named', { timeout: PATIENCE }, async () => {
  const { name, next, site, router, all, weights } = await routes.routed({ route: virtualServiceOf });
  const before = await all();
  expect(await throughKills(site, (by, signal) => by.wire?.(next, signal))).toBe(1);
  const shift = async (by: Router, signal: AbortSignal) => {
    await by.read(signal);
    await by.shift(weights(25), signal);
  };
  expect(await throughKills(site, shift)).toBe(1);
  await routes.room.apply(virtualServiceOf(name));
  expect(await router.read(never)).toMatchObject({
    weights: weights(0),
    drift: expect.stringMatching(
      new RegExp(`^somebody \\(kubectl-client-side-apply, .*\\) took ${next} out of virtualservice .*/${name}$`),
    ),
  });
  await router.shift(weights(0), never);
  await router.unwire?.(never);
  expect(await all()).toEqual(before);
});

test.concurrent('a header that a rule matches already cannot be that of the preview too', { timeout: PATIENCE }, async () => {
  const { next, router } = await routes.routed({ route: virtualServiceOf, settings: { preview: 'header:X-Team=it' } });
  await router.wire?.(next, never);
  await expect(router.preview?.point(next, never)).rejects.toThrow('matches the header x-team already');
});
