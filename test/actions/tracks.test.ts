import { describe, expect, test } from 'vitest';
import { ask } from '../platforms/local-service.ts';
import { openShop, QUICK, type Shop } from './shop.ts';

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

describe('blue/green and canary, as a runner starts them', () => {
  test('show what is prepared at an address of its own', async () => {
    const shop = await openShop();
    await shop.act('blue-green-switch', { version: 'v1' });
    const prepared = await shop.act('blue-green-switch', { version: 'v2', until: 'prepared' });
    expect(prepared).toMatchObject({ code: 0, outputs: { outcome: 'prepared', weight: '0', track: 'blue' } });
    expect(prepared.outputs['preview-url']).toBe(`http://127.0.0.1:${shop.port + 1}`);
    expect(await ask(shop.port)).toMatchObject({ version: 'v1' });
    expect(await ask(shop.port + 1)).toMatchObject({ version: 'v2' });
  });

  test('name no address where only a header leads to what is prepared, so that no test asks the live version by mistake', async () => {
    const settings = { ...QUICK, preview: 'header:x-preview=key', url: 'https://shop.example.com' };
    const shop = await openShop('servers', { settings });
    await shop.act('blue-green-switch', { version: 'v1' });
    const { outputs, stdout } = await shop.act('blue-green-switch', { version: 'v2', until: 'prepared' });
    expect(outputs, stdout).toMatchObject({ 'preview-url': '', 'preview-header': 'x-preview: key', url: 'https://shop.example.com' });
    const answer = await fetch(`http://127.0.0.1:${shop.port}`, { headers: { 'x-preview': 'key' } });
    expect(await answer.text()).toContain('v2');
    expect(await shop.ask()).toBe('v1');
    const { outputs: live } = await shop.act('blue-green-switch', { version: 'v2' });
    expect(live).toMatchObject({ outcome: 'promoted', 'preview-url': '' });
    const { outputs: unchanged } = await shop.act('blue-green-switch', { version: 'v2', until: 'prepared' });
    expect(unchanged).toMatchObject({ outcome: 'unchanged', 'preview-url': 'https://shop.example.com' });
  });

  test('grow a canary weight by weight in one step, and count what users got', async () => {
    const shop = await openShop();
    await shop.act('rolling', { version: 'v1' });
    const stop = traffic(shop);
    const canary = await shop.act('canary-step', { version: 'v2', weight: '20, 50', 'bake-time': '1s' });
    await stop();
    expect(canary).toMatchObject({ code: 0, outputs: { outcome: 'canary', weight: '50', 'failed-requests': '0' } });
    expect(Number(canary.outputs['requests'])).toBeGreaterThan(0);
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
});
