import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { githubClient } from '../../src/github/api/client.ts';

test('GitHub is asked through the proxy of the environment', async () => {
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(502).end();
  });
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => proxy.close(() => resolve())));
  const { port } = proxy.address() as AddressInfo;
  const env = { http_proxy: `http://127.0.0.1:${port}`, GITHUB_API_URL: 'http://api.github.test' };
  const octokit = await githubClient('ghs_emulated', env);
  await octokit.request('GET /rate_limit', { request: { retries: 0 } }).catch(() => {});
  expect(asked[0]).toContain('api.github.test');
});
