import { existsSync, readFileSync, statSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import type { Duplex } from 'node:stream';
import { expect, test, vi } from 'vitest';
import type { BalancerMark } from '../../src/platforms/local/balancer/state.ts';
import { BalancerClient } from '../../src/platforms/local/balancer-client.ts';
import { down } from '../../src/platforms/local/down.ts';
import { type InstanceRecord, readRecords } from '../../src/platforms/local/records.ts';
import { stateFolder } from '../../src/platforms/local/site.ts';
import { isAlive, type ProcessMark, startOf } from '../../src/platforms/process.ts';
import type { LocalService } from '../../src/ports/service.ts';
import { sum } from '../../src/strategies/look.ts';
import { until } from '../contracts/until.ts';
import { ask, newService, reopen, serving, v1, v2 } from './local-service.ts';

vi.setConfig({ testTimeout: 60_000 });
const never = new AbortController().signal;

const mark = (service: LocalService): BalancerMark => JSON.parse(readFileSync(join(stateFolder(service), 'balancer.process.json'), 'utf8'));

async function inFlight(service: LocalService): Promise<number> {
  const state = await new BalancerClient(service, stateFolder(service), '').state(never);
  return (state?.servers ?? []).reduce((sum, server) => sum + server.inFlight, 0);
}

/** Both tracks up, blue with `v1` and the traffic, green with `v2`. */
async function both(changes: Partial<LocalService> = {}) {
  const { service, platform } = await serving({ instances: 1, ...changes });
  await platform.tracks.deploy('green', v2, 1, never);
  await until(async () => (await platform.tracks.read(never)).tracks[1].ready === 1);
  return { service, platform };
}

test('looking at a service never deployed writes nothing and starts nothing', async () => {
  const { service } = await newService();
  const platform = reopen(service);
  expect(await platform.fleet.instances(never)).toEqual({ wanted: 2, instances: [], spare: ['blue-1', 'blue-2'] });
  expect(await platform.check('rolling', never)).toEqual([]);
  expect(await platform.metrics.read(never)).toEqual([]);
  expect(await platform.metrics.byInstance?.(never)).toEqual([]);
  expect(existsSync(stateFolder(service))).toBe(false);
});

test('a port that is in use is named before and at the start', async () => {
  const { service } = await newService();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(service.port, resolve));
  const platform = reopen(service);
  expect((await platform.check('rolling', never))[0]?.message).toContain(`Port ${service.port}`);
  await expect(platform.start?.(never, null)).rejects.toThrow(`port ${service.port} is in use`);
  await new Promise((resolve) => other.close(resolve));
});

test('weights are kept within five standard deviations', async () => {
  const { service, platform } = await both();
  await platform.router.shift({ blue: 75, green: 25 }, never);
  let green = 0;
  for (let time = 0; time < 1_000; time++) if ((await ask(service.port)).version === 'v2') green++;
  expect(Math.abs(green - 250)).toBeLessThan(5 * Math.sqrt(1_000 * 0.25 * 0.75));
  const [counters] = await platform.metrics.read(never);
  expect(counters?.tracks['green']).toMatchObject({ requests: green, errors: 0 });
  expect(counters?.tracks['blue']).toMatchObject({ requests: 1_000 - green, errors: 0 });
});

test('a sticky user who was moved is not moved again while the weight grows', async () => {
  const { service, platform } = await both({ sticky: { kind: 'cookie', name: 'uid' } });
  const users = Array.from({ length: 60 }, (_, at) => `user-${at}`);
  let before = new Set<string>();
  for (const weight of [10, 30, 60, 100]) {
    await platform.router.shift({ blue: 100 - weight, green: weight }, never);
    const moved = new Set<string>();
    for (const user of users) if ((await ask(service.port, '/', { Cookie: `a=b; uid=${user}` })).version === 'v2') moved.add(user);
    expect([...before].filter((user) => !moved.has(user))).toEqual([]);
    expect(moved.size).toBeGreaterThan(before.size);
    before = moved;
  }
});

