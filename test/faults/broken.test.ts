import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { readJson } from '../../src/platforms/durable-file.ts';
import { socketPath } from '../../src/platforms/local/balancer/socket.ts';
import { down } from '../../src/platforms/local/down.ts';
import { expectDone, job } from '../actions/job.ts';
import type { ServersSite } from '../actions/servers-site.ts';
import { again, IMPATIENT, openShop, PLATFORMS, QUICK, type Shop } from '../actions/shop.ts';
import { startHaproxies, writeServiceFile } from '../fakes/haproxy.ts';
import { step } from '../fakes/step.ts';
import { start } from '../load/generator.ts';
import { wrongWith } from './whole.ts';

vi.setConfig({ testTimeout: 120_000, maxConcurrency: 4 });

const INSTANCES = 2;
const smoke = { 'smoke-test': { path: '/', times: 2 } };

async function balancerOf(shop: Shop): Promise<number> {
  return (await readJson<{ pid: number }>(join(shop.state, 'balancer.process.json')))?.pid ?? 0;
}

/** The part of the service in its file, as it was written. */
async function serviceIn(shop: Shop): Promise<Record<string, unknown>> {
  const { services } = JSON.parse(await readFile(join(shop.workspace, '.github/sluice.yml'), 'utf8'));
  return services[shop.name];
}

describe.concurrent.each(PLATFORMS)('on %s, a version', (platform) => {
  test('that is healthy and answers nobody is caught by its smoke test before it gets traffic', async ({ onTestFinished, expect }) => {
    const url = (shop: Shop) => ({ url: `http://127.0.0.1:${shop.port}` });
    const shop = await openShop(platform, { onTestFinished });
    await shop.configure({ ...QUICK, ...smoke, ...url(shop) });
    await job(shop, 'blue-green-switch v1');
    const load = start({ url: `http://127.0.0.1:${shop.port}`, rate: 40 });
    for (const step of ['blue-green-switch v2-mute', 'canary-step v3-mute 50', 'rolling v4-mute']) {
      const { outputs } = await expectDone(shop, step, 'rolled-back smoke-test-failed 1');
      expect(outputs['message']).toContain('did not answer within 5s');
      expect(await wrongWith(shop, INSTANCES)).toEqual([]);
    }
    const { failed, byVersion } = await load.stop();
    expect(failed, JSON.stringify(byVersion)).toBe(0);
  });

  test('that ends while it is watched is taken back', async ({ onTestFinished, expect }) => {
    const shop = await openShop(platform, { onTestFinished, settings: IMPATIENT });
    await job(shop, 'blue-green-switch v1');
    const load = start({ url: `http://127.0.0.1:${shop.port}`, rate: 20 });
    for (const step of ['blue-green-switch v2-dies', 'rolling v3-dies']) {
      const { code, outputs, stdout } = await job(shop, step, { inputs: { 'bake-time': '20s' } });
      expect(`${outputs['outcome']} ${code}`, stdout).toBe('rolled-back 1');
      expect(['unready', 'progress-deadline', 'drift'], stdout).toContain(outputs['reason']);
      expect(await wrongWith(shop, INSTANCES)).toEqual([]);
    }
    await load.stop();
  });

  test('is deployed though the clock was set back an hour in between', async ({ onTestFinished, expect }) => {
    const shop = await openShop(platform, { onTestFinished });
    await job(shop, 'blue-green-switch v1');
    const back = 'const now = Date.now; Date.now = () => now() - 3_600_000;';
    const env = { ...shop.newRun(), NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(back)}` };
    await expectDone(shop, 'canary-step v2 50', 'canary done 0', { env });
    await expectDone(shop, 'promote v2', 'promoted done 0');
    await expectDone(shop, 'rolling v3', 'promoted done 0', { env });
    expect(await wrongWith(shop, INSTANCES)).toEqual([]);
  });
});

describe.concurrent('on servers, an update', () => {
  test('that hangs is ended at the deadline, and the version before comes back', async ({ onTestFinished, expect }) => {
    const shop = await openShop('servers', { onTestFinished });
    const { update } = await serviceIn(shop);
    await shop.configure({ ...IMPATIENT, update: `case $SLUICE_VERSION in *hang*) sleep 60;; esac; ${update}` });
    await job(shop, 'blue-green-switch v1');
    const load = start({ url: `http://127.0.0.1:${shop.port}`, rate: 40 });
    for (const step of ['rolling v2-hang', 'blue-green-switch v3-hang']) {
      const { outputs } = await expectDone(shop, step, 'rolled-back update-failed 1');
      expect(outputs['message']).toContain('progress-deadline');
      expect(await wrongWith(shop, INSTANCES)).toEqual([]);
    }
    expect((await load.stop()).failed).toBe(0);
  });

  test('that ends well and does nothing is found out where `reports` tells the version', async ({ onTestFinished, expect }) => {
    const shop = await openShop('servers', { onTestFinished });
    const { update } = await serviceIn(shop);
    await shop.configure({ ...IMPATIENT, reports: 'header:X-Version', update: `case $SLUICE_VERSION in *lazy*) exit 0;; esac; ${update}` });
    await job(shop, 'blue-green-switch v1');
    const load = start({ url: `http://127.0.0.1:${shop.port}`, rate: 40 });
    const { outputs } = await expectDone(shop, 'rolling v2-lazy', 'rolled-back progress-deadline 1');
    expect(outputs['message']).toContain('says that it runs v1');
    expect(await wrongWith(shop, INSTANCES)).toEqual([]);
    expect((await load.stop()).failed).toBe(0);
  });
});

