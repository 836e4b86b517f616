import { expect, test } from 'vitest';
import { echoDeployment, type Namespace, newNamespace } from '../../../fakes/kubernetes.ts';
import { start } from '../../../load/generator.ts';
import { job, manifestRepository } from './written.ts';

/** What the pods of a version are, and what lies beside them. */
async function seen(namespace: Namespace) {
  const { spec, metadata } = await namespace.read('deployment/echo');
  const [container] = spec.template.spec.containers;
  const names = async (kind: string) => (await namespace.list(kind)).map((one) => one.metadata.name).toSorted();
  return {
    image: container.image as string,
    config: container.envFrom[0].configMapRef.name as string,
    annotations: Object.keys(metadata['annotations'] ?? {}).filter((name) => name.startsWith('sluice')),
    configMaps: (await names('configmaps')).filter((name) => name !== 'kube-root-ca.crt'),
    jobs: await names('jobs'),
    deployments: await names('deployments'),
  };
}

const ONE = { image: 'sluice.test/echo:v1', config: 'echo', annotations: [], jobs: [], deployments: ['echo'] };
const JOBS = [job('migrate', 'before', 0), job('announce', 'after', 0)];

test('a first deployment makes all of it, and a later version has its own configuration beside it', async () => {
  const namespace = await newNamespace();
  const { act, write } = await manifestRepository(namespace);
  await write({ MODE: 'one' }, ...JOBS);
  const first = await act('canary-step', { version: 'v1', weight: '25, 50' });
  expect(first.outputs, first.stdout).toMatchObject({ outcome: 'promoted', reason: 'first-deployment' });
  expect(await seen(namespace)).toEqual({ ...ONE, configMaps: ['echo', 'sluice-echo-production'] });

  const load = start({ url: await namespace.url('echo'), rate: 100 });
  await write({ MODE: 'two' }, ...JOBS);
  const planned = await act('blue-green-switch', { version: 'v2', 'dry-run': 'true' });
  expect(planned.stdout).toMatch(/^would apply ConfigMap echo-[0-9a-f]{8}, Service echo$/m);
  expect(planned.stdout).toMatch(/^would run Job migrate before the first pod\nwould run Job announce after the promotion$/m);
  expect(await seen(namespace)).toEqual({ ...ONE, configMaps: ['echo', 'sluice-echo-production'] });
  const switched = await act('blue-green-switch', { version: 'v2', until: 'switched' });
  expect(switched.outputs, switched.stdout).toMatchObject({ outcome: 'switched' });
  const beside = await seen(namespace);
  expect(beside).toMatchObject({ ...ONE, jobs: [expect.stringMatching(/^migrate-/)], deployments: ['echo', 'echo-next'] });
  const copy = beside.configMaps.find((name) => /^echo-[0-9a-f]{8}$/.test(name)) as string;
  const next = (await namespace.read('deployment/echo-next'))['spec'].template.spec.containers[0];
  expect(next).toMatchObject({ image: 'sluice.test/echo:v2', envFrom: [{ configMapRef: { name: copy } }] });

  const back = await act('rollback');
  expect(back.outputs, back.stdout).toMatchObject({ outcome: 'rolled-back' });
  expect(await seen(namespace)).toMatchObject(ONE);
  const { requests, failed, byVersion } = await load.stop();
  console.log(`${failed} of ${requests} failed`, byVersion);
  expect(failed).toBe(0);
});

test('a first deployment that cannot get ready pauses, and a fixed version takes its place', async () => {
  const namespace = await newNamespace();
  const { act, write } = await manifestRepository(namespace);
  await write({});
  const bad = await act('blue-green-switch', { version: 'crash' });
  expect(bad.outputs, bad.stdout).toMatchObject({ outcome: 'paused', reason: 'no-previous-version' });
  const good = await act('blue-green-switch', { version: 'v1' });
  expect(good.outputs, good.stdout).toMatchObject({ outcome: 'promoted' });
  expect(await seen(namespace)).toMatchObject(ONE);
});

