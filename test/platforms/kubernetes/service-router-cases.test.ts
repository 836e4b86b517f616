import { expect, onTestFinished, test, vi } from 'vitest';
import { nextName, TRACK } from '../../../src/platforms/kubernetes/next.ts';
import { members } from '../../../src/platforms/kubernetes/router/members.ts';
import { serviceRouter } from '../../../src/platforms/kubernetes/router/service-router.ts';
import { type FakeCluster, fakeCluster, fakeDeployment, fakePod, fakeService } from './fake-api.ts';
import { never } from './looked-at.ts';

const NEXT = nextName('shop');

/** Home and the next track, with so many ready pods each. */
function shop(home: number, next: number): FakeCluster {
  const labels = { app: 'shop', tier: 'web' };
  const pods = (name: string, count: number, more: Readonly<Record<string, string>>) =>
    Array.from({ length: count }, (_, at) => fakePod(`${name}-${at}`, { ...labels, ...more }));
  return fakeCluster([
    fakeService('shop', labels),
    fakeDeployment('shop', home, { app: 'shop' }, labels),
    fakeDeployment(NEXT, next, { [TRACK]: NEXT }, { ...labels, app: NEXT, [TRACK]: NEXT }),
    ...pods('home', home, {}),
    ...pods('next', next, { app: NEXT, [TRACK]: NEXT }),
  ]);
}

const of = (weight: number) => ({ shop: 100 - weight, [NEXT]: weight });

/** How many pods of each the Service leads to. */
function behind(cluster: FakeCluster) {
  const pods = cluster.behind('shop');
  const next = pods.filter(({ metadata }) => metadata.labels?.[TRACK] === NEXT).length;
  return { home: pods.length - next, next };
}

test.each([
  [1, 1, 1],
  [1, 4, 1],
  [1, 10, 1],
  [20, 1, 1],
  [20, 4, 1],
  [20, 10, 3],
  [25, 1, 1],
  [25, 4, 1],
  [25, 10, 3],
  [50, 1, 1],
  [50, 4, 4],
  [50, 10, 10],
  [1, 1000, 10],
  [20, 0, 1],
])('%i percent beside %i pods are %i', async (weight, home, expected) => {
  expect(members(weight, home)).toBe(expected);
  if (home === 0 || home > 10) return;
  const cluster = shop(home, home);
  const router = serviceRouter(cluster.site);
  await router.shift(of(weight), never);
  expect(behind(cluster)).toEqual({ home, next: expected });
  const share = `${expected} of ${home + expected} pods, ${Math.round((100 * expected) / (home + expected))} %`;
  expect(await router.read(never)).toEqual({ weights: of(weight), agreed: true, silent: [], share });
});

const WEIGHTS = [0, 1, 20, 25, 50, 100];
const PAIRS = WEIGHTS.flatMap((from) => WEIGHTS.map((to) => [from, to] as const));

test.each(PAIRS)(
  'from %i to %i percent it comes about after a kill at each write, and the Service always leads to a ready pod',
  async (from, to) => {
    for (let killed = 0; ; killed++) {
      for (const isDone of [false, true]) {
        const cluster = shop(4, 4);
        const before = structuredClone(cluster.objects.get('services/shop')?.['spec']);
        const router = serviceRouter(cluster.site);
        await router.shift(of(from), never);
        let writes = 0;
        const kill = () => {
          if (writes++ === killed) throw new Error('killed');
        };
        cluster.onWrite = isDone ? () => {} : kill;
        cluster.afterWrite = () => {
          expect(cluster.behind('shop').length).toBeGreaterThan(0);
          if (isDone) kill();
        };
        const end = await router.shift(of(to), never).catch((error: Error) => error.message);
        cluster.onWrite = () => {};
        cluster.afterWrite = () => {};
        await router.shift(of(to), never);
        expect((await router.read(never)).weights).toEqual(of(to));
        expect(behind(cluster)).toEqual(to === 100 ? { home: 0, next: 4 } : { home: 4, next: to === 0 ? 0 : members(to, 4) });
        await router.shift(of(0), never);
        const service = cluster.objects.get('services/shop');
        expect([service?.['spec'], service?.metadata.annotations ?? {}]).toEqual([before, {}]);
        if (end !== 'killed' && isDone) return;
      }
    }
  },
);

