import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import type { List, Resource } from '../../../src/platforms/kubernetes/api/api.ts';
import { kubernetesSmokeTest } from '../../../src/platforms/kubernetes/smoke.ts';
import { beside, besideOf } from './beside.ts';
import { written } from './compared.ts';
import { never } from './looked-at.ts';
import { openRoom, type Room } from './room.ts';

const target = (version: string, spec = 'spec') => ({ version, spec });
const v2 = target('v2');

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

test('brings up a track beside home, scales it, replaces it, and takes away all that it made', async () => {
  const made = await beside(room, { replicas: 2 });
  const { name, next, tracks, until } = made;
  await room.apply({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name },
    spec: { minAvailable: 1, selector: { matchLabels: { app: name } } },
  });
  const absent = { name: next, version: null, spec: null, mixed: false, wanted: 0, ready: 0, restarts: 0 };
  const before = await until(({ home }) => home.ready === 2);
  expect(before.home).toEqual({ name, version: 'v1', spec: null, mixed: false, wanted: 2, ready: 2, serving: 2 });
  expect(before).toMatchObject({ full: 2, next: absent });
  expect(before.next.remains).toBeUndefined();
  const home = await written(room, `deployment/${name}`);

  await tracks.deploy(next, v2, 1, never);
  expect((await until((both) => both.next.ready === 1)).next).toEqual({ ...absent, ...v2, wanted: 1, ready: 1 });
  const first = await room.read(`deployment/${next}`);
  await tracks.deploy(next, v2, 1, never);
  expect((await room.read(`deployment/${next}`)).metadata['generation']).toBe(first.metadata['generation']);
  await tracks.deploy(next, v2, 2, never);
  await until((both) => both.next.wanted === 2 && both.next.ready === 2);
  await tracks.scale(next, 1, never);
  // Also before its controller has seen it.
  expect((await made.look()).next).toMatchObject({ wanted: 1, ready: expect.toSatisfy((ready: number) => ready >= 1) });

  await tracks.deploy(next, target('v3'), 1, never);
  expect((await until((both) => both.next.ready === 1)).next).toMatchObject(target('v3'));
  expect((await room.read(`deployment/${next}`)).metadata['uid']).not.toBe(first.metadata['uid']);

  await tracks.retire(next, never);
  expect(await besideOf(room, made)).toEqual([]);
  const after = await made.look();
  expect([after.next, after.next.remains]).toEqual([absent, undefined]);
  expect(await written(room, `deployment/${name}`)).toEqual(home);
  await tracks.retire(next, never);
});

test('makes no pod of another version before the last one of a track was told to end', async () => {
  const made = await beside(room, { replicas: 1 });
  const { next, tracks } = made;
  const query = { labelSelector: `sluice-actions.github.io/track=${next}` };
  await tracks.deploy(next, v2, 1, never);
  await made.until((both) => both.next.ready === 1);
  const [owner] = await room.list('replicasets', query.labelSelector);
  const hold = (finalizers: readonly string[]) =>
    room.kubectl('patch', `replicaset/${owner?.metadata.name}`, '--type=merge', '-p', JSON.stringify({ metadata: { finalizers } }));
  await hold(['sluice.test/held']);
  const serving: number[] = [];
  let released: Promise<unknown> | null = null;
  const replacing = made.again(async (write) => {
    const list = await made.site.api.get<List<Resource>>(`/api/v1/namespaces/${room.name}/pods`, never, query);
    serving.push(list?.items.filter(({ metadata }) => metadata.deletionTimestamp === undefined).length ?? 0);
    const done = await write();
    released ??= sleep(500).then(() => hold([]));
    return done;
  });
  await replacing.deploy(next, target('v3'), 1, never);
  await released;
  // As the old one was deleted, and as the other one was made.
  expect(serving).toEqual([1, 0]);
});

test("brings home to the version at home's own pace and counts it whole when its controller does, then leaves it as it was written", async () => {
  const made = await beside(room, { replicas: 2 }, (workload) => workload, { rollout: { 'max-surge': '1', 'max-unavailable': '1' } });
  const { name, next, tracks, until } = made;
  await until(({ home }) => home.ready === 2);
  const before = await written(room, `deployment/${name}`);
  await tracks.deploy(next, v2, 2, never);
  await until((both) => both.next.ready === 2);
  await tracks.deploy(name, v2, 2, never);
  const rolling = await made.look();
  expect(rolling.home).toMatchObject({ ...v2, wanted: 2, ready: expect.toSatisfy((ready: number) => ready < 2) });
  const { home } = await until((both) => both.home.ready === 2);
  expect(home).toEqual({ name, ...v2, mixed: false, wanted: 2, ready: 2, serving: 2 });
  const pods = (await room.list('pods', `app=${name}`)).filter(({ metadata }) => metadata['deletionTimestamp'] === undefined);
  expect(new Set(pods.map(({ spec }) => spec.containers[0].image))).toEqual(new Set(['sluice.test/echo:v2']));

  await tracks.retire(next, never);
  expect(await made.look()).toMatchObject({ home: { version: 'v2', spec: null, ready: 2 }, next: { wanted: 0 } });
  const { spec } = before;
  const text = JSON.stringify({ ...before, spec }).replace('sluice.test/echo:v1', 'sluice.test/echo:v2');
  expect(await written(room, `deployment/${name}`)).toEqual(JSON.parse(text));
});

