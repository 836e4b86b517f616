import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { awaitEndpoints } from '../../../src/platforms/kubernetes/router/endpoints.ts';
import { type FakeCluster, fakeCluster, fakePod, fakeService } from './fake-api.ts';
import { never } from './looked-at.ts';

const selector = { app: 'shop' };
const wanted = { service: 'shop', selector };

function cluster(pods: number): FakeCluster {
  const all = Array.from({ length: pods }, (_, at) => fakePod(`shop-${at}`, selector));
  return fakeCluster([fakeService('shop', selector), ...all]);
}

afterEach(() => void vi.restoreAllMocks());

/** Time is over at once. */
function outOfTime() {
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
}

/** The slices as another controller would have them. */
function change(of: FakeCluster, slices: (items: readonly Slice[]) => readonly Slice[]) {
  const get = of.site.api.get;
  vi.spyOn(of.site.api, 'get').mockImplementation(async (path: string, ...more: [AbortSignal]) => {
    const list = await get<{ items: readonly Slice[] }>(path, ...more);
    return (path.endsWith('/endpointslices') && list ? { ...list, items: slices(list.items) } : list) as never;
  });
}
type Slice = { addressType: string; endpoints: readonly { conditions: { ready?: boolean }; targetRef: { uid: string } }[] };

test.each([1, 100, 101, 250])('counts %i pods, a hundred in each slice', async (pods) => {
  await awaitEndpoints(cluster(pods).site, wanted, never);
});

test('misses one of many', async () => {
  outOfTime();
  const many = cluster(250);
  change(many, ([first, ...rest]) => [{ ...(first as Slice), endpoints: (first as Slice).endpoints.slice(1) }, ...rest]);
  await expect(awaitEndpoints(many.site, wanted, never)).rejects.toThrow(
    'the Service shop leads to 249 pods, which for 30 s were not the 250 ready pods with app=shop',
  );
});

test('waits until the slices have all, in each family of addresses', async () => {
  const both = cluster(3);
  let looks = 0;
  change(both, (items) => {
    const late = items.map((slice) => ({ ...slice, addressType: 'IPv6', endpoints: slice.endpoints.slice(++looks > 2 ? 0 : 1) }));
    return [...items, ...late];
  });
  await awaitEndpoints(both.site, wanted, never);
  expect(looks).toBe(3);
});

test('one that is no longer ready is none, and of one it is not known counts', async () => {
  outOfTime();
  const some = cluster(3);
  some.objects.set('pods/shop-0', fakePod('shop-0', selector, false));
  await awaitEndpoints(some.site, wanted, never);
  change(some, (items) =>
    items.map((slice) => ({ ...slice, endpoints: slice.endpoints.map((one) => ({ ...one, conditions: {} as { ready?: boolean } })) })),
  );
  await expect(awaitEndpoints(some.site, wanted, never)).rejects.toThrow('leads to 3 pods');
});

test('is not so where there is no ready pod, or they are not those that are meant', async () => {
  outOfTime();
  await expect(awaitEndpoints(cluster(0).site, wanted, never)).rejects.toThrow('leads to 0 pods, which for 30 s were not the 0 ready pods');
  const others = { ...wanted, wrong: () => 'none of them is of shop-next' };
  await expect(awaitEndpoints(cluster(3).site, others, never)).rejects.toThrow(
    'the 3 ready pods with app=shop, and none of them is of shop-next',
  );
});

test('ends on abort', async () => {
  const stop = new AbortController();
  const some = cluster(0);
  vi.spyOn(some.site.api, 'changed').mockImplementation(async (_path, _from, signal) => {
    stop.abort(new Error('stopped'));
    signal.throwIfAborted();
  });
  await expect(awaitEndpoints(some.site, wanted, stop.signal)).rejects.toThrow('stopped');
});

test.each([
  ['the endpoints', ['endpointslices'], 1],
  ['pods', ['pods'], 3],
  ['both', ['pods', 'endpointslices'], 3],
])('where %s changed, pods are listed again only where they did', async (_what, changing, lists) => {
  const late = cluster(3);
  let looks = 0;
  change(late, ([slice]) => {
    const { addressType, endpoints } = slice as Slice;
    return [{ addressType, endpoints: endpoints.slice(++looks > 2 ? 0 : 1) }];
  });
  vi.spyOn(late.site.api, 'changed').mockImplementation(async (path, _from, signal) => {
    if (!changing.some((plural) => path.endsWith(`/${plural}`))) await once(signal, 'abort');
  });
  await awaitEndpoints(late.site, wanted, never);
  expect(looks).toBe(3);
  expect(vi.mocked(late.site.api.get).mock.calls.filter(([path]) => path.endsWith('/pods'))).toHaveLength(lists);
});