test('what comes to another share than was asked for is told as it is', async () => {
  const cluster = shop(4, 4);
  const router = serviceRouter(cluster.site);
  await router.shift(of(25), never);
  const home = cluster.objects.get('deployments/shop');
  if (home) home['spec'].replicas = 10;
  expect(await router.read(never)).toMatchObject({ weights: of(9), share: '1 of 11 pods, 9 %' });
  await router.shift(of(25), never);
  expect(await router.read(never)).toMatchObject({ weights: of(25), share: '3 of 13 pods, 23 %' });
});

test('waits for the endpoints between what it writes to pods and to the Service, either way', async () => {
  const cluster = shop(1, 1);
  const router = serviceRouter(cluster.site);
  const { get } = cluster.site.api;
  const seen: string[] = [];
  vi.spyOn(cluster.site.api, 'get').mockImplementation(async (path: string, ...more: [AbortSignal]) => {
    if (path.endsWith('/endpointslices')) seen.push('look');
    return (await get(path, ...more)) as never;
  });
  cluster.onWrite = (path) => seen.push(path);
  for (const weight of [50, 100, 50, 0]) await router.shift(of(weight), never);
  const [pod, service, deployment] = ['pods/next-0', 'services/shop', `deployments/${NEXT}`];
  const [label, turn] = [
    [pod, 'look'],
    [service, 'look'],
  ];
  expect(seen).toEqual([deployment, ...label, ...label, ...turn, ...turn, ...label, ...label]);
});

test('leaves those with the traffic that have it', async () => {
  const cluster = shop(4, 4);
  const router = serviceRouter(cluster.site);
  await router.shift(of(50), never);
  for (const at of [0, 1, 3]) cluster.objects.set(`pods/next-${at}`, fakePod(`next-${at}`, { app: NEXT, tier: 'web', [TRACK]: NEXT }));
  await router.shift(of(25), never);
  expect(cluster.behind('shop').map(({ metadata }) => metadata.name)).toContain('next-2');
});

test('gives no traffic to pods that are not ready, and says how many there are', async () => {
  const cluster = shop(4, 2);
  const router = serviceRouter(cluster.site);
  await router.shift(of(20), never);
  cluster.objects.set('pods/next-0', fakePod('next-0', cluster.objects.get('pods/next-0')?.metadata.labels ?? {}, false));
  await router.shift(of(20), never);
  expect(cluster.objects.get('pods/next-0')?.metadata.labels?.['app']).toBe(NEXT);
  expect(behind(cluster)).toEqual({ home: 4, next: 1 });
  await expect(router.shift(of(50), never)).rejects.toThrow('shop-next has 1 pods ready, and its share of the traffic needs 4');
  expect(behind(cluster)).toEqual({ home: 4, next: 1 });
});

test('writes nothing that would lead callers to nobody', async () => {
  const cluster = shop(1, 0);
  const router = serviceRouter(cluster.site);
  await expect(router.shift(of(100), never)).rejects.toThrow(
    'the Service shop was left as it is: no pod with app=shop-next,tier=web is ready, so that callers would reach nobody',
  );
  const other = shop(1, 1);
  const ratio = serviceRouter(other.site);
  await ratio.shift(of(50), never);
  other.objects.delete('pods/home-0');
  await expect(ratio.shift(of(0), never)).rejects.toThrow('still leads to shop-next: no pod of deployment shop is ready');
  expect(behind(other)).toEqual({ home: 0, next: 1 });
  const switched = shop(1, 1);
  const whole = serviceRouter(switched.site);
  await whole.shift(of(100), never);
  switched.objects.delete('pods/home-0');
  await expect(whole.shift(of(0), never)).rejects.toThrow('no pod with app=shop,tier=web is ready');
  expect(behind(switched)).toEqual({ home: 0, next: 1 });
});

test('takes no weight for given where the Service leads to others', async () => {
  const cluster = shop(2, 2);
  const router = serviceRouter(cluster.site);
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
  onTestFinished(() => void vi.restoreAllMocks());
  await expect(router.verify(of(50), never)).rejects.toThrow('none of them is of shop-next');
  await expect(router.verify(of(100), never)).rejects.toThrow('the Service shop leads to 2 pods, which for 30 s were not the 2 ready pods');
  await router.shift(of(50), never);
  await expect(router.verify(of(0), never)).rejects.toThrow('some of them are of the other track');
  await router.verify(of(50), never);
});

test('keeps to weights that pods can come to', async () => {
  await expect(serviceRouter(shop(4, 4).site).shift(of(75), never)).rejects.toMatchObject({ reason: { code: 'precondition' } });
});

