import { expect, onTestFinished, test } from 'vitest';
import { until } from '../../contracts/until.ts';
import { echoDeployment, newNamespace } from '../../fakes/kubernetes.ts';
import { start } from '../../load/generator.ts';

// What the other suites take for granted of the cluster they run on.

test('has nodes that take pods', async () => {
  const nodes = await (await newNamespace()).list('nodes');
  const ready = nodes.map(({ status }) => status.conditions.find((one: { type: string }) => one.type === 'Ready').status);
  expect(new Set(ready)).toEqual(new Set(['True']));
});

test('loses no request of this machine to a ClusterIP while pods that drain are replaced', async () => {
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment({ replicas: 2, drain: 6 }));
  await namespace.whole('deployment/echo');
  const load = start({ url: await namespace.url('echo'), rate: 100 });
  onTestFinished(async () => void (await load.stop()));
  await namespace.apply(...echoDeployment({ replicas: 2, drain: 6, version: 'v2' }));
  await namespace.whole('deployment/echo');
  await until(async () => (await namespace.list('pods')).length === 2);
  const { failed, byVersion } = await load.stop();
  expect({ failed, versions: Object.keys(byVersion).sort() }).toEqual({ failed: 0, versions: ['v1', 'v2'] });
});

test('has pods that serve on after they were told to end, and no longer than they drain', async () => {
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment({ replicas: 1, drain: 15 }));
  await namespace.whole('deployment/echo');
  const pod = async () => (await namespace.list('pods'))[0];
  const load = start({ url: `http://${(await pod())?.['status'].podIP}:8080`, rate: 50 });
  onTestFinished(async () => void (await load.stop()));
  await namespace.kubectl('scale', 'deployment/echo', '--replicas=0');
  await until(async () => (await pod())?.metadata['deletionTimestamp'] !== undefined);
  const told = load.seen().requests;
  await until(async () => load.seen().requests > told + 120);
  expect(load.seen().failed).toBe(0);
  await until(async () => load.seen().failed > 0);
});

type PodStatus = {
  readonly phase: string;
  readonly containerStatuses?: readonly { restartCount: number; ready: boolean; state: { waiting?: { reason: string } } }[];
};

test.each([
  ['crash', (status: PodStatus) => (status.containerStatuses?.[0]?.restartCount ?? 0) > 0],
  ['unready', (status: PodStatus) => status.phase === 'Running' && status.containerStatuses?.[0]?.ready === false],
  ['nowhere', (status: PodStatus) => /^(ErrImagePull|ImagePullBackOff)$/.test(status.containerStatuses?.[0]?.state.waiting?.reason ?? '')],
])('has a version that is known to fail: %s', async (version, fails) => {
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment({ replicas: 1, version }));
  await until(async () => (await namespace.list('pods')).some(({ status }) => fails(status)));
});
