import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { serverStates } from '../../src/platforms/servers/haproxy.ts';
import type { HaproxyBalancer } from '../../src/ports/service.ts';
import { sum } from '../../src/strategies/look.ts';
import { until } from '../contracts/until.ts';
import type { Haproxy } from '../fakes/haproxy.ts';
import { here } from '../fakes/runtime-socket.ts';
import { never, newSite, open, type Site, serving } from '../platforms/servers/site.ts';
import { type Counts, type Load, start } from './generator.ts';
import { more } from './site.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

// Half of the requests come on kept connections: there HAProxy itself answers nothing where a server ends without an answer.

/** What the load has seen, held against what the platform's metrics say of the same time, by track and by server. */
async function compared(site: Site, during: (load: Load, haproxy: Haproxy) => Promise<void>): Promise<Counts> {
  const { metrics } = open(site.service);
  const read = async () => {
    const [balancer] = await metrics.read(never);
    const { requests = 0, errors = 0 } = balancer?.tracks['api'] ?? {};
    const servers = sum(Object.values((await metrics.byInstance?.(never))?.[0]?.tracks ?? {}));
    return { requests, errors, servers };
  };
  const before = await read();
  const load = start({ url: site.urls[0] ?? '', rate: 400 });
  await during(load, site.haproxy);
  const counts = await load.stop();
  const after = await read();
  const told = { requests: after.requests - before.requests, failed: after.errors - before.errors };
  expect(told, JSON.stringify(counts)).toEqual({ requests: counts.requests, failed: counts.failed });
  // Where no server is left HAProxy answers by itself: some of these requests it had given to one that was gone.
  const refused = Object.entries(counts.byVersion).find(([answer]) => answer.includes('503 Service Unavailable'))?.[1].requests ?? 0;
  const { requests, errors } = after.servers;
  expect(requests - errors, JSON.stringify(counts)).toBe(counts.requests - counts.failed);
  expect(errors).toBeGreaterThanOrEqual(counts.failed - refused);
  expect(errors).toBeLessThanOrEqual(counts.failed);
  return counts;
}

/** A site whose servers answer their health checks, and one request in nineteen by `broken`: kept connections and others have their turns. */
async function breaking(broken: RequestListener): Promise<Site> {
  const site = await newSite();
  let asked = 0;
  for (const { address } of site.haproxy.servers) {
    const server = createServer((request, response) => {
      if (request.url !== '/healthz' && asked++ % 19 === 0) broken(request, response);
      else response.end('v1\n');
    });
    server.listen(Number(address.split(':')[1]), '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
  }
  const [balancer] = site.service.balancers as [HaproxyBalancer];
  await until(async () => {
    const states = [...(await serverStates(here(balancer), 'api', never)).values()];
    return states.every((state) => state.status === 'UP' && state.checked);
  });
  return site;
}

test('counts the answers of 500 and more', async () => {
  const site = await serving();
  const { failed } = await compared(site, async (load) => {
    for (const name of ['s1', 's2', 's3']) {
      await site.platform.fleet.drain(name, never);
      await site.platform.fleet.replace(name, { version: 'bad5', spec: 'spec-1' }, never);
      await until(async () => (await site.platform.fleet.instances(never)).instances.every((one) => one.ready || one.name !== name));
      await site.platform.fleet.restore(name, never);
    }
    await more(load, 800);
  });
  expect(failed).toBeGreaterThan(10);
});

test('counts what is lost when a server dies with requests at it, and what is sent to it before that is known', async () => {
  const counts = await compared(await serving(), async (load, haproxy) => {
    for (const name of ['s1', 's2', 's3']) {
      await more(load, 400);
      await haproxy.kill(name);
    }
    await more(load, 200);
  });
  expect(counts.byVersion['v1']?.failed).toBe(0);
  expect(counts.failed).toBeGreaterThan(100);
});

test.each<[string, RequestListener]>([
  [
    'are cut in the middle',
    (request, response) => response.writeHead(200, { 'Content-Length': 10 }).write('v1', () => request.socket.destroy()),
  ],
  ['never come, because the connection is closed', (request) => request.socket.destroy()],
  ['never come, because the connection is reset', (request) => request.socket.resetAndDestroy()],
])('counts answers that %s', async (_how, broken) => {
  const site = await breaking(broken);
  const { failed } = await compared(site, (load) => more(load, 1_000));
  expect(failed).toBeGreaterThan(40);
});

test('a request that its client gives up is none that failed', async () => {
  const { service, urls } = await serving();
  const { metrics } = open(service);
  const [balancer] = service.balancers as [HaproxyBalancer];
  for (let time = 0; time < 10; time++) {
    const client = new AbortController();
    const given = expect(fetch(`${urls[0]}/slow/5000`, { signal: client.signal })).rejects.toThrow();
    // HAProxy keeps what was given up until the server answers, or counts it.
    const begun = async () => {
      const states = [...(await serverStates(here(balancer), 'api', never)).values()];
      return states.reduce((all, state) => all + state.inFlight, (await metrics.read(never))[0]?.tracks['api']?.requests ?? 0);
    };
    await until(async () => (await begun()) > time);
    client.abort();
    await given;
  }
  await until(async () => (await metrics.read(never))[0]?.tracks['api']?.requests === 10);
  expect((await metrics.read(never))[0]?.tracks['api']).toMatchObject({ errors: 0 });
  expect(sum(Object.values((await metrics.byInstance?.(never))?.[0]?.tracks ?? {}))).toEqual({ requests: 10, errors: 0 });
});
