import { expect, test } from 'vitest';
import { type Echo, echoDeployment, type Namespace, newNamespace, newRepository } from '../../fakes/kubernetes.ts';
import { written } from './compared.ts';
import { toldOf } from './told.ts';

/** Rolls three pods of v1 to a version that fails; the workload must then be what it was, and whole. */
async function fails(version: string, echo: Echo = {}, deadline = '5m', prepare = async (_namespace: Namespace) => {}) {
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment(echo));
  await namespace.whole('deployment/echo');
  await prepare(namespace);
  const before = await written(namespace, 'deployment/echo');
  const { act } = await newRepository(namespace, { rollout: { 'bake-time': '0s', 'progress-deadline': deadline } });
  const result = await act('rolling', { version });
  expect(result.outputs['outcome'], result.stdout).toBe('rolled-back');
  expect(await written(namespace, 'deployment/echo')).toEqual(before);
  await namespace.whole('deployment/echo');
  return result;
}

test('goes back from an image that cannot be pulled, long before the deadline', async () => {
  const { outputs, stdout } = await fails('v9');
  expect(outputs['reason']).toBe('unready');
  expect(stdout).toMatch(/pod echo-\S+, container echo: \w*Image\w*: .*sluice\.test\/echo:v9/);
});

test('goes back from a crash loop with what Kubernetes says of it, and the last lines of its log', async () => {
  const { outputs, stdout, summary } = await fails('crash');
  expect(outputs['reason']).toBe('unready');
  expect(stdout).toMatch(/container echo: CrashLoopBackOff: it ended with 1: back-off/);
  const last = 'crash ends at once with 1, as it was told';
  expect(stdout).toContain(last);
  expect(summary).toContain(last);
});

test('goes back at the deadline from pods that never become ready, with what their probe says', async () => {
  const { outputs, stdout } = await fails('unready', {}, '20s');
  expect(outputs['reason']).toBe('progress-deadline');
  expect(stdout).toContain('Readiness probe failed: HTTP probe failed with statuscode: 503');
});

test('goes back where what a pod is configured by is not there', async () => {
  const container = { env: [{ name: 'DRAIN', valueFrom: { configMapKeyRef: { name: 'settings', key: 'drain' } } }] };
  const namespace = await newNamespace();
  const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { drain: '1s' } };
  await namespace.apply(settings, ...echoDeployment({ container }));
  await namespace.whole('deployment/echo');
  await namespace.kubectl('delete', 'configmap/settings');
  const told = toldOf(namespace);
  await told.tell('v2');
  const { failed } = await told.until((view) => view.failed !== undefined);
  expect(failed).toMatch(/container echo: CreateContainerConfigError: configmap "settings" not found/);
});

test('goes back from a pod that finds no node', async () => {
  const spec = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
  const ports = [{ containerPort: 8080, hostPort: 18_341 }];
  const { outputs, stdout } = await fails('v2', { replicas: 1, spec, container: { ports } });
  expect(outputs['reason']).toBe('unready');
  expect(stdout).toMatch(/pod echo-\S+: FailedScheduling: 0\/1 nodes are available/);
});

test('goes back where a quota lets no pod be made', async () => {
  const spec = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
  const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'few' }, spec: { hard: { pods: '3' } } };
  const { outputs, stdout } = await fails('v2', { spec }, '5m', (namespace) => namespace.apply(quota));
  expect(outputs['reason']).toBe('unready');
  expect(stdout).toMatch(/no pod of deployment echo can be made: FailedCreate: .*exceeded quota: few/);
});
