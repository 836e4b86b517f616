import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { ask as tell } from '../../../src/platforms/servers/socket.ts';
import { until } from '../../contracts/until.ts';
import type { Haproxy } from '../../fakes/haproxy.ts';
import { runtimeSocket } from '../../fakes/runtime-socket.ts';
import { start } from '../../load/generator.ts';
import { never, serving, v2 } from './site.ts';
import { webSocket } from './web-socket.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

/** Tells HAProxy to read the servers' states when it starts. */
async function keepStates(haproxy: Haproxy): Promise<string> {
  const file = join(haproxy.folder, 'server-state');
  await haproxy.configure(0, (text) =>
    text
      .replace('global\n', `global\n  server-state-file ${file}\n`)
      .replace('defaults\n', 'defaults\n  load-server-state-from-file global\n'),
  );
  await haproxy.reload(0);
  return file;
}

const inRotation = async ({ platform }: Awaited<ReturnType<typeof serving>>) =>
  (await platform.fleet.instances(never)).instances.map((instance) => instance.inRotation);

test('takes a server out again that a reload or a restart of HAProxy has put back', async () => {
  const site = await serving();
  await site.platform.fleet.drain('s1', never);
  await site.haproxy.reload(0);
  expect(await inRotation(site)).toEqual([false, true, true]);
  await site.haproxy.restart(0);
  expect(await inRotation(site)).toEqual([false, true, true]);
});

test('leaves alone what a person changed in the same process', async () => {
  const site = await serving();
  const { balancers } = site.service;
  await site.platform.fleet.drain('s1', never);
  await tell(runtimeSocket(balancers[0]?.socket ?? ''), 'set server api/s1 state ready', never);
  await tell(runtimeSocket(balancers[0]?.socket ?? ''), 'set server api/s2 state maint', never);
  expect(await inRotation(site)).toEqual([true, false, true]);
});

test('waits for the connections that a worker from before a reload still has', async () => {
  const rollout = { drainTimeout: 1_500, onDrainTimeout: 'fail', progressDeadline: 15_000 };
  const { haproxy, urls, platform } = await serving({ changes: { rollout } as never });
  for (const _ of [1, 2, 3]) await webSocket(urls[0] ?? '');
  await haproxy.reload(0);
  const failed = { reason: { code: 'drain-timeout', message: expect.stringContaining('s1 still has requests after 1.5s') } };
  await expect(platform.fleet.drain('s1', never)).rejects.toMatchObject(failed);
});

test('loses no request when HAProxy is reloaded while a server is replaced, and its states are kept in a file', async () => {
  const site = await serving();
  await keepStates(site.haproxy);
  const slow = site.service.update.replace('PORT=', 'sleep 2; PORT=');
  Object.assign(site.service, { update: slow });
  const load = start({ url: site.urls[0] ?? '', rate: 100 });
  await site.platform.fleet.drain('s1', never);
  const replaced = site.platform.fleet.replace('s1', v2, never);
  await sleep(500);
  await site.haproxy.reload(0);
  await replaced;
  await until(async () => (await site.platform.fleet.instances(never)).instances[0]?.ready === true);
  expect(await inRotation(site)).toEqual([false, true, true]);
  await site.platform.fleet.restore('s1', never);
  const before = load.seen().byVersion['v2']?.requests ?? 0;
  await until(async () => (load.seen().byVersion['v2']?.requests ?? 0) > before + 20);
  const { failed, byVersion } = await load.stop();
  expect(failed, JSON.stringify(byVersion)).toBe(0);
});

test('sends nobody to a server that is being replaced, soon after a restart', async () => {
  const site = await serving();
  const [begun, go] = [join(site.folder, 'begun'), join(site.folder, 'go')];
  Object.assign(site.service, { update: `touch ${begun}; until [ -e ${go} ]; do sleep 0.05; done; ${site.service.update}` });
  await site.platform.fleet.drain('s1', never);
  const replaced = site.platform.fleet.replace('s1', v2, never);
  await until(() =>
    access(begun).then(
      () => true,
      () => false,
    ),
  );
  await site.haproxy.restart(0);
  await until(async () =>
    (await tell(runtimeSocket(site.service.balancers[0]?.socket ?? ''), 'show stat api 4 -1', never)).includes('MAINT'),
  );
  expect(await Promise.race([replaced.then(() => 'replaced'), 'at work'])).toBe('at work');
  await writeFile(go, '');
  await replaced;
});

test('commands the balancers that answer, and replaces nothing while one does not', async () => {
  const { haproxy, platform, service } = await serving({ balancers: 2 });
  await haproxy.end(1);
  await platform.fleet.drain('s1', never);
  const view = await platform.fleet.instances(never);
  expect(view.silent).toEqual([service.balancers[1]?.socket]);
  expect(view.instances[0]).toMatchObject({ inRotation: false });
  await expect(platform.fleet.replace('s1', v2, never)).rejects.toThrow(
    `${service.balancers[1]?.socket} cannot be asked, and may still use s1`,
  );
});

test('counts slow requests where the configuration does', async () => {
  const { urls, platform } = await serving();
  const took: number[] = [];
  for (const path of [...Array(3).fill('/slow'), ...Array(4).fill('/')]) {
    const began = performance.now();
    await (await fetch(`${urls[0]}${path}`)).text();
    took.push(performance.now() - began);
  }
  const [balancer] = await platform.metrics.read(never);
  const edges = [100, 250, 500, 1_000];
  expect(balancer).toMatchObject({ edges, tracks: { api: { requests: 7 } } });
  const { slower = [] } = balancer?.tracks['api'] ?? {};
  // Three take 300 ms at least; no answer is later for HAProxy than it is for us.
  for (const [at, edge] of edges.entries()) {
    expect(slower[at], `${took}`).toBeGreaterThanOrEqual(edge < 300 ? 3 : 0);
    expect(slower[at], `${took}`).toBeLessThanOrEqual(took.filter((time) => time > edge).length);
  }
});

test('waits for an update that a killed run has left behind', async () => {
  const { service, folder, platform } = await serving();
  const log = join(folder, 'updates');
  Object.assign(service, { update: `echo begin >> ${log}; sleep 1; echo end >> ${log}; ${service.update}` });
  await platform.fleet.drain('s1', never);
  await Promise.all([platform.fleet.replace('s1', v2, never), platform.fleet.replace('s1', v2, never)]);
  expect((await readFile(log, 'utf8')).trim().split('\n')).toEqual(['begin', 'end', 'begin', 'end']);
});
