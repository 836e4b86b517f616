import { expect, test } from 'vitest';
import { restoring, shifting, wiring } from '../../../src/platforms/kubernetes/router/route/change.ts';
import type { Ends, RawRule, Ref } from '../../../src/platforms/kubernetes/router/route/dialect.ts';
import { gateway } from '../../../src/platforms/kubernetes/router/route/gateway.ts';
import { WEIGHTS } from '../../../src/platforms/kubernetes/router/route/note.ts';
import type { Route } from '../../../src/platforms/kubernetes/router/route/object.ts';
import { rulesOf } from '../../../src/platforms/kubernetes/router/route/rule.ts';
import { routeDrift } from '../../../src/platforms/kubernetes/router/route/view.ts';
import { applied } from './applied.ts';

const ENDS: Ends = { namespace: 'it', home: 'shop', next: 'shop-next', ports: [80], routeNamespace: 'it', dialect: gateway };

/** With fields that nobody knows, in every place. */
function routeWith(...rules: readonly object[]): Route {
  return { metadata: { name: 'shop' }, spec: { rules: rules.map((rule) => ({ retry: { codes: [500] }, ...rule })) } };
}

const PLAIN = routeWith(
  {
    matches: [{ path: '/' }],
    backendRefs: [
      { name: 'other', port: 80, weight: 10, odd: 1 },
      { name: 'shop', port: 80, weight: 90, odd: { even: 2 } },
    ],
  },
  { matches: [{ path: '/none' }], backendRefs: [{ name: 'shop', port: 80 }] },
  {
    matches: [{ path: '/port' }],
    backendRefs: [
      { name: 'shop', port: 81 },
      { name: 'shop', namespace: 'else', port: 80 },
      { name: 'shop', kind: 'Bucket', port: 80 },
    ],
  },
  { matches: [{ path: '/never' }], backendRefs: [{ name: 'other', port: 80 }] },
  { matches: [{ path: '/redirect' }] },
);

function raws(route: Route): readonly RawRule[] {
  return rulesOf(route, gateway).map(({ raw }) => raw);
}

function refs(route: Route, rule: number): readonly Ref[] {
  return rulesOf(route, gateway)[rule]?.refs ?? [];
}

test('touches the references to the backend only, and gives back each weight, or that there was none', () => {
  let route = applied(PLAIN, wiring(PLAIN, ENDS));
  expect(refs(route, 1)).toEqual([
    { name: 'shop', port: 80 },
    { name: 'shop-next', port: 80, weight: 0 },
  ]);
  expect(wiring(route, ENDS)).toEqual([]);
  for (const [percent, weights] of [
    [25, [20, 135, 45]],
    [100, [10, 0, 90]],
    [50, [10, 45, 45]],
  ] as const) {
    route = applied(route, shifting(route, ENDS, percent));
    expect(refs(route, 0)).toEqual([
      { name: 'other', port: 80, weight: weights[0], odd: 1 },
      { name: 'shop', port: 80, weight: weights[1], odd: { even: 2 } },
      { name: 'shop-next', port: 80, weight: weights[2], odd: { even: 2 } },
    ]);
    expect(shifting(route, ENDS, percent)).toEqual([]);
    expect(routeDrift(route, 'httproute shop', ENDS)).toBeNull();
    expect(raws(route).slice(2)).toEqual(raws(PLAIN).slice(2));
    expect(raws(route)).toMatchObject(Array.from({ length: 5 }, () => ({ retry: { codes: [500] } })));
  }
  const back = applied(route, restoring(route, ENDS));
  expect(back).toEqual({ ...PLAIN, metadata: { name: 'shop', annotations: {} } });
});

test('keeps apart two rules that differ in nothing but their weights', () => {
  const twice = routeWith(...[3, 5].map((weight) => ({ backendRefs: [{ name: 'shop', port: 80, weight }] })));
  const route = applied(twice, shifting(twice, ENDS, 25));
  expect(applied(route, restoring(route, ENDS)).spec).toEqual(twice.spec);
});

test('takes for its own no note that another one wrote', () => {
  const route = applied(PLAIN, shifting(PLAIN, ENDS, 50));
  const fieldsV1 = { 'f:metadata': { 'f:annotations': { [`f:${WEIGHTS}`]: {} } } };
  const copied = { ...route, metadata: { ...route.metadata, managedFields: [{ manager: 'helm', fieldsV1 }] } };
  expect(refs(applied(copied, restoring(copied, ENDS)), 1)).toEqual([{ name: 'shop', port: 80, weight: 2 }]);
  const ours = { ...route, metadata: { ...route.metadata, managedFields: [{ manager: 'sluice', fieldsV1 }] } };
  expect(refs(applied(ours, restoring(ours, ENDS)), 1)).toEqual([{ name: 'shop', port: 80 }]);
});

test('names a rule that somebody changed, and refuses a share that weights cannot say', () => {
  const route = applied(PLAIN, shifting(PLAIN, ENDS, 50));
  const [first, ...rest] = raws(route);
  const changed = { ...route, spec: { rules: [{ ...first, matches: [] }, ...rest] } };
  expect(routeDrift(changed, 'httproute shop', ENDS)).toBe('somebody (unknown) changed the rules of httproute shop');
  const far = routeWith({
    backendRefs: [
      { name: 'shop', port: 80, weight: 1 },
      { name: 'other', port: 80, weight: 999_999 },
    ],
  });
  expect(() => shifting(far, ENDS, 10)).toThrow('10 % of shop cannot be said beside the weights of that rule (shop 1, other 999999)');
});

test('leaves nothing of the next track in a rule that somebody took home out of', () => {
  const route = applied(PLAIN, shifting(PLAIN, ENDS, 50));
  const [first, ...rest] = raws(route);
  const changed = { ...route, spec: { rules: [{ ...first, backendRefs: refs(route, 0).filter(({ name }) => name !== 'shop') }, ...rest] } };
  expect(refs(applied(changed, restoring(changed, ENDS)), 0)).toEqual([{ name: 'other', port: 80, weight: 10, odd: 1 }]);
});
