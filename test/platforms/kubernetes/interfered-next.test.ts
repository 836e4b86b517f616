import { beforeAll, describe, expect, test } from 'vitest';
import { TRACK } from '../../../src/platforms/kubernetes/next.ts';
import { openRoom, type Room } from './room.ts';
import { openShop, type Said, type Shop } from './shop.ts';

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
    // What ends in the middle of a kept connection is theirs, who deleted it; nobody new meets it.
    expect((await shop.close()).newConnections.failed).toBe(0);
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

  test.concurrent('or makes it run something else while it has the traffic: that goes home', async () => {
    const shop = await openShop(room, 'other');
    const before = await shop.said();
    await shop.act('blue-green-switch', { version: 'v2', until: 'switched' });
    await room.kubectl('set', 'image', shop.next, 'echo=sluice.test/echo:v3');
    const { outputs, stdout } = await shop.act('promote');
    expect(outputs, stdout).toMatchObject({ outcome: 'rolled-back', reason: 'drift', message: expect.stringContaining('somebody') });
    await shop.whole(before, 'v1');
    await shop.served();
  });

  test.concurrent('in the middle of home: home takes the traffic as soon as a pod of it is ready', async () => {
    const shop = await openShop(room, 'homeless', { readyAfter: 4 });
    const before = await shop.said();
    const harm = { at: 'bring homeless,', meanwhile: () => gone(shop) };
    const { outputs, stdout } = await shop.act('blue-green-switch', { version: 'v2' }, harm);
    expect(outputs, stdout).toMatchObject({ outcome: 'promoted' });
    expect(stdout.indexOf('prove homeless before')).toBeGreaterThan(stdout.indexOf('shift homeless 0 % → 100 %'));
    await shop.whole(before, 'v2');
    await shop.close();
  });
});

describe.concurrent('somebody scales home', () => {
  const scale = (shop: Shop, number: number) => room.kubectl('scale', shop.home, `--replicas=${number}`);

  test.concurrent('while a canary waits: its next track follows at the next step, and not before', async () => {
    const shop = await openShop(room, 'growing');
    const before = await shop.said();
    await shop.act('canary-step', { version: 'v2', weight: '50' });
    await scale(shop, 3);
    await room.whole(shop.home);
    expect(await replicas(shop.next)).toBe(1);
    const grown = await shop.act('canary-step', { version: 'v2' });
    expect(grown.outputs, grown.stdout).toMatchObject({ message: expect.stringContaining('(3 of 6 pods, 50 %)') });
    expect((await shop.act('rollback')).outputs).toMatchObject({ outcome: 'rolled-back' });
    await shop.whole(ofSize(before, 3), 'v1');
    await shop.served();
  });

  test.concurrent('while it has no traffic, also in the middle of its own roll: it keeps what they said', async () => {
    const shop = await openShop(room, 'resting');
    const before = await shop.said();
    await shop.act('blue-green-switch', { version: 'v2', until: 'switched' });
    await scale(shop, 2);
    const shrink = { at: 'bring resting,', meanwhile: () => scale(shop, 1) };
    const { outputs, stdout } = await shop.act('promote', {}, shrink);
    expect(outputs, stdout).toMatchObject({ outcome: 'promoted' });
    expect(stdout).toContain('scale resting-next to 2');
    await shop.whole(before, 'v2');
    await shop.served();
  });
});

function ofSize({ deployment, service }: Said, replicas: number): Said {
  return { service, deployment: { ...deployment, spec: { ...deployment.spec, replicas } } };
}

describe.concurrent('another version comes', () => {
  test.concurrent('beside a canary: it is refused, or takes its place, and a bad one that does leaves home as it was', async () => {
    const shop = await openShop(room, 'taken');
    const before = await shop.said();
    await shop.act('canary-step', { version: 'v2', weight: '50' });
    expect((await shop.act('canary-step', { version: 'v3', weight: '50' })).outputs).toMatchObject({ outcome: 'refused', reason: 'busy' });
    const bad = await shop.act('canary-step', { version: 'crash', weight: '50', 'on-busy': 'supersede' });
    expect(bad.outputs, bad.stdout).toMatchObject({ outcome: 'rolled-back', reason: 'unready', 'previous-version': 'v1' });
    await shop.whole(before, 'v1');
    await shop.served();
  });

  test.concurrent('after two bad ones, a good one goes through', async () => {
    const shop = await openShop(room, 'third');
    const before = await shop.said();
    for (const version of ['missing', 'crash']) {
      const bad = await shop.act('canary-step', { version, weight: '50' });
      expect(bad.outputs, bad.stdout).toMatchObject({ outcome: 'rolled-back', reason: 'unready', 'previous-version': 'v1' });
    }
    await shop.whole(before, 'v1');
    const good = await shop.act('blue-green-switch', { version: 'v2' });
    expect(good.outputs, good.stdout).toMatchObject({ outcome: 'promoted' });
    await shop.whole(before, 'v2');
    await shop.served();
  });

  test.concurrent('and waits until the one before it is over', async () => {
    const shop = await openShop(room, 'waited');
    const before = await shop.said();
    await shop.act('canary-step', { version: 'v2', weight: '50' });
    const waits = shop.act('canary-step', { version: 'v3', weight: '50', 'on-busy': 'wait' });
    expect((await shop.act('rollback')).outputs).toMatchObject({ outcome: 'rolled-back', version: 'v2' });
    const { outputs, stdout } = await waits;
    expect(outputs, stdout).toMatchObject({ outcome: 'canary', version: 'v3', 'previous-version': 'v1' });
    expect((await shop.act('rollback')).outputs).toMatchObject({ outcome: 'rolled-back', version: 'v3' });
    await shop.whole(before, 'v1');
    await shop.served();
  });
});
