import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { sshHost } from '../../../src/platforms/servers/host/ssh.ts';
import { thisMachine } from '../../../src/platforms/servers/host/this-machine.ts';
import { newFolder } from '../../contracts/folder.ts';
import { isRunning, newRun, pidIn } from '../../contracts/host.ts';
import { until } from '../../contracts/until.ts';
import { type Sshd, startSshd } from '../../fakes/sshd.ts';

const never = new AbortController().signal;
/** Says its number and is not done before it is told to. */
const waiting = (folder: string) => `echo $$ >>${folder}/begun; until [ -e ${folder}/go ]; do sleep 0.05; done; echo done >>${folder}/done`;
const isThere = async (path: string) => (await readFile(path, 'utf8').catch(() => '')) !== '';

test('a line goes on when the connection breaks, and the next waits for it over another one', async () => {
  const sshd = await started();
  const host = opened(sshd);
  const { folder, options } = newRun();
  const first = host.run(waiting(folder), options, never).catch((error) => error);
  await until(() => isThere(join(folder, 'begun')));
  await sshd.kill();
  const lost = await first;
  expect(lost.why).toBe('lost');
  expect(lost.message).toContain(sshd.destination);
  expect((await host.files.read('/etc/hostname', never).catch((error) => error)).why).toBe('refused');
  await sshd.start();
  expect(await isRunning(await pidIn(join(folder, 'begun')))).toBe(true);
  const busy = await host.run('true', { ...options, time: 700 }, never).catch((error) => error);
  expect(busy.why).toBe('busy');
  const session = await readFile(`${options.lock}.session`, 'utf8');
  expect(busy.message).toContain(`pkill -s ${session.trim()}`);
  const next = host.run(`cat ${folder}/done`, { ...options, log: join(folder, 'next') }, never);
  await host.files.create(join(folder, 'go'), '', never);
  expect(await next).toEqual({ code: 0, lines: ['done'] });
});

test('a line that waits for the lock when the connection breaks never begins', async () => {
  const sshd = await started();
  const [host, other] = [opened(sshd), opened(sshd)];
  const { folder, options } = newRun();
  const first = host.run(waiting(folder), options, never).catch((error) => error);
  await until(() => isThere(join(folder, 'begun')));
  const second = other.run(`echo >${folder}/late`, { ...options, log: join(folder, 'second') }, never).catch((error) => error);
  await other.files.isWritable(folder, never);
  await until(async () => (await waitersFor(options.lock)) === 1);
  await sshd.kill();
  expect((await first).why).toBe('lost');
  expect((await second).why).toBe('lost');
  await sshd.start();
  await host.files.create(join(folder, 'go'), '', never);
  expect((await host.run('true', options, never)).code).toBe(0);
  await until(async () => (await waitersFor(options.lock)) === 0);
  expect(await readdir(folder)).not.toContain('late');
});

