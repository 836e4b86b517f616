import { readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { HostError } from '../../../src/platforms/servers/host/host.ts';
import type { Access } from '../../../src/platforms/servers/host/master.ts';
import { sshHost } from '../../../src/platforms/servers/host/ssh.ts';
import { newFolder } from '../../contracts/folder.ts';
import { newRun, textAt } from '../../contracts/host.ts';
import { newKey, type Sshd, startSshd } from '../../fakes/sshd.ts';

const never = new AbortController().signal;

test.each(['', '-oProxyCommand=id', 'user@-oProxyCommand=id', 'a b', 'web1;id', 'web1$(id)', "we'b1", 'web1/..'])(
  'takes no machine called "%s"',
  (name) => {
    expect(() => sshHost(name, { key: null, knownHosts: null })).toThrow('is no machine for ssh');
  },
);

test.each(['web1', 'deploy@web1.example.com', 'ssh://deploy@web1:2222', 'deploy@10.0.0.1', 'ssh://root@[::1]:22'])(
  'takes a machine called "%s"',
  (name) => {
    expect(sshHost(name, { key: null, knownHosts: null }).name).toBe(name);
  },
);

test('says that nobody listens', async () => {
  const sshd = await started();
  await sshd.kill();
  const error = await failureOf(sshd.destination, sshd);
  expect(error.why).toBe('refused');
  expect(error.message).toContain(`${sshd.port} refused the connection: start sshd there`);
});

test('says that a machine does not answer, and does not wait for it once it is closed', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void silent.close());
  await new Promise((resolve) => silent.once('listening', resolve));
  const { port } = silent.address() as AddressInfo;
  const closed = sshHost(`ssh://root@127.0.0.1:${port}`, { key: null, knownHosts: null });
  const asked = closed.files.read('/etc/hostname', never).catch((error) => error);
  await new Promise((resolve) => silent.once('connection', resolve));
  await closed.close();
  expect((await asked).message).toContain('was closed');
  const error = await failureOf(`ssh://root@127.0.0.1:${port}`, { key: null, knownHosts: null });
  expect(error.why).toBe('unreachable');
  expect(error.message).toMatch(/127\.0\.0\.1:\d+ cannot be reached \(ssh: .*timed out/);
});

test('says which key is not accepted', async () => {
  const sshd = await started();
  const path = join(newFolder(), 'other');
  await newKey(path);
  const error = await failureOf(sshd.destination, { ...sshd, key: await readFile(path, 'utf8') });
  expect(error.why).toBe('wrong-key');
  expect(error.message).toMatch(/accepts not the key SHA256:\S+ throwaway/);
  expect(error.message).toContain('authorized_keys');
});

test('says what is wrong with a key that is none, and shows nothing of it', async () => {
  const sshd = await started();
  const key = sshd.key.replace(/.{20}(?=\n-----END)/, 'secretsecretsecret12');
  const error = await opened(sshd, { key })
    .files.read('/etc/hostname', never)
    .catch((thrown) => thrown);
  expect(error.why).toBe('failed');
  expect(error.message).toContain('give a private key without a passphrase');
  expect(error.message).not.toContain('secret');
});

test('takes a key that was pasted without its last line break, or on Windows', async () => {
  const sshd = await started();
  for (const key of [sshd.key.trim(), sshd.key.replaceAll('\n', '\r\n')]) {
    const host = opened(sshd, { key });
    expect(await host.files.isWritable(sshd.folder, never)).toBe(true);
  }
});

test('uses the agent of the user where it has no key', async () => {
  const sshd = await started();
  vi.stubEnv('SSH_AUTH_SOCK', join(newFolder(), 'none'));
  onTestFinished(() => void vi.unstubAllEnvs());
  const error = await failureOf(sshd.destination, { ...sshd, key: null });
  expect(error.why).toBe('wrong-key');
  expect(error.message).toContain('none of the keys of your ssh agent and in ~/.ssh');
});

test('says where to add a host key that is not known, and to compare it', async () => {
  const sshd = await started();
  const knownHosts = join(newFolder(), 'known hosts 100%');
  await writeFile(knownHosts, '');
  const error = await failureOf(sshd.destination, { ...sshd, knownHosts });
  expect(error.why).toBe('unknown-host-key');
  expect(error.message).toContain(`${knownHosts} does not have: add the line by what \`ssh-keyscan -p ${sshd.port} 127.0.0.1\` prints`);
  expect(error.message).toContain('Compare its fingerprint');
  await writeFile(knownHosts, await readFile(sshd.knownHosts));
  expect(await opened(sshd, { knownHosts }).files.isWritable(sshd.folder, never)).toBe(true);
});

