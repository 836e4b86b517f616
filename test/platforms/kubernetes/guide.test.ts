import { beforeAll, expect, test } from 'vitest';
import { until } from '../../contracts/until.ts';
import { openPages } from './guide-page.ts';
import { openRoom, type Room } from './room.ts';
import { openExample } from './workflow.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

test.each(['kubernetes.md', 'kubernetes-tracks.md'])('what %s shows of the example is in it', async (file) => {
  await (await openPages([file])).expectInExample();
});

test('the guide shows what is printed', async () => {
  const page = await openPages(['kubernetes.md']);
  const { deploy } = await openExample(room);
  const expectShown = (name: string, printed: string) => page.expectShown(name, printed, room.name);
  expectShown('rolling', (await deploy('v2')).stdout);
  expectShown('crash', (await deploy('crash')).stdout);

  await room.kubectl('set', 'image', 'deployment/shop', 'shop=sluice.test/echo:none');
  await until(async () => (await room.read('deployment/shop'))['status'].updatedReplicas === 1);
  expectShown('underway', (await deploy('v3')).stdout);
  await room.kubectl('rollout', 'undo', 'deployment/shop');
  await room.whole('deployment/shop');

  const role = await room.read('role/deploy-shop');
  const rules = role['rules'].map((rule: { verbs: string[] }) => ({ ...rule, verbs: rule.verbs.filter((verb) => verb !== 'patch') }));
  await room.kubectl('patch', 'role/deploy-shop', '--type=merge', '--patch', JSON.stringify({ rules }));
  expectShown('rights', (await deploy('v3')).stdout);
  expect(page.unseen()).toEqual([]);
});