test('says in the words of Kubernetes why a track cannot become ready, and how many times it was started again', async () => {
  const bad = async (version: string) => {
    const made = await beside(room, { replicas: 1 });
    await made.tracks.deploy(made.next, target(version), 1, never);
    const { home, next } = await made.until((both) => both.next.failed === true);
    expect(home.failed).toBeUndefined();
    return next;
  };
  const [missing, crash] = await Promise.all([bad('missing'), bad('crash')]);
  expect(missing).toMatchObject({
    ready: 0,
    version: 'missing',
    restarts: 0,
    note: expect.stringMatching(/^pod \S+-next-\S+, container echo: (ImagePullBackOff|ErrImagePull): /),
  });
  expect(crash).toMatchObject({ ready: 0, note: expect.stringMatching(/^pod \S+, container echo: CrashLoopBackOff: .*it ended with/) });
  expect(crash.restarts).toBeGreaterThan(0);
});

test('tells at once when home, the other track or their pods change', async () => {
  const made = await beside(room, { replicas: 1 });
  const { name, next, tracks, until } = made;
  await tracks.deploy(next, v2, 1, never);
  await until((both) => both.home.ready === 1 && both.next.ready === 1);
  const told = async (change: () => Promise<unknown>) => {
    await made.look();
    const changed = tracks.changed?.(AbortSignal.timeout(30_000)).then(() => performance.now());
    const began = performance.now();
    await change();
    return ((await changed) ?? Number.NaN) - began;
  };
  const slow = 10_000;
  expect(await told(() => room.kubectl('scale', `deployment/${name}`, '--replicas=2'))).toBeLessThan(slow);
  await until((both) => both.home.ready === 2);
  expect(
    await told(() => room.kubectl('delete', 'pod', '--wait=false', '--selector', `sluice-actions.github.io/track=${next}`)),
  ).toBeLessThan(slow);
  const begun = performance.now();
  await made.look();
  await tracks.changed?.(AbortSignal.timeout(1));
  expect(performance.now() - begun).toBeLessThan(slow);
});

test('the smoke test asks ready pods of the one track only, also where the others bear its label', async () => {
  const made = await beside(room, { replicas: 1 });
  const { name, next, site, tracks, until } = made;
  const asked = (track: string, contains: string) => {
    const service = { ...site.service, smokeTest: { path: '/', contains, times: 2 } };
    return kubernetesSmokeTest({ ...site, service }).ask({ track }, never);
  };
  expect(await asked(next, 'v2')).toBe('There is no instance to be asked.');
  await tracks.deploy(next, v2, 2, never);
  await until((both) => both.home.ready === 1 && both.next.ready === 2);
  const [pod] = await room.list('pods', `sluice-actions.github.io/track=${next}`);
  await room.kubectl('label', '--overwrite', `pod/${pod?.metadata.name}`, `app=${name}`);
  expect(await asked(next, 'v2')).toBeNull();
  expect(await asked(name, 'v1')).toBeNull();
  expect(await asked(next, 'v1')).toMatch(new RegExp(`^http://${next}-\\S+/ answered 200 without the text "v1" \\(request 1 of 2\\)`));
  await tracks.scale(next, 0, never);
  await until((both) => both.next.ready === 0);
  expect(await asked(next, 'v2')).toBe('There is no instance to be asked.');
  expect((await made.look()).next).toMatchObject({ wanted: 0, remains: true });
});

test('a pod that gets a share of the requests is in one budget, so that its node can be drained', async () => {
  const made = await beside(room, { replicas: 1 });
  const { name, next, tracks, until } = made;
  const spec = { maxUnavailable: 1, selector: { matchLabels: { app: name } } };
  await room.apply({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name }, spec });
  await tracks.deploy(next, v2, 1, never);
  await until((both) => both.home.ready === 1 && both.next.ready === 1);
  const [pod] = (await room.list('pods', `sluice-actions.github.io/track=${next}`)).map(({ metadata }) => metadata.name);
  await room.kubectl('label', '--overwrite', `pod/${pod}`, `app=${name}`);
  const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod }, deleteOptions: { dryRun: ['All'] } };
  const { api } = made.site;
  const evict = () => api.create(`/api/v1/namespaces/${room.name}/pods/${pod}/eviction`, eviction, never);
  // What its controller has not counted yet is not let go.
  await expect.poll(() => evict().catch(String)).toMatchObject({ status: 'Success' });
});
