import { afterEach, expect, test, vi } from 'vitest';
import type { Resource } from '../../../src/platforms/kubernetes/api/api.ts';
import { workloadFleet } from '../../../src/platforms/kubernetes/fleet.ts';
import { TRACK } from '../../../src/platforms/kubernetes/next.ts';
import { listPods } from '../../../src/platforms/kubernetes/pods/pods.ts';
import { rarely } from '../../../src/platforms/kubernetes/pods/rarely.ts';
import type { Site } from '../../../src/platforms/kubernetes/site.ts';
import { readsBeside } from '../../../src/platforms/kubernetes/tracks/beside.ts';
import { tallies } from '../../../src/platforms/kubernetes/tracks/tally.ts';
import { availableOf } from '../../../src/platforms/kubernetes/workload/revision.ts';
import type { Workload } from '../../../src/platforms/kubernetes/workload/workload.ts';
import { fakeCluster, fakeDeployment, fakePod } from './fake-api.ts';

const never = new AbortController().signal;
const LABELS = { app: 'shop', 'pod-template-hash': 'abc', [TRACK]: 'shop' };
const REVISION = { 'deployment.kubernetes.io/revision': '1' };

/** A ready pod, whose container was started again two times. */
function startedTwice(name: string) {
  const { status, ...pod } = fakePod(name, LABELS);
  return { ...pod, status: { ...status, containerStatuses: [{ name: 'shop', restartCount: 2 }] } };
}

/** A Deployment in the middle of a roll, whose pods come in parts as the API server gives them; and each question for pods. */
function manyPods(count: number) {
  const home = fakeDeployment('shop', count, { app: 'shop' }, { app: 'shop' });
  const { site, objects } = fakeCluster([
    {
      ...home,
      metadata: { ...home.metadata, annotations: REVISION },
      status: { observedGeneration: 1, replicas: count + 1, updatedReplicas: count },
    },
    {
      kind: 'replicasets',
      metadata: {
        name: 'shop-abc',
        labels: LABELS,
        annotations: REVISION,
        ownerReferences: [{ kind: 'Deployment', name: 'shop', uid: 'shop' }],
      },
    },
    ...Array.from({ length: count }, (_, at) => {
      const { metadata, ...pod } = startedTwice(`shop-${at}`);
      return { ...pod, metadata: { ...metadata, managedFields: [{ manager: 'kubelet' }] }, spec: { nodeName: 'node' } };
    }),
  ]);
  const change = (path: string, more: object) => objects.set(path, { ...(objects.get(path) as Resource), ...more });
  const asked: Readonly<Record<string, string>>[] = [];
  const { get } = site.api;
  const inParts = async <T>(path: string, signal: AbortSignal, query: Readonly<Record<string, string>> = {}): Promise<T | null> => {
    const whole = await get<T>(path, signal, query);
    if (!path.endsWith('/pods')) return whole;
    asked.push(query);
    const { metadata, items } = whole as { metadata: object; items: readonly unknown[] };
    const [from, limit] = [Number(query['continue'] ?? 0), Number(query['limit'])];
    const rest = from + limit < items.length ? { continue: `${from + limit}` } : {};
    return { metadata: { ...metadata, ...rest }, items: items.slice(from, from + limit) } as T;
  };
  return {
    site: { ...site, api: { ...site.api, get: inParts } } as Site,
    asked,
    /** How many are available, as the controller says it. */
    set: (availableReplicas: number) => change('replicasets/shop-abc', { status: { availableReplicas } }),
    /** The Deployment as it may be read. */
    next: (resourceVersion: string, availableReplicas: number) =>
      ({ ...home, metadata: { ...home.metadata, resourceVersion }, status: { replicas: count, availableReplicas } }) as unknown as Workload,
    break(name: string) {
      const waiting = { reason: 'ImagePullBackOff', message: 'there is none' };
      change(`pods/${name}`, { status: { phase: 'Pending', containerStatuses: [{ name: 'shop', state: { waiting } }] } });
    },
  };
}

test.each([0, 1, 100, 101, 350])('all of %i pods are listed, in parts, without what they are made from', async (count) => {
  const { site, asked } = manyPods(count);
  const { metadata, items } = await listPods(site, { labelSelector: 'app=shop' }, never);
  expect(metadata.resourceVersion).toBe('1');
  expect(new Set(items.map((pod) => pod.metadata.name)).size).toBe(count);
  expect(asked).toHaveLength(Math.max(1, Math.ceil(count / 100)));
  expect(asked.every((query) => query['labelSelector'] === 'app=shop')).toBe(true);
  for (const pod of items) expect(pod).toEqual(fakePodAsListed(pod.metadata.name));
});

function fakePodAsListed(name: string) {
  const { metadata, status } = startedTwice(name);
  return { metadata, status };
}

afterEach(() => void vi.useRealTimers());

const ofOneMoment = (asked: readonly Readonly<Record<string, string>>[]) => asked.filter((query) => query['continue'] === undefined).length;

test('of few pods each look lists them', async () => {
  const { site, asked } = manyPods(4);
  const fleet = workloadFleet(site);
  for (let look = 0; look < 3; look++) expect(await fleet.progress(never)).toMatchObject({ available: 4, settled: false });
  expect(ofOneMoment(asked)).toBe(3);
});

test('of many pods none is looked at as long as more of them become ready', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { site, asked, set } = manyPods(400);
  const fleet = workloadFleet(site);
  for (let ready = 0; ready < 400; ready += 50) {
    set(ready);
    expect(await fleet.progress(never)).toMatchObject({ available: ready, settled: false });
    vi.advanceTimersByTime(4_000);
  }
  expect(asked).toHaveLength(0);
});

