import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import type { Api } from '../../../src/platforms/kubernetes/api/api.ts';
import { openApi } from '../../../src/platforms/kubernetes/api/client.ts';
import { until } from '../../contracts/until.ts';
import { isOver, openRoom, type Process, proxyOf, type Room } from './room.ts';

const never = new AbortController().signal;

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => room?.close());

function newApi(): Api {
  const api = openApi({ context: null, namespace: room.name });
  onTestFinished(() => api.close());
  return api;
}

/** What kubectl does before what it is told, for one test. */
async function doFirst(line: string): Promise<void> {
  const folder = await mkdtemp(join(room.folder, 'bin-'));
  const real = process.env['PATH'];
  await writeFile(join(folder, 'kubectl'), `#!/bin/sh\n${line}\nPATH=${JSON.stringify(real)} exec kubectl "$@"\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}${delimiter}${real}`);
}

/** Where a proxy has its socket. */
const socketOf = ({ line }: Process) => /--unix-socket=(\S+)/.exec(line)?.[1] as string;

async function started(owner = process.pid): Promise<Process> {
  const proxy = await proxyOf(owner);
  if (proxy === undefined) throw new Error('no kubectl proxy runs');
  return proxy;
}

test('starts nothing before the first call, and two kubectl at most for all calls', async () => {
  const starts = join(room.folder, 'starts');
  await writeFile(starts, '');
  await doFirst(`echo "$1" >>${starts}`);
  const api = newApi();
  expect(api.place).toBe('the current context');
  expect(await api.namespace(never)).toBe(room.name);
  expect(await readFile(starts, 'utf8')).toBe('');
  await Promise.all(Array.from({ length: 20 }, () => api.get(room.configMaps, never)));
  expect(await readFile(starts, 'utf8')).toBe('config\nproxy\n');
  await api.close();
  await openApi({ context: null, namespace: null }).close();
  expect(await readFile(starts, 'utf8')).toBe('config\nproxy\n');
});

test('only this user can reach the socket', async () => {
  await newApi().get(room.configMaps, never);
  const socket = socketOf(await started());
  expect((await stat(socket)).mode & 0o077).toBe(0);
  expect((await stat(dirname(socket))).mode & 0o777).toBe(0o700);
});

test('neither the arguments nor the environment of kubectl hold a login or an input of the step', async () => {
  const token = (await room.kubectl('create', 'token', 'default')).trim();
  vi.stubEnv('KUBECONFIG', await room.kubeconfigOf({ token }));
  vi.stubEnv('INPUT_TOKEN', 'of-this-step');
  await newApi()
    .get(room.configMaps, never)
    .catch(() => null);
  const { pid, line } = await started();
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8');
  expect(environment).toContain('KUBECONFIG=');
  for (const text of [line, environment]) {
    expect(text).not.toContain(token);
    expect(text).not.toContain('of-this-step');
  }
});

test('a kubectl that ended is replaced by the next call, and leaves nothing behind', async () => {
  const api = newApi();
  await api.get(room.configMaps, never);
  const first = await started();
  process.kill(first.pid, 'SIGKILL');
  await until(() => isOver(first));
  expect(await api.get(`${room.configMaps}/nothing`, never)).toBeNull();
  expect((await started()).pid).not.toBe(first.pid);
  await until(() => isGone(dirname(socketOf(first))));
});

test('closing ends kubectl, its group and its folder, and what is under way', async () => {
  const api = newApi();
  await api.get(room.configMaps, never);
  const proxy = await started();
  const watch = api.changed(room.configMaps, '', never);
  const calls = Array.from({ length: 20 }, () => api.get(room.configMaps, never));
  const results = Promise.allSettled(calls);
  await api.close();
  await until(() => isOver(proxy));
  expect(await isGone(dirname(socketOf(proxy)))).toBe(true);
  await watch;
  for (const result of await results) {
    if (result.status === 'rejected') expect(result.reason.message).toBe('The connection to the current context was closed.');
  }
  await expect(api.get(room.configMaps, never)).rejects.toThrow('The connection to the current context was closed.');
  expect(await proxyOf(process.pid)).toBeUndefined();
});

test('closing while it is being opened leaves nothing', async () => {
  const mark = join(room.folder, 'mark');
  await doFirst(`[ "$1" = proxy ] && echo $$ >${mark} && exec sleep 600`);
  const api = newApi();
  const ended = expect(api.get(room.configMaps, never)).rejects.toThrow('was closed');
  let pid = 0;
  await until(async () => {
    pid = Number(await readFile(mark, 'utf8').catch(() => ''));
    return pid > 0;
  });
  await api.close();
  await ended;
  await until(() => isOver({ pid }));
});

test('who waits no longer for it to be opened does not end it for the others', async () => {
  const api = newApi();
  const stop = new AbortController();
  const [given, kept] = [api.get(room.configMaps, stop.signal), api.get(`${room.configMaps}/nothing`, never)];
  stop.abort(new Error('enough'));
  await expect(given).rejects.toThrow('enough');
  expect(await kept).toBeNull();
});

test('does not outlive its owner, not even a SIGKILL of it', async () => {
  const script = `
    import { openApi } from ${JSON.stringify(new URL('../../../src/platforms/kubernetes/api/client.ts', import.meta.url))};
    await openApi({ context: null, namespace: null }).get('/api/v1/namespaces', AbortSignal.timeout(10_000));
    console.log('open');
    setInterval(() => {}, 1_000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void owner.kill('SIGKILL'));
  await once(owner.stdout, 'data');
  const proxy = await started(owner.pid);
  owner.kill('SIGKILL');
  await until(() => isOver(proxy));
});

async function isGone(path: string): Promise<boolean> {
  return access(path).then(
    () => false,
    () => true,
  );
}
