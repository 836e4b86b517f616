import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { BalancerMark } from '../../../src/platforms/local/balancer/state.ts';
import { stateFolder } from '../../../src/platforms/local/site.ts';
import { httpGet } from '../../../src/units/http-get.ts';
import { until } from '../../contracts/until.ts';
import { ask, serving } from '../local-service.ts';
import { newSite, open as openServers } from '../servers/site.ts';
import { countsOf, never, noDataOf, open, scraping } from './open.ts';

const bad5 = { version: 'v2-every20th', spec: 'spec-1' };

/** Both tracks of `local` with half of the traffic each, green answering each 20th request with 500, and a Prometheus that scrapes its balancer. */
async function both() {
  const { service, platform } = await serving({ instances: 1 });
  await platform.tracks.deploy('green', bad5, 1, never);
  await until(async () => (await platform.tracks.read(never)).tracks[1].ready === 1);
  await platform.router.shift({ blue: 50, green: 50 }, never);
  const prometheus = await scraping({ job: 'sluice', address: `127.0.0.1:${service.port + 1}`, path: '/_sluice/metrics' });
  const analysis = { prometheus: { address: prometheus.address }, metrics: [{ name: 'it', queries: 'local' }] };
  const metrics = open({ service: { port: service.port }, analysis });
  const send = async (count: number) => {
    for (let time = 0; time < count; time++) await ask(service.port);
  };
  const isScraped = async () => (await noDataOf(metrics)) === '';
  await until(isScraped);
  return { service, platform, prometheus, metrics, send, isScraped };
}

const sum = ({ tracks }: Awaited<ReturnType<typeof countsOf>>) => Object.values(tracks).reduce((all, { requests }) => all + requests, 0);

test('the counters of local come through Prometheus, request for request, also over a restart of either', async () => {
  const { service, platform, prometheus, metrics, send, isScraped } = await both();
  const before = sum(await countsOf(metrics));
  await send(100);
  await until(async () => sum(await countsOf(metrics)) === before + 100);
  const [own] = await platform.metrics.read(never);
  const told = await countsOf(metrics);
  expect(told.edges).toEqual(own?.edges);
  // Nothing was sent before the first reading.
  expect(told.tracks).toEqual(own?.tracks);
  expect(told.tracks['green']?.errors).toBe(Math.floor((told.tracks['green']?.requests ?? 0) / 20));

  await prometheus.kill();
  expect(await noDataOf(metrics)).toMatch(/^Prometheus at http:\/\/127\.0\.0\.1:\d+ could not be asked: .*ECONNREFUSED/);
  await send(10);
  await prometheus.start();
  await until(isScraped);
  await until(async () => sum(await countsOf(metrics)) === before + 110);

  // The balancer begins at 0 again: that is no traffic, and what it counts from then on is.
  const mark: BalancerMark = JSON.parse(readFileSync(join(stateFolder(service), 'balancer.process.json'), 'utf8'));
  process.kill(mark.pid, 'SIGKILL');
  await until(async () => (await noDataOf(metrics)).startsWith('Prometheus has no series'));
  await platform.start?.(never, null);
  await until(isScraped);
  await send(30);
  await until(async () => sum(await countsOf(metrics)) === before + 140);
  expect((await countsOf(metrics)).process).toBe(told.process);
});

test("the page of local's balancer is one that Prometheus's own checker takes", async () => {
  const { service } = await serving({ instances: 1 });
  await ask(service.port);
  const page = await httpGet('/_sluice/metrics', { url: `http://127.0.0.1:${service.port + 1}` }, never);
  expect(page.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  const guide = await readFile('docs/guide/metrics.md', 'utf8');
  const shown = /```text page\n([\s\S]*?)```/.exec(guide)?.[1]?.trim().split('\n') ?? [];
  expect(shown.length).toBeGreaterThan(5);
  for (const line of shown) expect(page.text.split('\n')).toContain(line.replace('8080', String(service.port)));
  const checked = spawnSync('promtool', ['check', 'metrics'], { input: page.text, encoding: 'utf8' });
  expect(`${checked.stdout}${checked.stderr}`).toBe('');
  const scrape = /```yaml scrape\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
  expect(scrape).toContain('metrics_path: /_sluice/metrics');
  const file = join(service.state, 'prometheus.yml');
  await writeFile(file, scrape);
  expect(spawnSync('promtool', ['check', 'config', file], { encoding: 'utf8' }).stdout).toContain('SUCCESS');
  expect((await ask(service.port, '/_sluice/metrics')).version, 'only on the preview port').toBe('v1');
});

test("HAProxy's own exporter says what its socket says, over a reload too", async () => {
  const { haproxy, service, urls } = await newSite({ tracked: true });
  const exporter = '  http-request use-service prometheus-exporter if { path /metrics }';
  await haproxy.configure(0, (text) => text.replace(/( {2}bind 127.*)/, `$1\n${exporter}`));
  await haproxy.restart(0);
  const { tracks, router, metrics: socket } = openServers(service);
  if (!tracks || !router || !socket) throw new Error('no tracks');
  await tracks.deploy('green', { version: 'v1-every20th', spec: 'spec-1' }, 2, never);
  await until(async () => (await tracks.read(never)).tracks[1].ready === 2);
  await router.shift({ blue: 0, green: 100 }, never);
  const url = urls[0] ?? '';
  const prometheus = await scraping({ job: 'haproxy', address: new URL(url).host });
  const { balancers } = service;
  const servers = service.servers.map(({ name, address, track }) => ({ name, address, track }));
  const metrics = open({
    service: {
      platform: 'servers',
      update: 'true',
      servers,
      balancers: balancers.map(({ kind, socket, backend }) => ({ kind, socket, backend, map: '/m', key: 'api' })),
    },
    analysis: { prometheus: { address: prometheus.address }, metrics: [{ name: 'it', queries: 'haproxy' }] },
  });
  await until(async () => (await noDataOf(metrics)) === '');
  const send = async (count: number) => {
    for (let time = 0; time < count; time++) await httpGet('/', { url }, never);
  };
  await send(50);
  const requests = async () => (await countsOf(metrics)).tracks['green']?.requests;
  await until(async () => (await requests()) === 50);
  const [own] = await socket.read(never);
  const told = (await countsOf(metrics)).tracks;
  expect(told['green']?.errors).toBeGreaterThan(0);
  expect(told['green']).toEqual({ requests: own?.tracks['green']?.requests, errors: own?.tracks['green']?.errors });
  expect(told['blue']).toEqual({ requests: 0, errors: 0 });
  // Its map is as in the file again: green has nothing.
  await haproxy.reload(0);
  await router.shift({ blue: 0, green: 100 }, never);
  await send(60);
  await until(async () => (await requests()) === 110);
});
