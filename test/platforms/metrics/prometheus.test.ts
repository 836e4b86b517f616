import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { BalancerMark } from '../../../src/platforms/local/balancer/state.ts';
import { stateFolder } from '../../../src/platforms/local/site.ts';
import { httpGet } from '../../../src/units/http-get.ts';
import { until } from '../../contracts/until.ts';
import { startPrometheus, type Target } from '../../fakes/prometheus.ts';
import { ask, serving, twoFreePorts } from '../local-service.ts';
import { newSite, open as openServers } from '../servers/site.ts';
import { answering, countsOf, never, noDataOf, open } from './open.ts';

async function scraping(...targets: Target[]) {
  const prometheus = await startPrometheus(await twoFreePorts(), targets);
  onTestFinished(() => prometheus.close());
  return prometheus;
}

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
  expect(page.text).toContain(`sluice_requests_total{port="${service.port}",track="blue"} 1\n`);
  expect(page.text).toContain(`sluice_request_duration_seconds_bucket{port="${service.port}",track="blue",le="+Inf"} 1\n`);
  const checked = spawnSync('promtool', ['check', 'metrics'], { input: page.text, encoding: 'utf8' });
  expect(`${checked.stdout}${checked.stderr}`).toBe('');
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

test('a Prometheus that is ill gives no data, with a sentence that says why, and no secret', async () => {
  const vector = (...values: string[]) =>
    JSON.stringify({
      status: 'success',
      data: { resultType: 'vector', result: values.map((value) => ({ metric: {}, value: [1, value] })) },
    });
  const time = JSON.stringify({ status: 'success', data: { resultType: 'scalar', result: [1, '1'] } });
  const answers: Record<string, { status?: number; text: string; wait?: boolean }> = {
    'answered 500: out of memory': { status: 500, text: '{"status":"error","error":"out of memory"}' },
    'answered 401: no such token as ***': { status: 401, text: '{"error":"no such token as hush-hush-hush"}' },
    'did not answer within 5s': { text: '', wait: true },
    'answered nothing': { text: '' },
    'answered "<html>Log in</html>", which is no JSON': { text: '<html>Log in</html>' },
    'does not answer as Prometheus does': { text: '{}' },
    'answered 302': { status: 302, text: '' },
    'answered more than 1 MB': { text: ' '.repeat(2 ** 21) },
    'has no series for': { text: vector() },
    'answered NaN for blue': { text: vector('NaN') },
    'answered Infinity for blue': { text: vector('+Inf') },
    'answered -1 for blue': { text: vector('-1') },
    'gives no numbers of one moment': { text: '{"data":{"resultType":"matrix","result":[]}}' },
    'gives a native histogram': { text: '{"data":{"resultType":"vector","result":[{"metric":{},"histogram":[1,{}]}]}}' },
    'is the same for both tracks': { text: vector('1') },
  };
  const said = Object.entries(answers).map(async ([sentence, { status = 200, text, wait }]) => {
    const address = await answering((request, response) => {
      if (wait) return;
      const isTime = request.url?.includes('query=time') && text.startsWith('{"status":"success"');
      response.writeHead(status).end(isTime ? time : text);
    });
    const queries = sentence.includes('same')
      ? { requests: 'a{version="{{version}}"}', bad: 'b{version="{{version}}"}' }
      : { requests: 'a{track="{{track}}"}', bad: 'b{track="{{track}}"}' };
    const metrics = open({
      analysis: {
        prometheus: { address: `http://${address}`, headers: { Authorization: 'Bearer $TOKEN' } },
        metrics: [{ name: 'it', queries }],
      },
      versions: ['v1', sentence.includes('same') ? 'v1' : 'v2'],
      variables: { TOKEN: 'hush-hush-hush' },
    });
    const told = await noDataOf(metrics);
    expect(told).toContain(sentence);
    expect(told).not.toContain('hush');
    expect(told).not.toMatch(/\n/);
  });
  await Promise.all(said);
});

test('a target that is not scraped any more gives no data', async () => {
  let isDown = false;
  const address = await answering((_request, response) => {
    if (isDown) response.destroy();
    else response.writeHead(200, { 'Content-Type': 'text/plain' }).end('a_total{track="blue"} 1\na_total{track="green"} 2\n');
  });
  const prometheus = await scraping({ job: 'app', address });
  const queries = { requests: 'a_total{track="{{track}}"}', bad: 'b_total{track="{{track}}"}' };
  const metrics = open({ analysis: { prometheus: { address: prometheus.address }, metrics: [{ name: 'it', queries }] } });
  await until(async () => (await noDataOf(metrics)) === '');
  expect((await countsOf(metrics)).tracks).toEqual({ blue: { requests: 0, errors: 0 }, green: { requests: 0, errors: 0 } });
  isDown = true;
  await until(async () => (await noDataOf(metrics)).startsWith('Prometheus has no series'));
});

test('an interval shorter than that of the scrapes is a problem, and one that cannot be seen is said', async () => {
  const page = await answering((_request, response) => response.end('a_total{track="blue"} 1\na_total{track="green"} 2\n'));
  const prometheus = await scraping({ job: 'app', address: page, interval: '2s' });
  const queries = { requests: 'a_total{track="{{track}}"}', bad: 'b_total{track="{{track}}"}' };
  const metrics = (address: string, interval: string) =>
    open({ analysis: { interval, prometheus: { address }, metrics: [{ name: 'it', queries }] } });
  const own = metrics(prometheus.address, '1s');
  await until(async () => (await noDataOf(own)) === '');
  expect(await own.check(never)).toEqual([
    { message: `analysis.interval is 1s, and Prometheus scrapes app/${page} every 2s only: write interval: 2s` },
  ]);
  expect(await metrics(prometheus.address, '2s').check(never)).toEqual([]);
  const guarded = await answering(async (request, response) => {
    if (request.url?.includes('/targets')) return response.writeHead(403).end();
    const answer = await httpGet(request.url ?? '', { url: prometheus.address }, never);
    return response.writeHead(answer.status).end(answer.text);
  });
  const [problem, ...others] = await metrics(`http://${guarded}`, '1s').check(never);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ unchecked: true });
  expect(problem?.message).toMatch(/^it could not be seen how often the metrics are scraped \(.* answered 403\)/);
  const [silent] = await metrics('http://127.0.0.1:1', '1s').check(never);
  expect(silent).toMatchObject({ unchecked: true });
  expect(silent?.message).toMatch(/^metric it: Prometheus at .* could not be asked/);
});
