import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { expectDone, expectNothingDone, expectServed, job } from './job.ts';
import { openShop, PLATFORMS, QUICK, type Shop } from './shop.ts';

vi.setConfig({ testTimeout: 120_000, maxConcurrency: 4 });

describe.concurrent.each(PLATFORMS)('on %s', (platform) => {
  test('a service that moved in the file between two steps is refused, and goes back where it is', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    await job(shop, 'canary-step v2 25');
    await shop.configure({ ...QUICK, ...(await movedIn(shop)) });
    await expectNothingDone(shop, {
      'canary-step v2 50': 'refused config-changed 1',
      'blue-green-switch v2': 'refused config-changed 1',
      'promote v2': 'refused config-changed 1',
    });
    await expectDone(shop, 'rollback', 'rolled-back requested 0');
    await shop.configure(QUICK);
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    await expectNothingDone(shop, { status: 'idle done 0' });
  });

  test('a service that moved in the file between two steps is refused by the keys that changed', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    await job(shop, 'canary-step v2 25');
    const moved = await movedIn(shop);
    await shop.configure({ ...QUICK, ...moved });
    expect((await job(shop, 'promote v2')).outputs['message']).toMatch(new RegExp(`\\b${Object.keys(moved)[0]}\\b`));
  });

  test('a service with another command in the file between two steps is other content, and goes back by the old one', async ({
    onTestFinished,
  }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    await job(shop, 'canary-step v2 25');
    await shop.configure({ ...QUICK, env: { MODE: 'other' } });
    await expectNothingDone(shop, { 'canary-step v2 50': 'refused busy 1', 'blue-green-switch v2': 'refused busy 1' });
    await expectDone(shop, 'rollback', 'rolled-back requested 0');
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    await expectDone(shop, 'rolling v1', 'promoted done 0');
    await expectDone(shop, 'rolling v1', 'unchanged already-live 0');
  });

  test('a variable with another value between two steps is the same content, one with another name is not', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished, settings: { ...QUICK, env: { MODE: '$MODE' } } });
    await job(shop, 'blue-green-switch v1', { env: { MODE: 'a' } });
    await expectNothingDone(shop, { 'rolling v1': 'unchanged already-live 0' }, { env: { MODE: 'b' } });
    await job(shop, 'canary-step v2 25', { env: { MODE: 'a' } });
    await expectDone(shop, 'canary-step v2 50', 'canary done 0', { env: { MODE: 'b' } });
    expect(await shop.traffic()).toEqual({ v1: 50, v2: 50 });
    await shop.configure({ ...QUICK, env: { OTHER: 'a' } });
    await expectNothingDone(shop, {
      'canary-step v2 75': 'refused busy 1',
      'blue-green-switch v2': 'refused busy 1',
      'rollback v3': 'unchanged other-version-in-flight 0',
    });
    // Not asked for anew, it goes on as it was begun.
    await expectDone(shop, 'promote v2', 'promoted done 0');
    await expectServed(shop, { v2: 100 }, { v2: 2 });
    await expectDone(shop, 'blue-green-switch v2 prepared', 'prepared done 0');
    await expectServed(shop, { v2: 100 }, { v2: 4 });
  });

  test('a variable that is not set is missed by all that may start something, and not by `status`', async ({ onTestFinished, expect }) => {
    const shop = await openShop(platform, { onTestFinished, settings: { ...QUICK, env: { TOKEN: '$TOKEN' } } });
    const env = { TOKEN: 'a' };
    await job(shop, 'blue-green-switch v1', { env });
    await job(shop, 'canary-step v2 25', { env });
    await expectNothingDone(shop, {
      status: 'canary done 0',
      'canary-step v2 50': 'refused invalid-input 1',
      'promote v2': 'refused invalid-input 1',
      rollback: 'refused invalid-input 1',
    });
    expect((await job(shop, 'rollback')).outputs['message']).toContain('$TOKEN is not set: hand it to the step with env:');
    await expectDone(shop, 'rollback', 'rolled-back requested 0', { env });
    await shop.configure({ ...QUICK, url: 'https://$HOST_NAME' });
    await expectNothingDone(shop, { status: 'refused invalid-input 1' });
  });

  test('another command between two steps is other content: busy, once switched it is deployed', async ({ onTestFinished }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    await job(shop, 'canary-step v2 25');
    await shop.configure({ ...QUICK, ...(await otherCommand(shop)) });
    await expectNothingDone(shop, { 'canary-step v2 50': 'refused busy 1', 'blue-green-switch v2': 'refused busy 1' });
    await expectDone(shop, 'rollback', 'rolled-back requested 0');
    await expectServed(shop, { v1: 100 }, { v1: 2 });
    await shop.configure(QUICK);
    await job(shop, 'blue-green-switch v2 switched');
    await shop.configure({ ...QUICK, ...(await otherCommand(shop)) });
    await expectDone(shop, 'canary-step v2 25', 'canary done 0');
    // Both tracks run v2, each by its own command.
    expect(Object.values(await shop.weights()).sort()).toEqual([25, 75]);
    expect(await shop.users()).toEqual(['v2']);
    expect((await shop.journal())?.live?.version).toBe('v2');
  });
});

/** The part of the service file that starts it, changed: it does the same, but who can know. */
async function otherCommand(shop: Shop): Promise<Record<string, unknown>> {
  const { services } = JSON.parse(await readFile(join(shop.workspace, '.github/sluice.yml'), 'utf8'));
  const { run, update } = services[shop.name];
  return run ? { run: [...run, '--other'] } : { update: `: other; ${update}` };
}

/** The part of the service file that says another place: another port, or one server at another address. */
async function movedIn(shop: Shop): Promise<Record<string, unknown>> {
  if (shop.name === 'shop') return { port: shop.port + 7 };
  const all = await shop.instances();
  return { servers: all.map(({ name, track, port }, at) => ({ name, track, address: `127.0.0.1:${at === 0 ? port + 7 : port}` })) };
}
