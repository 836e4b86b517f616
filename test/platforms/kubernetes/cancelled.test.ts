import { beforeAll, describe, expect, test } from 'vitest';
import { openRoom, type Room } from './room.ts';
import { openShop } from './shop.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return room.close;
});

type Case = {
  readonly name: string;
  readonly action: string;
  readonly inputs: Record<string, string>;
  /** What its log says where it is cancelled. */
  readonly at: string;
};

const CASES: readonly Case[] = [
  { name: 'rolls', action: 'rolling', inputs: {}, at: 'of 2 ready' },
  { name: 'comesup', action: 'blue-green-switch', inputs: {}, at: 'comesup-next: 0 of 2 ready' },
  { name: 'turns', action: 'blue-green-switch', inputs: {}, at: 'shift' },
  { name: 'bakes', action: 'blue-green-switch', inputs: { 'bake-time': '20s' }, at: 'baking' },
  { name: 'shares', action: 'canary-step', inputs: { weight: '50', 'bake-time': '20s' }, at: 'baking' },
  { name: 'homes', action: 'blue-green-switch', inputs: {}, at: 'bring homes,' },
];

describe('a step that is cancelled', { timeout: 300_000 }, () => {
  test.concurrent.for(CASES)('goes back where it $name ($action)', async ({ name, action, inputs, at }) => {
    const shop = await openShop(room, name, { replicas: 2 });
    const before = await shop.said();
    const { main, post } = await shop.cancel(action, { version: 'v2', ...inputs }, at);
    expect(main.outputs, main.stdout).toMatchObject({ outcome: 'interrupted', reason: 'cancelled', version: 'v2' });
    expect(post.stdout).toContain('Rolled back to v1: the job was cancelled');
    expect(post.outputs).toMatchObject({ outcome: 'rolled-back', reason: 'cancelled', weight: '0' });
    await shop.whole(before, 'v1');
    expect((await shop.act('status')).outputs).toMatchObject({ outcome: 'idle', message: 'v1 is live' });
    await shop.served();
  });

  test.concurrent.for(CASES)('stays where it $name ($action) with `on-cancel: pause`, and goes on with promote', async (one) => {
    const name = `${one.name}-on`;
    const shop = await openShop(room, name, { replicas: 2 });
    const before = await shop.said();
    const inputs = { version: 'v2', 'on-cancel': 'pause', ...one.inputs };
    const { main, post } = await shop.cancel(one.action, inputs, one.at.replace(one.name, name));
    expect(main.outputs, main.stdout).toMatchObject({ outcome: 'interrupted', reason: 'cancelled' });
    expect(post.outputs, post.stdout).toMatchObject({ outcome: 'paused', reason: 'cancelled' });
    const { outputs } = await shop.act('status');
    expect(outputs).toMatchObject({ outcome: 'paused', message: 'the job was cancelled', version: 'v2', weight: post.outputs['weight'] });
    const last = await shop.act('promote');
    expect(last.outputs, last.stdout).toMatchObject({ outcome: 'promoted', version: 'v2' });
    await shop.whole(before, 'v2');
    await shop.served();
  });
});
