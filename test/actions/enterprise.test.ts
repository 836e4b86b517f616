import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createListener, connect as dial, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openShop, type Shop, sha } from './shop.ts';

/** A certificate for 127.0.0.1 that only those trust who are told to. */
function certificate(folder: string): { readonly key: string; readonly cert: string; readonly path: string } {
  const [key, path] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=github.example.com', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', key, '-out', path];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files], { stdio: 'ignore' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(path, 'utf8'), path };
}

/** GitHub Enterprise Server: the API below `/api/v3`, by a certificate of the company's own. Gives its address and the file to trust. */
async function enterprise(shop: Shop): Promise<{ readonly url: string; readonly ca: string }> {
  const { key, cert, path } = certificate(shop.workspace);
  const server = createServer({ key, cert }, (asked, answer) => {
    const address = new URL((asked.url ?? '').replace(/^\/api\/v3/, ''), shop.github.url);
    const passed = request(address, { method: asked.method, headers: asked.headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/api/v3`, ca: path };
}

/** A proxy that only passes on what is to be kept secret, as companies have; and the addresses it was asked for. */
async function proxy(): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const open = new Set<Socket>();
  const server = createListener((client) => {
    open.add(client);
    client.on('error', () => client.destroy());
    client.once('data', (head) => {
      const [, address = ''] = /^CONNECT (\S+) /.exec(head.toString()) ?? [];
      asked.push(address);
      const [host, port] = address.split(':');
      const beyond = dial(Number(port), host, () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        client.pipe(beyond).pipe(client);
      });
      open.add(beyond);
      beyond.on('error', () => client.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const inputs = (shop: Shop) => ({ version: 'v1', 'github-token': shop.github.token });

test('a GitHub Enterprise Server with a certificate of its own is told everything', async () => {
  const shop = await openShop();
  const { url, ca } = await enterprise(shop);
  const env = { GITHUB_API_URL: url, GITHUB_SERVER_URL: 'https://github.example.com', NODE_EXTRA_CA_CERTS: ca, GITHUB_SHA: sha };
  const { outputs, stdout } = await shop.act('rolling', inputs(shop), { env });
  expect(outputs['outcome'], stdout).toBe('promoted');
  expect(shop.github.state.comments).toHaveLength(1);
  expect(shop.github.state.deployments[0]?.statuses.at(-1)).toMatchObject({
    state: 'success',
    logUrl: expect.stringMatching(/^https:\/\/github\.example\.com\/acme\/shop\/actions\/runs\//),
  });
});

test('one whose certificate nobody vouches for is told nothing, which is said, and the rollout goes on', async () => {
  const shop = await openShop();
  const { url } = await enterprise(shop);
  const { outputs, stdout } = await shop.act('rolling', inputs(shop), { env: { GITHUB_API_URL: url, GITHUB_SHA: sha } });
  expect(outputs['outcome'], stdout).toBe('promoted');
  expect(stdout).toMatch(/could not be written; the rollout goes on: .*certificate/);
  expect(shop.github.requests).toEqual([]);
});

test('it is reached through the proxy of the environment', async () => {
  const shop = await openShop();
  const { url, ca } = await enterprise(shop);
  const between = await proxy();
  const env = { GITHUB_API_URL: url, NODE_EXTRA_CA_CERTS: ca, https_proxy: between.url, GITHUB_SHA: sha };
  const { outputs, stdout } = await shop.act('rolling', inputs(shop), { env });
  expect(outputs['outcome'], stdout).toBe('promoted');
  expect(between.asked[0]).toBe(new URL(url).host);
  expect(shop.github.state.comments).toHaveLength(1);
});
