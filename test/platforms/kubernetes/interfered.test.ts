import { beforeAll, describe, expect, test } from 'vitest';
import { openRoom, type Room } from './room.ts';
import { openShop } from './shop.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return room.close;
});

const somebody = (manager: string, did: string) =>
  expect.stringMatching(new RegExp(`somebody \\(${manager}, \\d\\d:\\d\\d:\\d\\d UTC\\) ${did}`));

describe('somebody changes home while a canary waits', () => {
  test.concurrent('by another image: promote says so and waits for an answer, and the next one replaces it', async () => {
    const shop = await openShop(room, 'replaced', { replicas: 2 });
    const before = await shop.said();
    expect((await shop.act('canary-step', { version: 'v2', weight: '25' })).outputs).toMatchObject({ outcome: 'canary' });
    await shop.setImage('v3');
    const paused = await shop.act('promote');
    const drift = 'set the image of echo to sluice.test/echo:v3. `promote` replaces that by v2; `rollback` sends the traffic to it';
    expect(paused.outputs, paused.stdout).toMatchObject({ outcome: 'paused', reason: 'drift', message: somebody('kubectl-set', drift) });
    expect((await shop.said()).deployment.spec['template'].spec.containers[0].image).toBe('sluice.test/echo:v3');
    const { outputs, stdout } = await shop.act('promote');
    expect(outputs, stdout).toMatchObject({ outcome: 'promoted', version: 'v2' });
    await shop.whole(before, 'v2');
    await shop.served();
  });

  test.concurrent('by another image: rollback leaves it as they made it, and the next rollout begins there', async () => {
    const shop = await openShop(room, 'kept', { replicas: 2 });
    const before = await shop.said();
    await shop.act('canary-step', { version: 'v2', weight: '25' });
    await shop.setImage('v3');
    const { outputs, stdout } = await shop.act('rollback');
    expect(outputs, stdout).toMatchObject({ outcome: 'rolled-back', reason: 'requested' });
    expect(stdout).toEqual(somebody('kubectl-set', 'set the image of echo to sluice.test/echo:v3'));
    await shop.whole(before, 'v3');
    const onward = await shop.act('blue-green-switch', { version: 'v2' });
    expect(onward.outputs, onward.stdout).toMatchObject({ outcome: 'promoted', 'previous-version': 'v3' });
    await shop.whole(before, 'v2');
    await shop.served();
  });

  test.concurrent('by a restart, which changes nothing, and by an undo, which does', async () => {
    const shop = await openShop(room, 'undone');
    await shop.setImage('v3');
    const before = await shop.said();
    await shop.act('canary-step', { version: 'v2', weight: '50' });
    await room.kubectl('rollout', 'restart', shop.home);
    await room.whole(shop.home);
    const restarted = await shop.act('canary-step', { version: 'v2' });
    expect(restarted.outputs, restarted.stdout).toMatchObject({ outcome: 'canary', weight: '50' });
    expect(restarted.stdout).not.toContain('somebody');
    await room.kubectl('rollout', 'undo', shop.home, '--to-revision=1');
    await room.whole(shop.home);
    const undone = await shop.act('promote');
    const drift = 'set the image of echo to sluice.test/echo:v1';
    expect(undone.outputs, undone.stdout).toMatchObject({ outcome: 'paused', message: somebody('kubectl', drift) });
    const { outputs, stdout } = await shop.act('rollback');
    expect(outputs, stdout).toMatchObject({ outcome: 'rolled-back' });
    await shop.whole(before, 'v1');
    await shop.served();
  });
});

describe.concurrent('somebody applies all manifests again', () => {
  test.concurrent('while a canary waits: nothing of them was changed, so that it goes on', async () => {
    const shop = await openShop(room, 'applied', { replicas: 2 });
    const before = await shop.said();
    await shop.act('canary-step', { version: 'v2', weight: '25' });
    await room.apply(...shop.own);
    const again = await shop.act('canary-step', { version: 'v2' });
    expect(again.outputs, again.stdout).toMatchObject({ outcome: 'canary', weight: '25' });
    expect(again.stdout).not.toContain('shift');
    const { outputs, stdout } = await shop.act('promote');
    expect(outputs, stdout).toMatchObject({ outcome: 'promoted' });
    await shop.whole(before, 'v2');
    await shop.served();
  });

  test.concurrent('while the version has the traffic: that is a whole way back, and the next rollout is not held up by it', async () => {
    const shop = await openShop(room, 'back', { replicas: 2 });
    const before = await shop.said();
    await shop.act('blue-green-switch', { version: 'v2', until: 'switched' });
    await room.apply(...shop.own);
    const { outputs, stdout } = await shop.act('promote');
    const message = somebody('kubectl-client-side-apply', 'put the selector of service back back to app=back');
    expect(outputs, stdout).toMatchObject({ outcome: 'rolled-back', reason: 'drift', message });
    await shop.whole(before, 'v1');
    const onward = await shop.act('blue-green-switch', { version: 'v2' });
    expect(onward.outputs, onward.stdout).toMatchObject({ outcome: 'promoted' });
    await shop.whole(before, 'v2');
    await shop.served();
  });

  test.concurrent('in the middle of home: that is a whole way back too, with what they applied as it is', async () => {
    const shop = await openShop(room, 'homeward', { readyAfter: 4 });
    const before = await shop.said();
    const apply = { at: 'bring homeward,', meanwhile: () => room.apply(...shop.own) };
    const { outputs, stdout } = await shop.act('blue-green-switch', { version: 'v2' }, apply);
    const message = somebody('kubectl-client-side-apply', 'set the image of echo to sluice.test/echo:v1');
    expect(outputs, stdout).toMatchObject({ outcome: 'rolled-back', reason: 'drift', message });
    expect(outputs['message']).toContain('put the selector of service homeward back to app=homeward');
    await shop.whole(before, 'v1');
    await shop.served();
  });
});

describe.concurrent('somebody makes the Service lead elsewhere', () => {
  test.concurrent('nothing is written over it; as soon as it leads home again, so does the rollout', async () => {
    const shop = await openShop(room, 'astray');
    const before = await shop.said();
    const astray = { at: 'baking', meanwhile: () => shop.select({ app: 'elsewhere' }) };
    const stuck = await shop.act('blue-green-switch', { version: 'v2', 'bake-time': '20s' }, astray);
    expect(stuck.outputs, stuck.stdout).toMatchObject({ outcome: 'stuck', reason: 'drift' });
    for (const action of ['rollback', 'promote', 'status'])
      expect((await shop.act(action)).outputs).toMatchObject({ outcome: 'refused', message: expect.stringContaining('Service') });
    expect((await shop.said()).service.spec['selector']).toEqual({ app: 'elsewhere' });
    await shop.select({ app: 'astray' });
    const { outputs, stdout } = await shop.act('rollback');
    expect(outputs, stdout).toMatchObject({ outcome: 'rolled-back' });
    await shop.whole(before, 'v1');
    await shop.close();
  });
});
