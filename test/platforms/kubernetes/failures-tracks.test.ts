import { beforeAll, expect, test } from 'vitest';
import { type Echo, echoDeployment, type Namespace, newNamespace, newRepository } from '../../fakes/kubernetes.ts';
import { written } from './compared.ts';
import { openRoom, type Room } from './room.ts';
import { openShop } from './shop.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return room.close;
});

/** A switch to v2 for which there is no room: home must be what it was, and nothing of the next track left. */
async function findsNoRoom(echo: Echo, prepare: (namespace: Namespace) => Promise<void>, said: RegExp) {
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment(echo));
  await namespace.whole('deployment/echo');
  await prepare(namespace);
  const before = await written(namespace, 'deployment/echo');
  const { act } = await newRepository(namespace, { rollout: { 'progress-deadline': '5m', 'bake-time': '0s' } });
  const { outputs, stdout } = await act('blue-green-switch', { version: 'v2' });
  expect(outputs, stdout).toMatchObject({ outcome: 'rolled-back', reason: 'unready' });
  expect(stdout).toMatch(said);
  expect(await written(namespace, 'deployment/echo')).toEqual(before);
  expect(await namespace.list('deployments,services,replicasets,pods', 'sluice-actions.github.io/track')).toEqual([]);
}

test('goes back long before the deadline where no pod of the next track finds a node', () =>
  findsNoRoom(
    { replicas: 1, container: { ports: [{ containerPort: 8080, hostPort: 18_342 }] } },
    async () => {},
    /pod echo-next-\S+: FailedScheduling: 0\/\d+ nodes are available/,
  ));

test('goes back long before the deadline where a quota lets no pod of the next track be made', () =>
  findsNoRoom(
    { replicas: 2 },
    (namespace) => namespace.apply({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'few' }, spec: { hard: { pods: '2' } } }),
    /no pod of deployment echo-next can be made: FailedCreate: .*exceeded quota: few/,
  ));

test('bad, bad and good, then bad over a good canary: each bad one goes back and the good one goes live, unnoticed', {
  timeout: 240_000,
}, async () => {
  const shop = await openShop(room, 'mixed', { replicas: 2 });
  const before = await shop.said();
  const step = async (action: string, inputs: Record<string, string>, outcome: string) => {
    const { outputs, stdout } = await shop.act(action, inputs);
    expect(outputs['outcome'], `${action} ${inputs['version']}\n${stdout}`).toBe(outcome);
  };
  await step('blue-green-switch', { version: 'crash' }, 'rolled-back');
  await shop.whole(before, 'v1');
  await step('canary-step', { version: 'v9', weight: '50' }, 'rolled-back');
  await shop.whole(before, 'v1');
  await step('blue-green-switch', { version: 'v2' }, 'promoted');
  await shop.whole(before, 'v2');
  await step('canary-step', { version: 'v3', weight: '50' }, 'canary');
  await step('blue-green-switch', { version: 'crash' }, 'refused');
  await step('blue-green-switch', { version: 'crash', 'on-busy': 'supersede' }, 'rolled-back');
  await shop.whole(before, 'v2');
  await step('canary-step', { version: 'v3', weight: '50' }, 'canary');
  await step('rolling', { version: 'crash', 'on-busy': 'supersede' }, 'rolled-back');
  await shop.whole(before, 'v2');
  await shop.served();
});
