import { describe, expect, test } from 'vitest';
import { ask } from '../platforms/local-service.ts';
import { openShop, type Shop } from './shop.ts';

/** Asks the service until the callback says that it is enough, so that there is traffic to judge. */
function traffic(shop: Shop): () => Promise<void> {
  let on = true;
  const loop = (async () => {
    while (on) await ask(shop.port).catch(() => {});
  })();
  return async () => {
    on = false;
    await loop;
  };
}

describe('blue/green, canary, promote and rollback, as a runner starts them', () => {
  test('chain from prepared to switched to retired by what the journal says', async () => {
    const shop = await openShop('local');
    await shop.act('blue-green-switch', { version: 'v1' });
    const prepared = await shop.act('blue-green-switch', { version: 'v2', until: 'prepared' });
    expect(prepared).toMatchObject({ code: 0, outputs: { outcome: 'prepared', weight: '0', track: 'blue' } });
    expect(await ask(shop.port)).toMatchObject({ version: 'v1' });
    expect(await ask(shop.port + 1)).toMatchObject({ version: 'v2' });
    expect(await shop.act('rolling', { version: 'v3' })).toMatchObject({ code: 1, outputs: { outcome: 'refused', reason: 'busy' } });
    const switched = await shop.act('blue-green-switch', { version: 'v2', until: 'switched', 'bake-time': '1s' });
    expect(switched).toMatchObject({ code: 0, outputs: { outcome: 'switched', weight: '100' } });
    expect(await ask(shop.port)).toMatchObject({ version: 'v2' });
    const retired = await shop.act('blue-green-switch', { version: 'v2', 'bake-time': '1s' });
    expect(retired).toMatchObject({ code: 0, outputs: { outcome: 'promoted', version: 'v2', 'previous-version': 'v1' } });
  });

  test('grow a canary step by step, refuse a late approval of another version, and promote', async () => {
    const shop = await openShop('local');
    await shop.act('rolling', { version: 'v1' });
    const stop = traffic(shop);
    const canary = await shop.act('canary-step', { version: 'v2', weight: '20, 50', 'bake-time': '1s' });
    await stop();
    expect(canary).toMatchObject({ code: 0, outputs: { outcome: 'canary', weight: '50', 'failed-requests': '0' } });
    expect(await shop.act('canary-step', { version: 'v2', weight: '20' })).toMatchObject({
      outputs: { outcome: 'unchanged', reason: 'already-passed' },
    });
    expect(await shop.act('promote', { version: 'v1' })).toMatchObject({ code: 1, outputs: { outcome: 'refused', reason: 'superseded' } });
    const promoted = await shop.act('promote', { version: 'v2', 'bake-time': '1s' });
    expect(promoted).toMatchObject({ code: 0, outputs: { outcome: 'promoted', version: 'v2' } });
    const again = await shop.act('canary-step', { version: 'v2', weight: '20' }, { env: { GITHUB_RUN_ATTEMPT: '2' } });
    expect(again).toMatchObject({ code: 0, outputs: { outcome: 'unchanged' } });
  });

  test('take a canary with errors back by its own counters', async () => {
    const shop = await openShop('local');
    await shop.act('rolling', { version: 'v1' });
    const stop = traffic(shop);
    const bad = await shop.act('canary-step', { version: 'v2-bad5', weight: '50', 'bake-time': '60s' });
    await stop();
    expect(bad).toMatchObject({ code: 1, outputs: { outcome: 'rolled-back', reason: 'analysis-failed' } });
    expect(await ask(shop.port)).toMatchObject({ version: 'v1' });
    expect(await shop.act('rollback')).toMatchObject({ code: 0, outputs: { outcome: 'unchanged' } });
  });

  test('obey a rollback pressed while a job bakes, within seconds', async () => {
    const shop = await openShop('local');
    await shop.act('rolling', { version: 'v1' });
    const baking = shop.act('blue-green-switch', { version: 'v2', 'bake-time': '5m' });
    await expect.poll(async () => (await ask(shop.port).catch(() => null))?.version, { timeout: 20_000 }).toBe('v2');
    const rollback = await shop.act('rollback', {}, { env: { GITHUB_RUN_ID: '4712', GITHUB_ACTOR: 'bob' } });
    expect(rollback).toMatchObject({ code: 0, outputs: { outcome: 'rolled-back', reason: 'requested' } });
    const deployed = await baking;
    expect(deployed).toMatchObject({ code: 1, outputs: { outcome: 'rolled-back', reason: 'requested' } });
    expect(deployed.outputs['message']).toContain('bob');
    expect(await ask(shop.port)).toMatchObject({ version: 'v1' });
  });

  test('go back to a version that was live before, by its name or as the previous one', async () => {
    const shop = await openShop('local');
    for (const version of ['v1', 'v2']) await shop.act('rolling', { version });
    expect(await shop.act('rollback', { to: 'previous' })).toMatchObject({ code: 0, outputs: { outcome: 'rolled-back', version: 'v1' } });
    expect(await ask(shop.port)).toMatchObject({ version: 'v1' });
    expect(await shop.act('rollback', { to: 'v9' })).toMatchObject({ code: 1, outputs: { outcome: 'refused', reason: 'nothing-before' } });
  });
});
