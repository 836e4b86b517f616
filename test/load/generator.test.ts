import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '../contracts/until.ts';
import { type Counts, start } from './generator.ts';

/** A server that ends with the test. */
async function serve(answer: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

test('half of the requests have a connection of their own, and a tenth are slow', async () => {
  let slow = 0;
  let kept = 0;
  let arrived = 0;
  const { url } = await serve((request, response) => {
    arrived++;
    if (request.url === '/slow') slow++;
    if (request.headers.connection === 'keep-alive') kept++;
    response.end('v1\n');
  });
  const load = start({ url, rate: 200 });
  await until(async () => load.seen().requests >= 200);
  const counts = await load.stop();
  expect(counts).toMatchObject({ requests: arrived, failed: 0, byVersion: { v1: { requests: arrived, failed: 0 } } });
  expect(counts.kept).toEqual({ requests: kept, failed: 0 });
  expect(counts.newConnections).toEqual({ requests: arrived - kept, failed: 0 });
  expect(Math.abs(kept - arrived / 2)).toBeLessThanOrEqual(1);
  expect(Math.abs(slow - arrived / 10)).toBeLessThanOrEqual(2);
});

test.each([0, 0.05, 0.25, 1])('a share of %d is slow where that is asked for, at each address', async (share) => {
  const seen = [0, 1].map(() => ({ all: 0, slow: 0 }));
  const servers = await Promise.all(
    seen.map((count) =>
      serve((request, response) => {
        count.all++;
        if (request.url === '/slow') count.slow++;
        response.end('v1\n');
      }),
    ),
  );
  const load = start({ url: servers.map(({ url }) => url), rate: 400, slow: share });
  await until(async () => load.seen().requests >= 200);
  await load.stop();
  for (const { all, slow } of seen) expect(Math.abs(slow - share * all)).toBeLessThanOrEqual(2);
});

test('what is lost on new connections is counted apart from what is lost on kept ones', async () => {
  const { url } = await serve((request, response) => {
    if (request.headers.connection === 'keep-alive') response.end('v1\n');
    else request.socket.destroy();
  });
  const load = start({ url, rate: 200 });
  await until(async () => load.seen().requests >= 100);
  const { requests, failed, newConnections, kept } = await load.stop();
  expect(kept.failed).toBe(0);
  expect(newConnections).toEqual({ requests: failed, failed });
  expect(kept.requests + failed).toBe(requests);
});

test('two addresses are asked at once by two loads, each with its own counts, and by a name where one is given', async () => {
  const hosts = new Set<string | undefined>();
  const [gateway, service] = await Promise.all([
    serve((request, response) => {
      hosts.add(request.headers.host);
      response.writeHead(503).end('gateway\n');
    }),
    serve((_request, response) => response.end('v1\n')),
  ]);
  const loads = [start({ url: gateway.url, rate: 100, host: 'shop.example.com' }), start({ url: service.url, rate: 100 })];
  await until(async () => loads.every((load) => load.seen().requests >= 20));
  const [lost, served] = (await Promise.all(loads.map((load) => load.stop()))) as [Counts, Counts];
  expect(lost.byVersion).toEqual({ gateway: { requests: lost.requests, failed: lost.requests } });
  expect(served.byVersion).toEqual({ v1: { requests: served.requests, failed: 0 } });
  expect([...hosts]).toEqual(['shop.example.com']);
});

test('kept connections are used again', async () => {
  let connections = 0;
  const { url, server } = await serve((_request, response) => response.end('v1\n'));
  server.on('connection', () => connections++);
  const load = start({ url, rate: 400 });
  await until(async () => load.seen().requests >= 1_000);
  const { requests } = await load.stop();
  expect(connections).toBeLessThan(0.7 * requests);
});

test('kept connections take turns, so that a server that drains can tell it on each', async () => {
  const uses = new Map<Socket, number>();
  const held: ServerResponse[] = [];
  const { url } = await serve((request, response) => {
    if (request.headers.connection !== 'keep-alive') return response.end('v1\n');
    uses.set(request.socket, (uses.get(request.socket) ?? 0) + 1);
    if (held.push(response) < 20) return;
    for (const one of held) one.end('v1\n');
  });
  const load = start({ url, rate: 400 });
  await until(async () => held.length >= 160);
  await load.stop();
  // Those after it were opened where all others were in use.
  const first = [...uses.values()].slice(0, 20);
  expect(Math.max(...first), `${first}`).toBeLessThanOrEqual(2 * Math.min(...first));
});

test('requests go on while none is answered, and one without an end in 5 s is a failure', async () => {
  let arrived = 0;
  const { url } = await serve(() => arrived++);
  const load = start({ url, rate: 100 });
  await until(async () => arrived >= 100);
  expect(load.seen().requests).toBe(0);
  const { requests, failed } = await load.stop();
  expect(requests).toBeGreaterThanOrEqual(100);
  expect(failed).toBe(requests);
});

test('an answer of 500 is a failure of the version that gave it', async () => {
  const { url } = await serve((_request, response) => response.writeHead(500).end('v2\n'));
  const load = start({ url, rate: 100 });
  await until(async () => load.seen().requests >= 10);
  const { requests, byVersion } = await load.stop();
  expect(byVersion).toEqual({ v2: { requests, failed: requests } });
});

test('a broken connection is a failure, and is not tried again', async () => {
  let arrived = 0;
  const { url } = await serve((request, response) => {
    arrived++;
    response.writeHead(200, { 'Content-Length': 10 }).write('v1');
    setImmediate(() => request.socket.destroy());
  });
  const load = start({ url, rate: 100 });
  await until(async () => load.seen().requests >= 20);
  const { requests, failed } = await load.stop();
  expect(failed).toBe(requests);
  expect(arrived).toBe(requests);
});

test('several addresses are asked alike, slow and kept requests included', async () => {
  const seen = [0, 1].map(() => ({ all: 0, slow: 0, kept: 0 }));
  const servers = await Promise.all(
    seen.map((count) =>
      serve((request, response) => {
        count.all++;
        if (request.url === '/slow') count.slow++;
        if (request.headers.connection === 'keep-alive') count.kept++;
        response.end('v1\n');
      }),
    ),
  );
  const load = start({ url: servers.map(({ url }) => url), rate: 400 });
  await until(async () => load.seen().requests >= 200);
  await load.stop();
  const [first, second] = seen.map(({ all, slow, kept }) => [all, 10 * slow, 2 * kept]) as [number[], number[]];
  for (const at of [0, 1, 2]) expect(Math.abs((first[at] ?? 0) - (second[at] ?? 0))).toBeLessThanOrEqual(20);
});

test('tells how long the answers took that were not meant to be slow, and that a stall of its own made requests late', async () => {
  const { url } = await serve((request, response) => {
    setTimeout(() => response.end('v1\n'), request.url === '/slow' ? 300 : 30);
  });
  const load = start({ url, rate: 100 });
  await until(async () => load.seen().requests >= 50);
  const { took } = load.times();
  expect(Math.min(...took)).toBeGreaterThanOrEqual(29);
  expect(took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)]).toBeLessThan(300);
  const until200 = performance.now() + 200;
  while (performance.now() < until200);
  await until(async () => load.seen().requests >= 80);
  expect(Math.max(...load.times().late)).toBeGreaterThan(150);
  await load.stop();
});