test('says what to install where there is no ssh', async () => {
  const sshd = await started();
  vi.stubEnv('PATH', newFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const key of [null, sshd.key])
    await expect(opened(sshd, { key }).files.read('/etc/hostname', never)).rejects.toThrow('install openssh-client');
});

test('says that a host key is another one now', async () => {
  const sshd = await started();
  const other = join(newFolder(), 'other');
  await newKey(other);
  await writeFile(sshd.knownHosts, `[127.0.0.1]:${sshd.port} ${await readFile(`${other}.pub`, 'utf8')}`);
  const error = await failureOf(sshd.destination, sshd);
  expect(error.why).toBe('unknown-host-key');
  expect(error.message).toContain(`has another host key than the one in ${sshd.knownHosts}`);
  expect(error.message).toContain(`ssh-keyscan -p ${sshd.port} 127.0.0.1`);
});

test('is not confused by what a login prints', async () => {
  const sshd = await started();
  await writeFile(join(sshd.folder, '.bashrc'), 'echo welcome; echo to web1 >&2\n');
  const host = opened(sshd);
  await host.files.replace(join(sshd.folder, 'file'), 'as it is', null, never);
  expect(await host.files.read('~/file', never)).toBe('as it is');
  expect(await host.run('pwd; exit 1', newRun().options, never)).toEqual({ code: 1, lines: [sshd.folder] });
});

test('says that there is no socket, that nobody answers, and that sshd leads nowhere', async () => {
  const sshd = await started('AllowStreamLocalForwarding no');
  const host = opened(sshd);
  const path = join(sshd.folder, 'there.sock');
  await expect(host.socket(path, never)).rejects.toThrow(`there is no socket at ${path}`);
  const server = createServer().listen(path);
  onTestFinished(() => void server.close());
  await expect(host.socket(path, never)).rejects.toThrow('AllowStreamLocalForwarding no');
  await expect(host.socket(`${path}:22`, never)).rejects.toThrow('cannot be told');
});

test('says that sshd has too few sessions for a connection', async () => {
  const sshd = await started('MaxSessions 1');
  await expect(opened(sshd).files.read('/etc/hostname', never)).rejects.toThrow('set MaxSessions 10');
});

test('makes one connection for many commands at once, and many connections at once', async () => {
  const sshd = await started();
  const hosts = Array.from({ length: 20 }, () => opened(sshd));
  await Promise.all(hosts.flatMap((host) => [1, 2].map(() => host.files.read('/etc/hostname', never))));
  // sshd has two processes a connection.
  expect(await sshd.connections()).toBeLessThanOrEqual(2 * hosts.length);
  await Promise.all(Array.from({ length: 30 }, () => hosts[0]?.files.isWritable('/tmp', never)));
  await Promise.all(hosts.map((host) => host.close()));
});

test('refuses an address that is none', async () => {
  const sshd = await started();
  await expect(opened(sshd).reach('-oProxyCommand=id', never)).rejects.toThrow('is no address');
  const silent = await opened(sshd).reach(`127.0.0.1:${await refusing()}`, never);
  // As where nothing listens here: it is told to who connects.
  await expect(textAt({ socketPath: 'socket' in silent ? silent.socket : '' })).rejects.toThrow(/hang up|RESET|EPIPE/);
});

async function refusing(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function started(config = ''): Promise<Sshd> {
  const sshd = await startSshd(config);
  onTestFinished(sshd.close);
  return sshd;
}

function opened(sshd: Sshd, access: Partial<Access> = {}) {
  const host = sshHost(sshd.destination, { key: sshd.key, knownHosts: sshd.knownHosts, ...access });
  onTestFinished(host.close);
  return host;
}

async function failureOf(destination: string, { key, knownHosts }: Access): Promise<HostError> {
  const host = sshHost(destination, { key, knownHosts });
  onTestFinished(host.close);
  const error = await host.files.read('/etc/hostname', never).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(HostError);
  expect(error.message).toContain(destination);
  return error;
}
