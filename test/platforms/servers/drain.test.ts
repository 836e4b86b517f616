import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { ask } from '../../../src/platforms/servers/socket.ts';
import { runtimeSocket } from '../../fakes/runtime-socket.ts';
import { never, serving } from './site.ts';
import { webSocket } from './web-socket.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

/** Three servers with one WebSocket each, which never ends by itself. */
async function connected(onDrainTimeout: 'force' | 'wait' | 'fail') {
  const rollout = { drainTimeout: 1_000, onDrainTimeout, progressDeadline: 15_000 };
  const site = await serving({ changes: { rollout } as never });
  const sockets = [];
  for (let one = 0; one < 3; one++) sockets.push(await webSocket(site.urls[0] ?? ''));
  return { ...site, sockets };
}

test('cuts what is left after drain-timeout where on-drain-timeout says force, and nothing before', async () => {
  const { platform, sockets } = await connected('force');
  const began = performance.now();
  const closed = Promise.race(sockets.map((socket) => once(socket, 'close').then(() => performance.now() - began)));
  await platform.fleet.drain('s1', never);
  expect(await closed).toBeGreaterThanOrEqual(1_000);
  expect(sockets.filter((socket) => socket.destroyed)).toHaveLength(1);
});

test('goes no further where it says fail, and names the setting', async () => {
  const { platform, sockets } = await connected('fail');
  const drained = platform.fleet.drain('s1', never);
  await expect(drained).rejects.toMatchObject({
    reason: { code: 'drain-timeout', message: expect.stringContaining('raise drain-timeout') },
  });
  expect(sockets.filter((socket) => socket.destroyed)).toEqual([]);
});

test('waits for as long as it takes where it says wait', async () => {
  const { platform, sockets } = await connected('wait');
  const drained = platform.fleet.drain('s1', never).then(() => 'drained');
  expect(await Promise.race([drained, sleep(2_500, 'waits')])).toBe('waits');
  for (const socket of sockets) socket.destroy();
  expect(await drained).toBe('drained');
});

test('prints commands that put the servers back by hand', async () => {
  const { platform, service } = await serving();
  await platform.fleet.drain('s1', never);
  const commands = await platform.byHand(null, never);
  expect(commands).toHaveLength(3);
  for (const line of commands) {
    const [, command = '', socket = ''] = /^echo '(.+)' \| socat stdio (\S+)$/.exec(line) ?? [];
    expect(socket).toBe(service.balancers[0]?.socket);
    await ask(runtimeSocket(socket), command, never);
  }
  expect((await platform.fleet.instances(never)).instances.map((one) => one.inRotation)).toEqual([true, true, true]);
});
