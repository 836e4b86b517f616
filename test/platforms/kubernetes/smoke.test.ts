import { beforeAll, expect, test, vi } from 'vitest';
import { kubernetesSmokeTest } from '../../../src/platforms/kubernetes/smoke.ts';
import { echoDeployment } from '../../fakes/kubernetes.ts';
import { never, newName, siteOf } from './looked-at.ts';
import { openRoom, type Room } from './room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

type Settings = Readonly<Record<string, unknown>>;

async function serving(version: string, replicas = 1) {
  const name = newName();
  await room.apply(...echoDeployment({ name, version, replicas, drain: 0 }));
  await room.whole(`deployment/${name}`);
  const pods = (await room.list('pods', `app=${name}`)).map(({ metadata }) => metadata.name);
  const smokeTest = (settings: Settings) => kubernetesSmokeTest(siteOf(room.name, name, { 'smoke-test': settings }));
  return { name, pods, smokeTest };
}

test('passes where every answer through the Service is a good one that holds the text', async () => {
  const { smokeTest } = await serving('v1', 2);
  expect(await smokeTest({ path: '/', contains: 'v1', times: 4 }).ask('service', never)).toBeNull();
  expect(await smokeTest({ path: '/a?b=c', times: 1 }).ask('service', never)).toBeNull();
});

test('says what was answered instead', async () => {
  const { name, smokeTest } = await serving('v1');
  expect(await smokeTest({ path: '/', contains: 'v2', times: 2 }).ask('service', never)).toBe(
    `http://${name}/ answered 200 without the text "v2" (request 1 of 2).`,
  );
  const broken = await serving('broken');
  expect(await broken.smokeTest({ path: '/' }).ask('service', never)).toContain('answered 500 instead of 2xx');
});

test('asks the pods that are named', async () => {
  const { pods, smokeTest } = await serving('v1', 2);
  const test = smokeTest({ path: '/', contains: 'v1' });
  expect(await test.ask({ instances: pods }, never)).toBeNull();
  expect(await test.ask({ instances: [...pods, 'gone'] }, never)).toContain('http://gone/ answered 404 instead of 2xx');
});

test('asks any one pod of a track once', async () => {
  const { name, pods, smokeTest } = await serving('v1', 2);
  expect(await smokeTest({ path: '/', contains: 'v1', times: 3 }).ask({ oneOf: name }, never)).toBeNull();
  const wrong = await smokeTest({ path: '/', contains: 'v2', times: 3 }).ask({ oneOf: name }, never);
  expect(pods.map((pod) => `http://${pod}/ answered 200 without the text "v2" (request 1 of 1).`)).toContain(wrong);
});

test('waits for the endpoints of a pod that is ready, and says so where none ever is', async () => {
  const name = newName();
  const [workload, service] = echoDeployment({ name, replicas: 0, drain: 0 });
  await room.apply(workload, service);
  const test = kubernetesSmokeTest(siteOf(room.name, name, { 'smoke-test': { path: '/' } }));
  expect(await test.ask('service', never)).toContain('did not answer within 5s');
  // As long as a machine may need until the pod is there.
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(never);
  const asked = test.ask('service', never);
  await room.kubectl('scale', `deployment/${name}`, '--replicas=1');
  expect(await asked).toBeNull();
  vi.restoreAllMocks();
});

test('ends at once on abort', async () => {
  const name = newName();
  await room.apply(...echoDeployment({ name, replicas: 0 }));
  const test = kubernetesSmokeTest(siteOf(room.name, name, { 'smoke-test': { path: '/' } }));
  await expect(test.ask('service', AbortSignal.timeout(300))).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('passes where no smoke test is wanted', async () => {
  expect(await kubernetesSmokeTest(siteOf(room.name, newName())).ask('service', never)).toBeNull();
});