test('preview reaches the version not yet live, by port and by header, and is not counted', async () => {
  const { service, platform } = await both({ preview: { kind: 'header', name: 'X-Preview', value: 'secret' } });
  await platform.router.preview.point(null, never);
  expect((await ask(service.port + 1)).version).toBe('v1');
  await platform.router.preview.point('green', never);
  expect((await ask(service.port + 1)).version).toBe('v2');
  expect((await ask(service.port, '/', { 'X-Preview': 'secret' })).version).toBe('v2');
  expect((await ask(service.port, '/', { 'X-Preview': 'wrong' })).version).toBe('v1');
  const [counters] = await platform.metrics.read(never);
  expect(counters?.tracks).toMatchObject({ blue: { requests: 1 }, green: { requests: 0 } });
  const [byInstance] = (await platform.metrics.byInstance?.(never)) ?? [];
  expect(sum(Object.values(byInstance?.tracks ?? {}))).toEqual({ requests: 1, errors: 0 });
});

test('requests are counted by instance, from zero for one that was replaced', async () => {
  const { service, platform } = await serving();
  const counted = async () => (await platform.metrics.byInstance?.(never))?.[0]?.tracks ?? {};
  for (let time = 0; time < 20; time++) await ask(service.port);
  expect(sum(Object.values(await counted()))).toEqual({ requests: 20, errors: 0 });
  const { instances } = await platform.fleet.instances(never);
  const [first, second] = instances.map(({ name }) => name) as [string, string];
  await platform.fleet.drain(first, never);
  await platform.fleet.replace(first, { version: 'bad5', spec: v2.spec }, never);
  await until(async () => (await platform.fleet.instances(never)).instances.every(({ ready }) => ready));
  const before = (await counted())[second]?.requests as number;
  await platform.fleet.restore(first, never);
  await platform.fleet.drain(second, never);
  let failed = 0;
  for (let time = 0; time < 100; time++) if ((await ask(service.port)).status === 500) failed++;
  expect(await counted()).toEqual({ [first]: { requests: 100, errors: failed }, [second]: { requests: before, errors: 0 } });
});

test('a killed balancer goes on where it was', async () => {
  const { service, platform } = await both();
  await platform.router.shift({ blue: 0, green: 100 }, never);
  const { pid } = mark(service);
  process.kill(pid, 'SIGKILL');
  await until(async () => (await startOf(pid)) === null);
  const later = reopen(service);
  expect((await later.tracks.read(never)).tracks[1]).toMatchObject({ ...v2, ready: 0, note: 'the balancer does not run' });
  await later.start?.(never, null);
  expect(await later.router.read(never)).toMatchObject({ weights: { blue: 0, green: 100 } });
  expect(await ask(service.port)).toEqual({ status: 200, version: 'v2' });
});

test('only the user may command the balancer', async () => {
  const { service } = await serving({ instances: 1 });
  expect(statSync(dirname(mark(service).socket)).mode & 0o777).toBe(0o700);
  expect(statSync(join(stateFolder(service), 'balancer.json')).mode & 0o777).toBe(0o600);
});

test('a request longer than drain-timeout is cut, refused or waited for, as on-drain-timeout says', async () => {
  const rollout = (onDrainTimeout: string) => ({ maxSurge: { value: 0, unit: 'instances' }, drainTimeout: 50, onDrainTimeout });
  const outcomes: Record<string, string> = {};
  for (const mode of ['force', 'fail', 'wait']) {
    const { service, platform } = await serving({ instances: 1, rollout: rollout(mode) } as unknown as Partial<LocalService>);
    const slow = ask(service.port, '/slow/1500').then(
      (answer) => String(answer.status),
      () => 'cut',
    );
    await until(async () => (await inFlight(service)) === 1);
    const drained = await platform.fleet.drain('blue-1', never).then(
      () => 'drained',
      (error) => error.reason?.code,
    );
    outcomes[mode] = `${drained} ${await slow}`;
  }
  expect(outcomes).toEqual({ force: 'drained cut', fail: 'drain-timeout 200', wait: 'drained 200' });
});

