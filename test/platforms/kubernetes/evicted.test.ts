import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { nextName, TRACK } from '../../../src/platforms/kubernetes/next.ts';
import { openRoom, type Room } from './room.ts';
import { openShop } from './shop.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return room.close;
});

/** Asks that all pods of a next track go, one after the other, as a node does that is drained. Whether each may. */
async function evict(name: string): Promise<readonly ('goes' | 'stays')[]> {
  const pods = (await room.list('pods', `${TRACK}=${nextName(name)}`)).filter(
    ({ metadata }) => metadata['deletionTimestamp'] === undefined,
  );
  const answers: ('goes' | 'stays')[] = [];
  for (const { metadata } of pods) {
    const file = join(room.folder, `${metadata.name}.json`);
    await writeFile(file, JSON.stringify({ apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: metadata.name } }));
    const path = `/api/v1/namespaces/${room.name}/pods/${metadata.name}/eviction`;
    const refused = await room.kubectl('create', '--raw', path, '--filename', file).then(
      () => null,
      (error: Error) => error,
    );
    if (refused !== null) expect(refused.message).toContain('disruption budget');
    answers.push(refused === null ? 'goes' : 'stays');
  }
  return answers;
}

const budgetOf = (name: string) => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name },
  spec: { minAvailable: 1, selector: { matchLabels: { app: name } } },
});

describe('a node is drained under the next track', () => {
  test.concurrent('with a budget no more go at once than it lets, nobody notices, and the rollout goes on', async () => {
    const shop = await openShop(room, 'spared', { replicas: 2 });
    await room.apply(budgetOf('spared'));
    const [before, budget] = [await shop.said(), await room.read('pdb/spared')];
    await shop.act('canary-step', { version: 'v2', weight: '50' });
    // Of the four that serve together one has to stay.
    expect(await evict('spared')).toEqual(['goes', 'goes']);
    const drain = { at: 'baking', meanwhile: async () => expect((await evict('spared')).toSorted()).toEqual(['goes', 'stays']) };
    const switched = await shop.act('blue-green-switch', { version: 'v2', until: 'switched', 'bake-time': '20s' }, drain);
    expect(switched.outputs, switched.stdout).toMatchObject({ outcome: 'switched' });
    expect(switched.stdout).toMatch(/spared-next: 1 of 2 ready/);
    expect(await evict('spared')).toContain('goes');
    const { outputs, stdout } = await shop.act('promote');
    expect(outputs, stdout).toMatchObject({ outcome: 'promoted' });
    await shop.whole(before, 'v2');
    expect((await room.read('pdb/spared'))['spec']).toEqual(budget['spec']);
    await shop.served();
  });

  test.concurrent('without one all go, and come again where it waits; where it watches, home takes the traffic back', async () => {
    const shop = await openShop(room, 'swept', { replicas: 2 });
    const before = await shop.said();
    await shop.act('canary-step', { version: 'v2', weight: '50' });
    expect(await evict('swept')).toEqual(['goes', 'goes']);
    const canary = await shop.act('canary-step', { version: 'v2' });
    expect(canary.outputs, canary.stdout).toMatchObject({ message: expect.stringContaining('(2 of 4 pods, 50 %)') });
    await shop.act('blue-green-switch', { version: 'v2', until: 'switched' });
    expect(await evict('swept')).toEqual(['goes', 'goes']);
    const promoted = await shop.act('promote');
    expect(promoted.outputs, promoted.stdout).toMatchObject({ outcome: 'promoted' });
    await shop.whole(before, 'v2');

    const drain = { at: 'baking', meanwhile: () => evict('swept') };
    const { outputs, stdout } = await shop.act('blue-green-switch', { version: 'v3', 'bake-time': '20s' }, drain);
    expect(outputs, stdout).toMatchObject({ outcome: 'rolled-back', reason: 'unready', message: expect.stringContaining('0 ready') });
    await shop.whole(before, 'v2');
    await shop.close();
  });
});
