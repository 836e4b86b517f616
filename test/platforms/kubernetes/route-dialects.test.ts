import { expect, test } from 'vitest';
import { restoring, shifting, wiring } from '../../../src/platforms/kubernetes/router/route/change.ts';
import type { Dialect, Ends } from '../../../src/platforms/kubernetes/router/route/dialect.ts';
import type { Route } from '../../../src/platforms/kubernetes/router/route/object.ts';
import { traefik } from '../../../src/platforms/kubernetes/router/route/traefik.ts';
import { percentsOf, routeDrift } from '../../../src/platforms/kubernetes/router/route/view.ts';
import { virtualService } from '../../../src/platforms/kubernetes/router/route/virtual-service.ts';
import { applied } from './applied.ts';

function endsOf(dialect: Dialect, routeNamespace = 'it'): Ends {
  return { namespace: 'it', home: 'shop', next: 'shop-next', ports: [80, 'http'], routeNamespace, dialect };
}

function routeWith(spec: Route['spec'] & {}): Route {
  return { metadata: { name: 'shop' }, spec };
}

/** Wires a route, gives these percentages one after the other, and takes all back; the specification each time. */
function through(
  route: Route,
  ends: Ends,
  ...percents: readonly number[]
): { readonly specs: readonly Route['spec'][]; readonly back: Route } {
  let now = applied(route, wiring(route, ends));
  expect(wiring(now, ends)).toEqual([]);
  const specs = [now.spec];
  for (const percent of percents) {
    now = applied(now, shifting(now, ends, percent));
    expect(shifting(now, ends, percent)).toEqual([]);
    expect(new Set(percentsOf(now, ends))).toEqual(new Set([percent]));
    expect(routeDrift(now, 'the route', ends)).toBeNull();
    specs.push(now.spec);
  }
  return { specs, back: applied(now, restoring(now, ends)) };
}

test('a TraefikService keeps its stickiness, its foreign backends and their shares, and gets back that no weight was written', () => {
  const sticky = { cookie: { name: 'lb' } };
  const foreign = [
    { name: 'shop', kind: 'TraefikService', port: 80, weight: 2 },
    { name: 'shop', namespace: 'else', port: 80, weight: 2 },
    { name: 'shop', port: 81 },
  ];
  const own = { name: 'shop', port: 'http', strategy: 'wrr', odd: { even: 1 } };
  const route = routeWith({ weighted: { sticky, services: [...foreign, own] } });
  const { specs, back } = through(route, endsOf(traefik), 25, 100);
  const weights = [2, 2, 1].map(
    (weight, at) =>
      [
        { ...foreign[at], weight },
        { ...foreign[at], weight: weight * 4 },
      ] as const,
  );
  expect(specs).toEqual([
    { weighted: { sticky, services: [...foreign, own, { ...own, name: 'shop-next', weight: 0 }] } },
    {
      weighted: {
        sticky,
        services: [...weights.map(([, four]) => four), { ...own, weight: 3 }, { ...own, name: 'shop-next', weight: 1 }],
      },
    },
    { weighted: { sticky, services: [...weights.map(([one]) => one), { ...own, weight: 0 }, { ...own, name: 'shop-next', weight: 1 }] } },
  ]);
  expect(back.spec).toEqual(route.spec);
});

test('a TraefikService that has no shares, or none for the service, is refused with what to write', () => {
  const wrong = (spec: Route['spec'] & {}) => traefik.wrong?.(routeWith(spec), 'traefikservice shop', endsOf(traefik));
  expect(wrong({ mirroring: { name: 'shop', port: 80 } })).toBe(
    'traefikservice shop has no `weighted`, but mirroring, which has no shares: write another TraefikService with ' +
      '`weighted: { services: [{ name: shop, port: 80 }] }`, name that one there (`kind: TraefikService`), and as `route` of the service.',
  );
  expect(wrong({ weighted: { services: [{ name: 'shop', port: 81 }] } })).toContain(
    'traefikservice shop does not name the Service shop at port 80 or http: add it to its `weighted.services`',
  );
  expect(wrong({ weighted: { services: [{ name: 'shop', port: 80 }] } })).toBeNull();
});

test('rules of a VirtualService that lead elsewhere, and all but http, stay; what has no weight has all only where it is alone', () => {
  const to = (host: string, more: object = {}) => ({ destination: { host }, ...more });
  const spec = {
    hosts: ['shop.example.com'],
    http: [
      { name: 'one', timeout: '5s', route: [{ ...to('shop.it.svc.cluster.local'), headers: { request: { set: { a: 'b' } } } }] },
      { route: [to('steady', { weight: 10 }), to('shop', { weight: 90 })] },
      { route: [to('shop.else.svc.cluster.local')] },
      { redirect: { uri: '/' } },
    ],
    tcp: [{ route: [to('shop')] }],
    tls: [{ route: [to('shop')] }],
  };
  const { specs, back } = through(routeWith(spec), endsOf(virtualService), 25, 100);
  const [wired, quarter, all] = specs.map((one) => (one as typeof spec).http);
  const [first, , ...others] = spec.http;
  const own = first?.route?.[0];
  const rules = (home: number, next: number, third: number, homeBeside: number, nextBeside: number) => [
    {
      ...first,
      route: [
        { ...own, weight: home },
        { ...own, ...to('shop-next.it.svc.cluster.local'), weight: next },
      ],
    },
    { route: [to('steady', { weight: third }), to('shop', { weight: homeBeside }), to('shop-next', { weight: nextBeside })] },
    ...others,
  ];
  expect(wired).toEqual(rules(100, 0, 10, 90, 0));
  expect(quarter).toEqual(rules(75, 25, 20, 135, 45));
  expect(all).toEqual(rules(0, 100, 10, 0, 90));
  expect(specs.map((one) => ({ ...one, http: spec.http }))).toEqual([spec, spec, spec]);
  expect(back.spec).toEqual(spec);
});

test('a short host of a VirtualService is a Service of its own namespace, and a port counts where it is written', () => {
  const percents = (destination: object, namespace = 'it') => {
    const ends = endsOf(virtualService, namespace);
    return percentsOf(routeWith({ http: [{ route: [{ destination }] }] }), ends);
  };
  expect(percents({ host: 'shop', port: { number: 80 } })).toEqual([0]);
  for (const foreign of [{ host: 'shop', port: { number: 81 } }, { host: 'shop.it' }, { host: 'shop-next.it.svc.cluster.local' }])
    expect(percents(foreign)).toEqual([]);
  expect(percents({ host: 'shop' }, 'edge')).toEqual([]);
  expect(percents({ host: 'shop.it.svc.cluster.local' }, 'edge')).toEqual([0]);
});

test('a subset of home is refused, as the next track has none', () => {
  const route = routeWith({ http: [{ route: [{ destination: { host: 'shop', subset: 'v1' } }] }] });
  expect(virtualService.wrong?.(route, 'virtualservice shop', endsOf(virtualService))).toBe(
    'virtualservice shop sends requests to the subset v1 of shop, which is not there for shop-next: ' +
      'take `subset: v1` out, so that it names all pods of the Service.',
  );
});