test('that nobody waits any more is said until it is heard', async () => {
  const { folder, options } = newRun();
  const first = thisMachine()
    .run(waiting(folder), options, never)
    .catch((error) => error);
  await until(() => isThere(join(folder, 'begun')));
  const bin = newFolder();
  // Its time is over after it has read, and before it can tell: on a machine that is slow enough, dd itself is so.
  await writeFile(join(bin, 'dd'), DEAF.replaceAll('FOLDER', bin), { mode: 0o755 });
  vi.stubEnv('PATH', `${bin}:${process.env['PATH']}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  const busy = await thisMachine()
    .run('true', { ...options, log: join(folder, 'second'), time: 700 }, never)
    .catch((error) => error);
  expect(busy.why).toBe('busy');
  expect(await readdir(bin)).toContain('heard');
  await writeFile(join(folder, 'go'), '');
  expect((await first).code).toBe(0);
});

const DEAF = `#!/bin/sh
said=$(/usr/bin/dd "$@") && [ -n "$said" ] || exit 0
mkdir FOLDER/heard && sleep 10
`;

test('a machine that answers no more is noticed, also by what waits for it', async () => {
  const sshd = await started();
  const host = opened(sshd);
  const { folder, options } = newRun();
  const running = host.run(waiting(folder), { ...options, time: 60_000 }, never).catch((error) => error);
  await until(() => isThere(join(folder, 'begun')));
  await sshd.freeze();
  const begun = performance.now();
  const asked = host.files.read('/etc/hostname', never).catch((error) => error);
  expect((await running).why).toBe('lost');
  expect((await asked).why).toBe('lost');
  expect(performance.now() - begun).toBeLessThan(25_000);
  process.kill(await pidIn(join(folder, 'begun')), 'SIGKILL');
});

test('a socket that was lost with its connection is made again', async () => {
  const sshd = await started();
  const host = opened(sshd);
  const reached = await host.reach(`127.0.0.1:${sshd.port}`, never);
  await sshd.kill();
  await sshd.start();
  await until(async () => (await host.files.isWritable('/tmp', never).catch(() => false)) === true);
  const again = await host.reach(`127.0.0.1:${sshd.port}`, never);
  expect(again).not.toEqual(reached);
});

test('leaves no process and no file when it is closed', async () => {
  const sshd = await started();
  const runtime = ownRuntime();
  const host = opened(sshd);
  await host.reach(`127.0.0.1:${sshd.port}`, never);
  expect(await readdir(join(runtime, 'sluice'))).toHaveLength(1);
  // The key is in none of the files, and no agent holds it any more.
  const files = (await readdir(join(runtime, 'sluice'), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  for (const { parentPath, name } of files) expect(await readFile(join(parentPath, name), 'utf8')).toMatch(/^ssh-ed25519 \S+ throwaway\n$/);
  expect((await mentioning(runtime)).filter((text) => text.includes('ssh-agent'))).toEqual([]);
  expect(await mentioning(runtime)).not.toEqual([]);
  const { folder, options } = newRun();
  const running = host.run(waiting(folder), options, never).catch((error) => error);
  await until(() => isThere(join(folder, 'begun')));
  await host.close();
  expect((await running).why).toBe('lost');
  expect(await mentioning(runtime)).toEqual([]);
  expect(await readdir(join(runtime, 'sluice'))).toEqual([]);
  await until(async () => (await sshd.connections()) === 0);
  await expect(host.files.read('/etc/hostname', never)).rejects.toThrow('was closed');
  process.kill(await pidIn(join(folder, 'begun')), 'SIGKILL');
});

test('leaves no process when the one that used it is killed, and the next removes its files', async () => {
  const sshd = await started();
  const runtime = ownRuntime();
  const { folder, options } = newRun();
  const user = spawn(process.execPath, ['--input-type=module', '-e', USER], {
    env: { ...process.env, ASKED: JSON.stringify({ ...sshd, options, line: waiting(folder) }) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  onTestFinished(() => void user.kill('SIGKILL'));
  await until(() => isThere(join(folder, 'begun')));
  expect(await mentioning(runtime)).not.toEqual([]);
  user.kill('SIGKILL');
  await once(user, 'exit');
  await until(async () => (await mentioning(runtime)).length === 0);
  await until(async () => (await sshd.connections()) === 0);
  expect(await isRunning(await pidIn(join(folder, 'begun')))).toBe(true);
  const host = opened(sshd);
  expect(await host.files.create(join(folder, 'go'), '', never)).toBe(true);
  expect(await readdir(join(runtime, 'sluice'))).toHaveLength(1);
  await host.close();
  expect(await readdir(join(runtime, 'sluice'))).toEqual([]);
});

const USER = `
import { sshHost } from '${resolve('src/platforms/servers/host/ssh.ts')}';
const asked = JSON.parse(process.env.ASKED);
const host = sshHost(asked.destination, asked);
await host.reach('127.0.0.1:' + asked.port, new AbortController().signal);
await host.run(asked.line, asked.options, new AbortController().signal);
`;

async function started(): Promise<Sshd> {
  const sshd = await startSshd();
  onTestFinished(sshd.close);
  return sshd;
}

function opened(sshd: Sshd) {
  const host = sshHost(sshd.destination, sshd);
  onTestFinished(host.close);
  return host;
}

/** A folder for the sockets of this test. */
function ownRuntime(): string {
  const folder = newFolder();
  vi.stubEnv('XDG_RUNTIME_DIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  return folder;
}

/** The command lines of the processes that name a path. */
async function mentioning(path: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(path));
}

/** How many shells have a lock's file open as the one that asks for it again and again. */
async function waitersFor(lock: string): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const file = await readlink(`/proc/${pid}/fd/9`).catch(() => '');
      const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
      return file === lock && words[0] === 'sh';
    }),
  );
  return found.filter((isOne) => isOne).length;
}
