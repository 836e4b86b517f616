import { expect, test } from 'vitest';
import { httpGet } from '../../../src/units/http-get.ts';
import { until } from '../../contracts/until.ts';
import { answering, countsOf, never, noDataOf, open, scraping } from './open.ts';

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

test('samples that are too old give no data, by the clock of Prometheus', async () => {
  let age = 31;
  const now = 1_000_000;
  const address = await answering((request, response) => {
    const query = new URL(request.url ?? '', 'http://x').searchParams.get('query') ?? '';
    const labels = { job: 'app', instance: 'web1:80' };
    const vector = (value: number) => ({ resultType: 'vector', result: [{ metric: labels, value: [now, `${value}`] }] });
    const data = query.startsWith('time') && !query.startsWith('timestamp') ? { resultType: 'scalar', result: [now, `${now}`] } : vector(7);
    response.end(JSON.stringify({ data: query.startsWith('timestamp') ? vector(now - age) : data }));
  });
  const queries = { requests: 'a_total{track="{{track}}"}', bad: 'b_total{track="{{track}}"}' };
  const metrics = (interval: string) =>
    open({ analysis: { interval, prometheus: { address: `http://${address}` }, metrics: [{ name: 'it', queries }] } });
  expect(await noDataOf(metrics('15s'))).toBe('the newest sample of blue is 31 s old: Prometheus does not scrape web1:80');
  expect(await noDataOf(metrics('1m'))).toBe('');
  age = 30;
  expect(await noDataOf(metrics('15s'))).toBe('');
});

test('a latency that no metric could tell is a problem', async () => {
  const check = async (metrics: readonly object[]) => {
    const analysis = { 'latency-threshold': '300ms', prometheus: { address: 'http://127.0.0.1:1' }, metrics };
    const problems = await open({ analysis }).check(never);
    return problems.filter(({ message }) => message.startsWith('analysis.latency-threshold')).map(({ message }) => message);
  };
  const [requests, bad, histogram] = ['a', 'b', 'c_bucket'].map((name) => `${name}{track="{{track}}"}`);
  const refused = [
    'analysis.latency-threshold: no metric that decides has a histogram: give one of them its `histogram`, or leave out `latency-threshold`',
  ];
  expect(await check([{ name: 'a', queries: { requests, bad } }])).toEqual(refused);
  expect(await check([{ name: 'a', 'smoke-test': { rate: 2 } }])).toEqual(refused);
  const shown = { name: 'b', 'dry-run': true, queries: { requests, bad, histogram } };
  expect(await check([{ name: 'a', queries: { requests, bad } }, shown])).toEqual(refused);
  // Then what the platform counts decides.
  expect(await check([shown])).toEqual([]);
  expect(
    await check([
      { name: 'a', queries: { requests, bad } },
      { name: 'b', queries: { requests, bad, histogram } },
    ]),
  ).toEqual([]);
});

test('an interval shorter than that of the scrapes is a problem, one that cannot be seen is said, and a target that is gone gives no data', async () => {
  let isDown = false;
  const page = await answering((_request, response) => {
    if (isDown) response.destroy();
    else response.end('a_total{track="blue"} 1\na_total{track="green"} 2\n');
  });
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

  expect((await countsOf(own)).tracks).toEqual({ blue: { requests: 0, errors: 0 }, green: { requests: 0, errors: 0 } });
  isDown = true;
  await until(async () => (await noDataOf(own)).startsWith('Prometheus has no series'));
});