test('decides again where somebody was there in between, and gives up where that never ends', async () => {
  const cluster = shop(4, 4);
  const router = serviceRouter(cluster.site);
  let times = 1;
  cluster.onWrite = (path) => {
    const object = cluster.objects.get(path);
    if (times-- <= 0 || object === undefined) return;
    const selector = { ...object['spec'].selector, shard: '1' };
    const metadata = { ...object.metadata, resourceVersion: `theirs-${times}` };
    cluster.objects.set(path, { ...object, metadata, spec: { ...object['spec'], selector } });
    for (const [key, one] of cluster.objects) {
      const labelled = { ...one, metadata: { ...one.metadata, labels: { ...one.metadata.labels, shard: '1' } } };
      if (key.startsWith('pods/')) cluster.objects.set(key, labelled);
      if (key === 'deployments/shop') one['spec'].template.metadata.labels.shard = '1';
    }
  };
  await router.shift(of(100), never);
  expect(cluster.objects.get('services/shop')?.['spec'].selector).toEqual({ app: NEXT, tier: 'web', shard: '1' });
  times = 100;
  await expect(router.shift(of(0), never)).rejects.toThrow('somebody changed the Service of shop each of 5 times');
});

test.each([
  [{ app: 'shop', tier: 'web' }, 'put the selector of service shop back to app=shop,tier=web', 0],
  [{ tier: 'web' }, 'set the selector of service shop to tier=web', 50],
])('names who made another selector of it: %o', async (selector, did, weight) => {
  const cluster = shop(4, 4);
  const router = serviceRouter(cluster.site);
  await router.shift(of(100), never);
  const service = cluster.objects.get('services/shop') as NonNullable<ReturnType<typeof cluster.objects.get>>;
  const ours = { manager: 'sluice', time: '2026-01-01T10:00:00Z', fieldsV1: { 'f:spec': { 'f:selector': {} } } };
  const theirs = { ...ours, manager: 'Mozilla', time: '2026-01-01T11:22:33Z' };
  const status = { ...ours, manager: 'cloud', time: '2026-01-01T12:00:00Z', fieldsV1: { 'f:status': {} } };
  const metadata = { ...service.metadata, managedFields: [ours, theirs, status] };
  cluster.objects.set('services/shop', { ...service, metadata, spec: { ...service['spec'], selector } });
  expect(await router.read(never)).toMatchObject({ weights: of(weight), drift: `somebody (Mozilla, 11:22:33 UTC) ${did}` });
  await router.shift(of(0), never).catch(() => {});
  expect(cluster.objects.get('services/shop')?.['spec'].selector).toEqual(selector);
  expect((await router.read(never)).drift).toBeUndefined();
});

test('says what is gone', async () => {
  const cluster = shop(1, 1);
  const router = serviceRouter(cluster.site);
  cluster.objects.delete(`deployments/${NEXT}`);
  await expect(router.shift(of(20), never)).rejects.toThrow('there is no deployment shop-next that could get traffic');
  cluster.objects.delete('services/shop');
  await expect(router.read(never)).rejects.toMatchObject({
    reason: { code: 'drift', message: expect.stringContaining('No Service selects') },
  });
  cluster.objects.delete('deployments/shop');
  await expect(router.read(never)).rejects.toMatchObject({
    reason: { code: 'drift', message: expect.stringContaining('There is no deployment shop') },
  });
});

test('beside many pods it is good for a while which of the next track get requests, and until it shifts', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const cluster = shop(300, 300);
  const router = serviceRouter(cluster.site);
  const get = vi.spyOn(cluster.site.api, 'get');
  const lists = async () => {
    get.mockClear();
    const { weights } = await router.read(never);
    const asked = get.mock.calls.filter(([path]) => path.endsWith('/pods'));
    return [weights[NEXT], ...asked.map(([, , query]) => query?.['labelSelector'])];
  };
  const inside = `app=shop,tier=web,${TRACK}=${NEXT}`;
  expect(await lists()).toEqual([0, inside]);
  expect(await lists()).toEqual([0]);
  await router.shift(of(50), never);
  expect(await lists()).toEqual([50, inside]);
  expect(await lists()).toEqual([50]);
  vi.advanceTimersByTime(1_500);
  expect(await lists()).toEqual([50, inside]);
  await router.shift(of(0), never);
  expect(await lists()).toEqual([0, inside]);
});
