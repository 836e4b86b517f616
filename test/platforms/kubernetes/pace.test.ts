import { expect, test } from 'vitest';
import { type Echo, echoDeployment, newNamespace } from '../../fakes/kubernetes.ts';
import { withImage, written } from './compared.ts';
import { never, toldOf } from './told.ts';

const PACES = [
  {
    kind: 'Deployment',
    spec: {},
    within: 'strategy',
    rollout: { 'max-surge': '50%', 'max-unavailable': '0' },
    pace: { maxSurge: '50%', maxUnavailable: 0 },
  },
  {
    kind: 'DaemonSet',
    spec: {},
    within: 'updateStrategy',
    rollout: { 'max-unavailable': '50%' },
    pace: { maxUnavailable: '50%' },
  },
  { kind: 'StatefulSet', spec: { minReadySeconds: 1 }, within: 'updateStrategy', rollout: {}, pace: {} },
] satisfies readonly { kind: Echo['kind']; spec: object; within: string; rollout: object; pace: object }[];

test.each(PACES)('a $kind rolls at the pace that was asked for, and gets its own back', async ({ kind, spec, within, rollout, pace }) => {
  const object = `${kind.toLowerCase()}/echo`;
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment({ kind, replicas: 1, spec }));
  await namespace.whole(object);
  const before = await written(namespace, object);
  const told = toldOf(namespace, { workload: object, rollout: { ...rollout, 'min-ready': '2s' } });
  await told.tell('v2');
  const during = await written(namespace, object);
  expect(during.spec['minReadySeconds']).toBe(2);
  expect(during.spec[within].rollingUpdate).toMatchObject(pace);
  await told.until((view) => view.settled);
  await told.settle(never);
  expect(await written(namespace, object)).toEqual(withImage(before, 'sluice.test/echo:v2'));
});

test('leaves the pace that somebody else set in the middle', async () => {
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment({ replicas: 1 }));
  await namespace.whole('deployment/echo');
  const told = toldOf(namespace, { rollout: { 'min-ready': '2s', 'max-surge': '2' } });
  await told.tell('v2');
  await namespace.kubectl('patch', 'deployment/echo', '--patch', '{"spec":{"minReadySeconds":7}}');
  await told.settle(never);
  const { spec } = await written(namespace, 'deployment/echo');
  expect([spec['minReadySeconds'], spec['strategy'].rollingUpdate.maxSurge]).toEqual([7, '25%']);
});