test('a version keeps its configuration when it comes back', async () => {
  const namespace = await newNamespace();
  const { act, write } = await manifestRepository(namespace);
  await write({ MODE: 'one' });
  const first = await act('blue-green-switch', { version: 'v1' });
  expect(first.outputs, first.stdout).toMatchObject({ outcome: 'promoted', reason: 'first-deployment' });
  const load = start({ url: await namespace.url('echo'), rate: 100 });
  await write({ MODE: 'two' }, ...JOBS);
  const promoted = await act('blue-green-switch', { version: 'v2' });
  expect(promoted.outputs, promoted.stdout).toMatchObject({ outcome: 'promoted' });
  const two = { ...ONE, image: 'sluice.test/echo:v2', config: expect.stringMatching(/^echo-[0-9a-f]{8}$/) };
  expect(await seen(namespace)).toMatchObject(two);
  expect((await act('blue-green-switch', { version: 'v2' })).outputs).toMatchObject({ outcome: 'unchanged' });
  const back = await act('rollback', { to: 'v1' });
  expect(back.outputs, back.stdout).toMatchObject({ outcome: 'rolled-back' });
  expect(await seen(namespace)).toMatchObject(ONE);
  const { requests, failed, byVersion } = await load.stop();
  console.log(`${failed} of ${requests} failed`, byVersion);
  expect(failed).toBe(0);
});

test('configuration that breaks a version goes back with it, and a Job that fails keeps all as it was', async () => {
  const namespace = await newNamespace();
  const { act, write } = await manifestRepository(namespace);
  await write({});
  expect((await act('rolling', { version: 'v1', 'on-failure': 'pause' })).outputs).toMatchObject({ outcome: 'promoted' });
  const { spec: before } = await namespace.read('deployment/echo');
  const load = start({ url: await namespace.url('echo'), rate: 50 });

  await write({}, job('migrate', 'before', 3));
  const failed = await act('rolling', { version: 'v2' });
  expect(failed.outputs, failed.stdout).toMatchObject({ outcome: 'rolled-back', reason: 'update-failed' });
  expect(failed.outputs['message']).toContain('migrate');
  expect(failed.stdout).toContain('v2 ends at once with 3, as it was told');
  expect((await namespace.read('deployment/echo'))['spec']).toEqual(before);
  expect(await namespace.list('jobs')).toEqual([]);

  await write({}, job('announce', 'after', 4));
  const warned = await act('rolling', { version: 'v2' });
  expect(warned.outputs, warned.stdout).toMatchObject({ outcome: 'promoted' });
  expect(warned.outputs['message']).toMatch(/^2 of 2 instances run it; Job announce-\w+ failed: /);
  expect(warned.stdout).toContain('v2 ends at once with 4, as it was told');
  expect(await namespace.list('jobs')).toEqual([]);
  const { requests, failed: lost } = await load.stop();
  console.log(`${lost} of ${requests} failed`);
  expect(lost).toBe(0);

  await write({ FAIL_RATE: '1' });
  const bad = await act('blue-green-switch', { version: 'v3' });
  expect(bad.outputs, bad.stdout).toMatchObject({ outcome: 'rolled-back', reason: 'smoke-test-failed' });
  expect(await seen(namespace)).toMatchObject({ image: 'sluice.test/echo:v2', config: 'echo', deployments: ['echo'] });
});

test('a Deployment that was there before manifests came is adopted, and can be gone back to', async () => {
  const namespace = await newNamespace();
  const { act, write } = await manifestRepository(namespace);
  await write({ MODE: 'one' });
  const [config, workload, service] = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'echo' }, data: { MODE: 'zero' } },
    ...theirs(),
  ] as const;
  await namespace.apply(config, workload, service);
  await namespace.whole('deployment/echo');
  const { spec: before } = await namespace.read('deployment/echo');
  const deployed = await act('rolling', { version: 'v2' });
  expect(deployed.outputs, deployed.stdout).toMatchObject({ outcome: 'promoted', 'previous-version': 'v1' });
  const now = await seen(namespace);
  expect(now.config).toMatch(/^echo-[0-9a-f]{8}$/);
  const same = await act('rolling', { version: 'v2' });
  expect(same.outputs, same.stdout).toMatchObject({ outcome: 'unchanged' });
  const back = await act('rollback', { to: 'previous' });
  expect(back.outputs, back.stdout).toMatchObject({ outcome: 'rolled-back' });
  expect((await namespace.read('deployment/echo'))['spec'].template).toEqual(before.template);
});

/** As somebody applied it, long ago: another label, and a sidecar's variable that the manifests do not have. */
function theirs() {
  const [workload, service] = echoDeployment({ replicas: 2, drain: 3 });
  workload['spec'].template.spec.containers[0].envFrom = [{ configMapRef: { name: 'echo' } }];
  workload['spec'].template.spec.containers[0].env.push({ name: 'OLD', value: 'yes' });
  return [workload, service] as const;
}
