import { expect, test } from 'vitest';
import { until } from '../../contracts/until.ts';
import { echoDeployment, newNamespace, newRepository } from '../../fakes/kubernetes.ts';
import { written } from './compared.ts';
import { scalerOf } from './scaler-of.ts';

const SETTINGS = { rollout: { 'progress-deadline': '40s', 'bake-time': '0s' } };
const HPA = 'horizontalpodautoscaler/echo';
const NEXT = 'horizontalpodautoscaler/echo-next';

test('what has grown while it served is as large at home before it has the traffic again, and the autoscaler is as it was', async () => {
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment({ replicas: 1, drain: 1 }), scalerOf('echo'));
  await namespace.whole('deployment/echo');
  const before = await written(namespace, HPA);
  const { act } = await newRepository(namespace, SETTINGS);
  const done = async (action: string, inputs: Record<string, string>, outcome: string) => {
    const { outputs, stdout } = await act(action, inputs);
    expect(outputs['outcome'], stdout).toBe(outcome);
    return stdout;
  };
  /** As its autoscaler makes it under a load. */
  const grow = async () => {
    await namespace.kubectl('patch', NEXT, '--type=merge', '--patch', JSON.stringify({ spec: { minReplicas: 2 } }));
    await until(async () => (await namespace.read('deployment/echo-next'))['status'].readyReplicas === 2);
  };
  const size = async () => (await namespace.read('deployment/echo'))['spec'].replicas;
  const rest = async () => {
    expect(await written(namespace, HPA)).toEqual(before);
    expect((await namespace.list('horizontalpodautoscalers')).map(({ metadata }) => metadata.name)).toEqual(['echo']);
  };

  await done('blue-green-switch', { version: 'v2', until: 'switched' }, 'switched');
  await grow();
  expect(await done('rollback', {}, 'rolled-back')).toMatch(/scale echo to 2[\s\S]*shift echo 0 % → 100 %/);
  expect(await size()).toBe(2);
  await rest();
  await namespace.kubectl('scale', 'deployment/echo', '--replicas=1');

  await done('canary-step', { version: 'v2', weight: '100' }, 'canary');
  await grow();
  expect(await done('promote', {}, 'promoted')).toMatch(/bring echo[\s\S]*scale echo to 2[\s\S]*shift echo 0 % → 100 %/);
  expect(await size()).toBe(2);
  await rest();
});