describe('a balancer', () => {
  test('of local that is killed while a switch bakes is started again where it was', async () => {
    const shop = await openShop('local');
    await job(shop, 'blue-green-switch v1');
    const first = job(shop, 'blue-green-switch v2', { inputs: { 'bake-time': '5s' } });
    await expect.poll(() => shop.traffic()).toEqual({ v2: 100 });
    process.kill(await balancerOf(shop), 'SIGKILL');
    await expect.poll(() => shop.ask()).toBe('v2');
    expect((await first).outputs['outcome']).toBe('promoted');
    expect(await wrongWith(shop, INSTANCES)).toEqual([]);
  });

  test('of servers that is ended while a switch bakes, and started again, has all as it was', async () => {
    const shop = await openShop('servers');
    const { haproxy } = shop as unknown as ServersSite;
    await job(shop, 'blue-green-switch v1');
    const first = job(shop, 'blue-green-switch v2', { inputs: { 'bake-time': '5s' } });
    await expect.poll(() => shop.traffic()).toEqual({ v2: 100 });
    await haproxy.restart(0);
    expect((await first).outputs['outcome']).toBe('promoted');
    expect(await wrongWith(shop, INSTANCES)).toEqual([]);
  });

  test('of local that hangs for a while is waited for', async () => {
    const shop = await openShop('local');
    await job(shop, 'blue-green-switch v1');
    const first = job(shop, 'blue-green-switch v2', { inputs: { 'bake-time': '3s' } });
    await expect.poll(() => shop.traffic()).toEqual({ v2: 100 });
    const pid = await balancerOf(shop);
    process.kill(pid, 'SIGSTOP');
    await sleep(8_000);
    process.kill(pid, 'SIGCONT');
    expect((await first).outputs['outcome']).toBe('promoted');
    expect(await wrongWith(shop, INSTANCES)).toEqual([]);
  });
});

test.each(PLATFORMS)('a balancer of %s that answers garbage for a while in the middle is waited for', async (platform) => {
  const shop = await openShop(platform);
  await job(shop, 'blue-green-switch v1');
  const socket = await socketOf(shop);
  const between = await garbling(socket);
  onTestFinished(between.close);
  const load = start({ url: `http://127.0.0.1:${shop.port}`, rate: 40 });
  let heard = 0;
  const said = (line: string) => {
    if (line.startsWith('+') && ++heard === 4) between.garble(10);
  };
  await expectDone(shop, 'rolling v2', 'promoted done 0', { said });
  expect(between.left()).toBe(0);
  await between.close();
  expect(await wrongWith(shop, INSTANCES)).toEqual([]);
  const { failed, byVersion } = await load.stop();
  expect(failed, JSON.stringify(byVersion)).toBe(0);
});

/** Where the balancer of a service is asked. */
async function socketOf(shop: Shop): Promise<string> {
  const { balancers } = await serviceIn(shop);
  return balancers === undefined ? socketPath(shop.state) : ((balancers as { socket: string }[])[0]?.socket ?? '');
}