test('of many pods those that keep the others are found when none becomes ready for 5 s', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { site, asked, set, break: broken } = manyPods(400);
  const fleet = workloadFleet(site);
  set(399);
  expect(await fleet.progress(never)).toMatchObject({ available: 399, settled: false });
  broken('shop-7');
  vi.advanceTimersByTime(4_900);
  expect(await fleet.progress(never)).not.toHaveProperty('failed');
  expect(asked).toHaveLength(0);
  vi.advanceTimersByTime(100);
  const failed = 'pod shop-7, container shop: ImagePullBackOff: there is none';
  expect(await fleet.progress(never)).toMatchObject({ available: 399, failed });
  expect(await fleet.progress(never)).toMatchObject({ available: 399, failed });
  expect(ofOneMoment(asked)).toBe(1);
  vi.advanceTimersByTime(2_000);
  expect(await fleet.progress(never)).toMatchObject({ failed });
  expect(ofOneMoment(asked)).toBe(2);
});

test.each([
  ['StatefulSet', { updated: 6, existing: 10, available: 9 }, 5],
  ['DaemonSet', { updated: 6, existing: 10, available: 10 }, 6],
  ['DaemonSet', { updated: 1, existing: 10, available: 5 }, 0],
  ['ReplicaSet', { updated: 10, existing: 10, available: 7 }, 7],
  ['ReplicaSet', { updated: 6, existing: 10, available: 9 }, 40],
])('of a %s with %o pods %i of the revision are available', async (kind, numbers, available) => {
  const { site, set } = manyPods(400);
  set(40);
  const counts = { wanted: 10, serving: 10, settled: false, ...numbers };
  expect(await availableOf(site, { labels: { 'pod-template-hash': 'abc' }, owner: { kind, name: 'shop-abc' } }, counts, never)).toBe(
    available,
  );
});

test('many pods of a next track are counted when they have been whole, and again only after a while', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { site, asked, next } = manyPods(400);
  const tally = tallies(site);
  const look = (version: string, available: number, settled: boolean) => tally(next(version, available), settled, never);
  expect(await look('1', 10, false)).toEqual({ available: 10, restarts: null });
  expect(await look('2', 390, false)).toEqual({ available: 390, restarts: null });
  expect(asked).toHaveLength(0);
  expect(await look('3', 400, true)).toEqual({ available: 400, restarts: 800 });
  expect(await look('3', 400, true)).toEqual({ available: 400, restarts: 800 });
  expect(await look('4', 399, false)).toEqual({ available: 399, restarts: 800 });
  expect(ofOneMoment(asked)).toBe(1);
  vi.advanceTimersByTime(2_000);
  expect(await look('4', 399, false)).toEqual({ available: 400, restarts: 800 });
  expect(await look('5', 400, true)).toEqual({ available: 400, restarts: 800 });
  expect(ofOneMoment(asked)).toBe(2);
  vi.advanceTimersByTime(2_000);
  expect(await look('5', 400, true)).toEqual({ available: 400, restarts: 800 });
  expect(ofOneMoment(asked)).toBe(3);
  expect(await tally({ ...next('1', 5), metadata: { name: 'shop-next', uid: 'another', resourceVersion: '5' } }, false, never)).toEqual({
    available: 5,
    restarts: null,
  });
});

test('beside many pods all that a rollout made is read now and again, and where a Deployment is told something else', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { metadata, ...made } = fakeDeployment('shop-next', 400, { app: 'shop' }, { app: 'shop' });
  const next = { ...made, metadata: { ...metadata, labels: { [TRACK]: 'shop-next' } } } as unknown as Workload & Resource;
  const { site } = fakeCluster([fakeDeployment('shop', 400, {}, {}), next]);
  const get = vi.spyOn(site.api, 'get');
  const beside = readsBeside(site);
  const look = async (pods: number, more: object = {}, generation = 1) => {
    get.mockClear();
    const seen = { ...next, ...more, metadata: { ...next.metadata, generation } };
    const { owned, scaler } = await beside.read({ home: null, next: seen, pods }, never);
    expect(owned).toEqual({ deployment: { ...seen, kind: 'Deployment' }, service: null, budget: null, scaler: null });
    expect(scaler).toBeNull();
    return get.mock.calls.length;
  };
  expect(await look(400)).toBe(5);
  expect(await look(400, { status: { availableReplicas: 7 } })).toBe(0);
  expect(await look(400, {}, 2)).toBe(5);
  vi.advanceTimersByTime(7_900);
  expect(await look(400, {}, 2)).toBe(0);
  vi.advanceTimersByTime(100);
  expect(await look(400, {}, 2)).toBe(5);
  beside.forget();
  expect(await look(400, {}, 2)).toBe(5);
  expect(await look(200, {}, 2)).toBe(5);
});

test('what was read is read again when its time is over, of something else, and when it was changed', async () => {
  let [time, reads] = [0, 0];
  const { read, forget } = rarely<number>(() => time);
  const ask = (key: string, milliseconds = 5) => read(key, milliseconds, async () => ++reads);
  expect([await ask('a'), await ask('a')]).toEqual([1, 1]);
  time = 5;
  expect([await ask('a'), await ask('a', 0), await ask('b'), await ask('b')]).toEqual([2, 3, 4, 4]);
  forget();
  expect(await ask('b')).toBe(5);
  await expect(read('c', 5, () => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
  expect(await ask('c')).toBe(6);
});