test('rolling under load fails no request', async () => {
  const { service, platform } = await serving({ instances: 3 });
  const rolled = new AbortController();
  const statuses = new Map<number | string, number>();
  const users = Array.from({ length: 8 }, async () => {
    while (!rolled.signal.aborted) {
      const status = await ask(service.port).then(
        (answer) => answer.status,
        (error) => String(error),
      );
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  });
  for (const { name } of (await platform.fleet.instances(never)).instances) {
    await platform.fleet.drain(name, never);
    await platform.fleet.replace(name, v2, never);
    await until(async () => (await platform.fleet.instances(never)).instances.find((one) => one.name === name)?.ready === true);
    await platform.fleet.restore(name, never);
  }
  rolled.abort();
  await Promise.all(users);
  expect([...statuses.keys()]).toEqual([200]);
});

/** What an instance's file says where its starter was killed before the process could be written down. Gives that process. */
async function killedStarter(service: LocalService, name: string): Promise<ProcessMark> {
  const path = join(stateFolder(service), 'instances', `${name}.json`);
  const record = JSON.parse(await readFile(path, 'utf8')) as InstanceRecord;
  await writeFile(path, JSON.stringify({ ...record, phase: 'updating', process: null }));
  await writeFile(`${path}.0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9.tmp`, '{');
  return record.process as ProcessMark;
}

test('what was started by somebody who was killed before it was written down is stopped, whether that goes on or back', async () => {
  const { service, platform } = await both();
  const goesOn = await killedStarter(service, 'green-1');
  expect(await isAlive(goesOn)).toBe(true);
  await platform.start?.(never, null);
  await platform.tracks.deploy('green', v2, 1, never);
  expect(await isAlive(goesOn)).toBe(false);
  await until(async () => (await platform.tracks.read(never)).tracks[1].ready === 1);
  const goesBack = await killedStarter(service, 'green-1');
  await platform.start?.(never, null);
  await platform.tracks.retire('green', never);
  expect(await isAlive(goesBack)).toBe(false);
  expect(await readdir(join(stateFolder(service), 'instances'))).toEqual(
    expect.not.arrayContaining([expect.stringMatching(/tmp$|^green-1\.json/)]),
  );
  expect((await ask(service.port)).version).toBe('v1');
});

test('an instance gets a port that no outgoing connection can take before it', async () => {
  const { service } = await serving();
  const range = await readFile('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').catch(() => '49152');
  const records = await readRecords(stateFolder(service));
  expect(records).toHaveLength(2);
  for (const { port } of records) expect(port).toBeLessThan(Number.parseInt(range, 10));
});

test('a folder of instances that cannot be read is no service without instances', async () => {
  const { service, platform } = await serving();
  const folder = join(stateFolder(service), 'instances');
  await rename(folder, `${folder}.away`);
  await writeFile(folder, '');
  await expect(platform.fleet.instances(never)).rejects.toThrow(`ENOTDIR: not a directory, scandir '${folder}'`);
  await rm(folder);
  await rename(`${folder}.away`, folder);
  expect((await platform.fleet.instances(never)).instances).toHaveLength(2);
});

test('down leaves nothing running', async () => {
  const { service } = await serving();
  const balancer = mark(service);
  expect(await down(service.state)).toEqual(['hello-test balancer', 'hello-test blue-1', 'hello-test blue-2']);
  expect(await isAlive(balancer)).toBe(false);
  await expect(ask(service.port)).rejects.toThrow('ECONNREFUSED');
});

test('a WebSocket is piped both ways and in flight until it ends', async () => {
  const { service } = await serving({ instances: 1 });
  const asked = request({ host: '127.0.0.1', port: service.port, headers: { Connection: 'Upgrade', Upgrade: 'echo' } }).end();
  const socket = await new Promise<Duplex>((resolve) => asked.once('upgrade', (_answer, duplex) => resolve(duplex)));
  socket.write('hello');
  expect(String(await new Promise((resolve) => socket.once('data', resolve)))).toBe('hello');
  expect(await inFlight(service)).toBe(1);
  socket.destroy();
  await until(async () => (await inFlight(service)) === 0);
});

test('the smoke test of a track asks that track and says what was wrong', async () => {
  const { platform } = await both({ smokeTest: { path: '/', contains: 'v2', times: 2 } });
  expect(await platform.smokeTest.ask({ track: 'green' }, never)).toBeNull();
  await platform.router.preview.point('green', never);
  expect(await platform.smokeTest.ask({ track: 'green' }, never)).toBeNull();
  expect(await platform.smokeTest.ask('service', never)).toContain('answered 200 without the text "v2" (request 1 of 2)');
  expect(await platform.smokeTest.ask({ instances: ['blue-1'] }, never)).toContain('blue-1: http://127.0.0.1:');
  expect(await platform.smokeTest.ask({ oneOf: 'green' }, never)).toBeNull();
  expect(await platform.smokeTest.ask({ oneOf: 'blue' }, never)).toMatch(/^blue-1: .*\(request 1 of 1\)\.$/);
});

test('of a track only an instance that is healthy is asked alone', async () => {
  const { platform } = await serving({ instances: 1, smokeTest: { path: '/', contains: null, times: 1 } });
  await platform.tracks.deploy('green', { version: 'v2-never', spec: 'spec-1' }, 1, never);
  expect(await platform.smokeTest.ask({ oneOf: 'green' }, never)).toBe('There is no instance to be asked.');
  expect(await platform.smokeTest.ask({ oneOf: 'blue' }, never)).toBeNull();
});

test('users get the other track when theirs has no server, but never one that is not proven yet', async () => {
  const { service, platform } = await both();
  await platform.fleet.drain('blue-1', never);
  expect((await ask(service.port)).status).toBe(503);
  await platform.router.preview.point(null, never);
  expect((await ask(service.port)).version).toBe('v2');
  await platform.router.preview.point('green', never);
  expect((await ask(service.port)).status).toBe(503);
});

test('a first version is not served before it is proven', async () => {
  const { service } = await newService({ instances: 1 });
  const platform = reopen(service);
  await platform.start?.(never, null);
  await platform.tracks.deploy('green', v1, 1, never);
  await until(async () => (await platform.tracks.read(never)).tracks[1].ready === 1);
  expect((await ask(service.port)).status).toBe(503);
  expect((await ask(service.port + 1)).version).toBe('v1');
});

test('the way back to another spec runs what was kept with it', async () => {
  const { service, platform } = await serving({ instances: 1 });
  const changed = reopen({ ...service, spec: 'spec-2', run: ['never-there'] });
  await changed.start?.(never, null);
  await platform.fleet.drain('blue-1', never);
  await expect(changed.fleet.replace('blue-1', { version: 'v2', spec: 'spec-2' }, never)).rejects.toMatchObject({
    reason: { code: 'update-failed' },
  });
  expect((await changed.fleet.instances(never)).instances[0]).toMatchObject({ version: null, ready: false });
  await changed.fleet.replace('blue-1', v1, never);
  await until(async () => (await changed.fleet.instances(never)).instances[0]?.ready === true);
  await expect(changed.fleet.replace('blue-1', { version: null, spec: null }, never)).rejects.toMatchObject({
    reason: { code: 'no-previous-version' },
  });
});

test('bodies pass both ways, with a length and in chunks', async () => {
  const echo = "require('http').createServer((q, a) => q.url === '/healthz' ? a.end() : q.pipe(a)).listen(process.env.PORT)";
  const { service } = await serving({ instances: 1, run: [process.execPath, '-e', echo] });
  const text = 'x'.repeat(300_000);
  const url = `http://127.0.0.1:${service.port}/`;
  const whole = await fetch(url, { method: 'POST', body: text });
  const chunked = await fetch(url, { method: 'PUT', body: new Blob([text]).stream(), duplex: 'half' } as RequestInit);
  expect([await whole.text(), await chunked.text()]).toEqual([text, text]);
  expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
  expect(await (await fetch(url, { method: 'POST' })).text()).toBe('');
});