/** Stands before a socket until it is closed, and leads to it, but for some connections, which get garbage. */
async function garbling(path: string) {
  let left = 0;
  // Who listens there listens on, under another name.
  const to = `${path}.real`;
  await rename(path, to);
  const connections = new Set<Socket>();
  const server = createServer((from) => {
    from.on('error', () => {});
    connections.add(from);
    if (left > 0) {
      left--;
      from.once('data', () => from.end(randomBytes(2_000)));
      return;
    }
    const there = connect(to);
    there.on('error', () => from.destroy());
    from.pipe(there).pipe(from);
  });
  server.listen(path);
  await once(server, 'listening');
  const close = async () => {
    if (!server.listening) return;
    server.close();
    for (const from of connections) from.destroy();
    await once(server, 'close');
    await rename(to, path);
  };
  const garble = (count: number) => {
    left = count;
  };
  return { garble, left: () => left, close };
}

test('one of two balancers that is lost in the middle is named, and what it may still use is left alone', async () => {
  const haproxy = await startHaproxies({ balancers: 2 });
  onTestFinished(() => haproxy.close());
  await writeServiceFile(haproxy, { rollout: { 'progress-deadline': '12s' } });
  const act = (action: string, inputs: Record<string, string>, said?: (line: string) => void) =>
    step(action, { workspace: haproxy.folder, inputs, ...(said && { said }) });
  await act('rolling', { version: 'v1', 'on-failure': 'pause' });
  const load = start({ url: haproxy.urls[0] ?? '', rate: 40 });
  let lost: Promise<void> | null = null;
  const { code, outputs, stdout } = await act('rolling', { version: 'v2', 'bake-time': '2s' }, (line) => {
    if (line.includes('baking')) lost ??= haproxy.end(1);
  });
  await lost;
  expect(`${outputs['outcome']} ${outputs['reason']} ${code}`, stdout).toBe('stuck balancer-unreachable 1');
  expect(outputs['message']).toContain('1.sock');
  await haproxy.restart(1);
  expect((await act('rollback', {})).outputs['outcome']).toBe('rolled-back');
  const { failed, byVersion } = await load.stop();
  expect(failed, JSON.stringify(byVersion)).toBe(0);
  for (const url of haproxy.urls) expect((await (await fetch(url)).text()).trim()).toBe('v1');
});

// A file system of its own can be mounted as root only, as in a container and in CI.
describe.runIf(process.getuid?.() === 0)('the journal', () => {
  test.each(['full', 'read-only'])('whose disk is %s ends the action, which goes back once it can be written', async (how) => {
    const shop = await openShop('local', { settings: IMPATIENT });
    const folder = join(shop.workspace, 'state');
    await mkdir(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', folder]);
    onTestFinished(async () => {
      // What runs is known by the files that go away with it.
      await down(folder);
      execFileSync('umount', ['-l', folder]);
    });
    await job(shop, 'blue-green-switch v1');
    const env = shop.newRun();
    const first = job(shop, 'blue-green-switch v2', { env, inputs: { 'bake-time': '60s' } });
    await expect.poll(() => shop.traffic()).toEqual({ v2: 100 });
    const load = start({ url: `http://127.0.0.1:${shop.port}`, rate: 40 });
    const mend = await spoil(folder, how);
    const { code, outputs, stdout } = await first.finally(mend);
    expect(`${outputs['outcome']} ${outputs['reason']} ${code}`, stdout).toBe('interrupted journal-unreachable 1');
    await expectDone(shop, 'rollback', 'rolled-back requested 0', { env: again(env) });
    expect(await wrongWith(shop, INSTANCES)).toEqual([]);
    expect((await load.stop()).failed).toBe(0);
  });
});

/** Lets nothing more be written to a folder, until it is mended. */
async function spoil(folder: string, how: string): Promise<() => Promise<void>> {
  if (how === 'full') {
    const filler = join(folder, 'filler');
    await writeFile(filler, Buffer.alloc(1024 * 1024)).catch(() => {});
    return () => rm(filler);
  }
  // Files that are open for writing do not hinder this one.
  execFileSync('mount', ['--bind', folder, folder]);
  execFileSync('mount', ['-o', 'remount,bind,ro', folder]);
  return async () => void execFileSync('umount', ['-l', folder]);
}
