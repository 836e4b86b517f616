import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { nextName, TRACK } from '../../../src/platforms/kubernetes/next.ts';
import { openRoom, type Room } from './room.ts';
import { openShop, type Shop } from './shop.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return room.close;
});

const homeOf = (name: string) => `app=${name},!${TRACK}`;
const nextOf = (name: string) => `${TRACK}=${nextName(name)}`;

/** Asks that all pods with these labels go, again and again as long as a budget keeps one, as a node does that is drained. */
async function drain(selector: string): Promise<void> {
  const pods = (await room.list('pods', selector)).filter(({ metadata }) => metadata['deletionTimestamp'] === undefined);
  await Promise.all(pods.map(({ metadata }) => evict(metadata.name)));
}

async function evict(pod: string): Promise<void> {
  const file = join(room.folder, `${pod}.json`);
  await writeFile(file, JSON.stringify({ apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod } }));
  const path = `/api/v1/namespaces/${room.name}/pods/${pod}/eviction`;
  for (const end = performance.now() + 60_000; ; await sleep(500)) {
    const refused = await room.kubectl('create', '--raw', path, '--filename', file).then(
      () => null,
      (error: Error) => error,
    );
    // A pod that was deleted meanwhile has gone as well.
    if (refused === null || refused.message.includes('not found')) return;
    if (performance.now() > end || !refused.message.includes('disruption budget')) throw refused;
  }
}

const budgetOf = (name: string) => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name },
  spec: { minAvailable: 1, selector: { matchLabels: { app: name } } },
});

/** Takes a version live, and drains the node under both tracks, home first, wherever it waits, and then while home gets the version. */
async function walk(shop: Shop, name: string): Promise<void> {
  const both = async () => {
    await drain(homeOf(name));
    await room.whole(shop.home);
    await drain(nextOf(name));
    await room.whole(shop.next);
  };
  const step = async (action: string, inputs: Record<string, string>, outcome: string, then?: Parameters<Shop['act']>[2]) => {
    const { outputs, stdout } = await shop.act(action, inputs, then);
    expect(outputs['outcome'], `${action}\n${stdout}`).toBe(outcome);
    return stdout;
  };
  await step('blue-green-switch', { version: 'v2', until: 'prepared' }, 'prepared');
  await both();
  await step('canary-step', { version: 'v2', weight: '50' }, 'canary');
  await both();
  await step('canary-step', { version: 'v2', weight: '50', 'bake-time': '3s' }, 'canary');
  await step('blue-green-switch', { version: 'v2', until: 'switched' }, 'switched');
  await both();
  const drained = async () => {
    await drain(homeOf(name));
    await drain(nextOf(name));
  };
  await step('promote', {}, 'promoted', { at: `bring ${name},`, meanwhile: drained });
}

describe('a node is drained under both tracks, wherever a rollout is', { timeout: 300_000 }, () => {
  test.concurrent('with a budget no request fails, and the version goes live', async () => {
    const shop = await openShop(room, 'budgeted', { replicas: 2 });
    await room.apply(budgetOf('budgeted'));
    const before = await shop.said();
    await walk(shop, 'budgeted');
    await shop.whole(before, 'v2');
    await shop.served();
  });

  test.concurrent('without one the version goes live all the same', async () => {
    const shop = await openShop(room, 'bare', { replicas: 2 });
    const before = await shop.said();
    await walk(shop, 'bare');
    await shop.whole(before, 'v2');
    const { requests, failed, byVersion } = await shop.close();
    console.log(`${failed} of ${requests} failed`, byVersion);
  });
});
