import { beforeAll, describe, expect, test } from 'vitest';
import { TRACK } from '../../../src/platforms/kubernetes/next.ts';
import { openRoom, type Room } from './room.ts';
import { openShop, type Shop } from './shop.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return room.close;
});

async function replicas(workload: string): Promise<number> {
  return (await room.read(workload))['spec'].replicas;
}

const gone = (shop: Shop) => room.kubectl('delete', shop.next);
const podsGone = (shop: Shop) => room.kubectl('delete', 'pods', '--selector', `${TRACK}=${shop.next.split('/')[1]}`);
const toOne = (shop: Shop) => room.kubectl('scale', shop.next, '--replicas=1');

describe('somebody takes the next track away', () => {
  test.concurrent('while a canary waits: home serves, and the next step makes it whole again', async () => {
    const shop = await openShop(room, 'waiting', { replicas: 2 });
    const before = await shop.said();
    await shop.act('canary-step', { version: 'v2', weight: '50' });
    for (const harm of [gone, podsGone, toOne]) {
      await harm(shop);
      const { outputs, stdout } = await shop.act('canary-step', { version: 'v2' });
      expect(outputs, stdout).toMatchObject({ outcome: 'canary', message: expect.stringContaining('(2 of 4 pods, 50 %)') });
    }
    const { outputs } = await shop.act('rollback');
    expect(outputs).toMatchObject({ outcome: 'rolled-back' });
    await shop.whole(before, 'v1');
    await shop.served();
  });

  test.concurrent('while it has the traffic: status tells of the outage, and the next step ends it', async () => {
    const shop = await openShop(room, 'dark');
    const before = await shop.said();
    await shop.act('blue-green-switch', { version: 'v2', until: 'switched' });
    await gone(shop);
    expect((await shop.act('status')).outputs['message']).toContain('100 % of the traffic goes to dark-next, where no instance is ready');
    const { outputs, stdout } = await shop.act('promote');
    const message = 'dark-next is gone: somebody deleted it';
    expect(outputs, stdout).toMatchObject({ outcome: 'rolled-back', reason: 'drift', message });
    await shop.whole(before, 'v1');
    expect((await shop.act('status')).outputs).toMatchObject({ outcome: 'idle', message: 'v1 is live' });
    await shop.close();
  });

  test.concurrent('only its pods, or some, while it has the traffic: they come again, and it goes on', async () => {
    const shop = await openShop(room, 'again', { replicas: 2 });
    const before = await shop.said();
    await shop.act('blue-green-switch', { version: 'v2', until: 'switched' });
    await podsGone(shop);
    const kept = await shop.act('blue-green-switch', { version: 'v2', until: 'switched' });
    expect(kept.outputs, kept.stdout).toMatchObject({ outcome: 'switched' });
    await toOne(shop);
    const { outputs, stdout } = await shop.act('promote');
    expect(outputs, stdout).toMatchObject({ outcome: 'promoted' });
    expect(stdout).toContain('scale again-next to 2');
    await shop.whole(before, 'v2');
    await shop.close();
  });

  test.concurrent('in the middle of home: home takes the traffic as soon as a pod of it is ready', async () => {
    const shop = await openShop(room, 'homeless');
    const before = await shop.said();
    const harm = { at: 'bring homeless,', meanwhile: () => gone(shop) };
    const { outputs, stdout } = await shop.act('blue-green-switch', { version: 'v2' }, harm);
    expect(outputs, stdout).toMatchObject({ outcome: 'promoted' });
    await shop.whole(before, 'v2');
    await shop.close();
  });
});

describe.concurrent('somebody scales home', () => {
  test.concurrent('its next track follows at the next step, and not before', async () => {
    const shop = await openShop(room, 'growing');
    const before = await shop.said();
    const grow = async (number: number) => {
      await room.kubectl('scale', shop.home, `--replicas=${number}`);
      await room.whole(shop.home);
    };
    await shop.act('canary-step', { version: 'v2', weight: '50' });
    await grow(3);
    expect(await replicas(shop.next)).toBe(1);
    const grown = await shop.act('canary-step', { version: 'v2' });
    expect(grown.outputs, grown.stdout).toMatchObject({ message: expect.stringContaining('(3 of 6 pods, 50 %)') });
    await shop.act('blue-green-switch', { version: 'v2', until: 'switched' });
    await grow(4);
    expect(await replicas(shop.next)).toBe(3);
    const shrink = { at: 'bring growing,', meanwhile: () => room.kubectl('scale', shop.home, '--replicas=2') };
    const { outputs, stdout } = await shop.act('promote', {}, shrink);
    expect(outputs, stdout).toMatchObject({ outcome: 'promoted' });
    expect(stdout).toContain('scale growing-next to 4');
    const { deployment } = before;
    await shop.whole({ ...before, deployment: { ...deployment, spec: { ...deployment.spec, replicas: 2 } } as typeof deployment }, 'v2');
    await shop.served();
  });
});

describe.concurrent('another version comes', () => {
  test.concurrent('beside a canary: it is refused, waits for its end, or takes its place, and bad ones leave home as it was', async () => {
    const shop = await openShop(room, 'busy');
    const before = await shop.said();
    await shop.act('canary-step', { version: 'v2', weight: '50' });
    expect((await shop.act('canary-step', { version: 'v3', weight: '50' })).outputs).toMatchObject({ outcome: 'refused', reason: 'busy' });
    for (const version of ['crash', 'missing']) {
      const bad = await shop.act('canary-step', { version, weight: '50', 'on-busy': 'supersede' });
      expect(bad.outputs, bad.stdout).toMatchObject({ outcome: 'rolled-back', reason: 'unready', 'previous-version': 'v1' });
      await shop.whole(before, 'v1');
    }
    await shop.act('canary-step', { version: 'v2', weight: '50' });
    const good = await shop.act('canary-step', { version: 'v3', weight: '50', 'on-busy': 'supersede' });
    expect(good.outputs, good.stdout).toMatchObject({ outcome: 'canary', version: 'v3' });
    const waits = shop.act('canary-step', { version: 'v2', weight: '50', 'on-busy': 'wait' });
    expect((await shop.act('rollback')).outputs).toMatchObject({ outcome: 'rolled-back' });
    expect((await waits).outputs).toMatchObject({ outcome: 'canary', version: 'v2' });
    expect((await shop.act('promote')).outputs).toMatchObject({ outcome: 'promoted', version: 'v2' });
    await shop.whole(before, 'v2');
    await shop.served();
  });
});
