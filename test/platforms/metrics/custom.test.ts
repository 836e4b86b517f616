import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { SmokeTest } from '../../../src/ports/smoke-test.ts';
import { until } from '../../contracts/until.ts';
import { ask, serving } from '../local-service.ts';
import { answering, countsOf, never, noDataOf, open } from './open.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'sluice-custom-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A metric that runs this JavaScript. */
function running(script: string, more: Readonly<Record<string, unknown>> = {}) {
  const variables = { TOKEN: 'hush-hush-hush' };
  const service = { env: { TOKEN: '$TOKEN' } };
  return open({ service, variables, analysis: { metrics: [{ name: 'it', command: [process.execPath, '-e', script], ...more }] } });
}

const print = (value: unknown) => `console.log(${JSON.stringify(JSON.stringify(value))})`;
const part = { good: 9, bad: 1 };

test('a command says what there was of both versions, and what it grew by is counted', async () => {
  const file = join(await folder(), 'counts.json');
  const write = (stable: unknown, canary: unknown, more = {}) => writeFile(file, JSON.stringify({ stable, canary, ...more }));
  const metrics = running(`process.stdout.write(require('fs').readFileSync(${JSON.stringify(file)}))`);
  await write({ good: 1_000, bad: 10 }, { good: 5, bad: 0 });
  expect((await countsOf(metrics)).tracks).toEqual({ blue: { requests: 0, errors: 0 }, green: { requests: 0, errors: 0 } });
  await write({ good: 1_090, bad: 12 }, { good: 14, bad: 1 });
  expect((await countsOf(metrics)).tracks).toEqual({ blue: { requests: 92, errors: 2 }, green: { requests: 10, errors: 1 } });
  // Old rows were taken out of somebody's table: that is nothing.
  await write({ good: 50, bad: 1 }, { good: 20, bad: 1 });
  expect((await countsOf(metrics)).tracks).toEqual({ blue: { requests: 92, errors: 2 }, green: { requests: 16, errors: 1 } });
});

test('a command whose numbers begin at 0 again can say so', async () => {
  const file = join(await folder(), 'counts.json');
  const write = (process: string, count: number) =>
    writeFile(
      file,
      JSON.stringify({ process, stable: { good: count, bad: 0 }, canary: { requests: count, bad: 0, histogram: { 1: count } } }),
    );
  const metrics = running(`process.stdout.write(require('fs').readFileSync(${JSON.stringify(file)}))`);
  await write('a', 50);
  await countsOf(metrics);
  await write('b', 60);
  expect((await countsOf(metrics)).tracks).toMatchObject({ blue: { requests: 60 }, green: { requests: 60 } });
});

test('a command knows which versions it is about, and has the environment that update has', async () => {
  const file = join(await folder(), 'environment.json');
  const metrics = running(
    `require('fs').writeFileSync(${JSON.stringify(file)}, JSON.stringify(process.env)); ${print({ stable: part, canary: part })}`,
  );
  await countsOf(metrics);
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
    SLUICE_SERVICE: 'shop',
    SLUICE_ENVIRONMENT: 'production',
    SLUICE_STABLE_TRACK: 'blue',
    SLUICE_STABLE_VERSION: 'v1',
    SLUICE_CANARY_TRACK: 'green',
    SLUICE_CANARY_VERSION: 'v2',
    TOKEN: 'hush-hush-hush',
  });
});

test('the program that the guide shows can be read', async () => {
  const page = await readFile('docs/guide/metrics.md', 'utf8');
  const program = join(await folder(), 'orders.mjs');
  await writeFile(program, /```js orders\.mjs\n([\s\S]*?)```/.exec(page)?.[1] ?? '');
  let asked = 0;
  const address = await answering((request, response) => {
    asked++;
    response.end(JSON.stringify({ paid: request.url === '/orders?version=v2' ? 7 * asked : 100, failed: 1 }));
  });
  const env = { ORDERS_URL: `http://${address}` };
  const metrics = open({ service: { env }, analysis: { metrics: [{ name: 'it', command: [process.execPath, program] }] } });
  await countsOf(metrics);
  expect((await countsOf(metrics)).tracks).toEqual({ blue: { requests: 0, errors: 0 }, green: { requests: 14, errors: 0 } });
});

test('a command that does not do so gives no data, with a sentence that says why, and no secret', async () => {
  const scripts: Record<string, string> = {
    'did not end within 5s': 'setInterval(() => {}, 1000)',
    'ended with 3; it said: no ***': 'console.error("first"); console.error("no " + process.env.TOKEN); process.exit(3)',
    "ended with 1; it said: Error: Cannot find module './orders'": 'require("./orders")',
    'printed nothing': '',
    'printed "hello\\n", which is no JSON': 'console.log("hello")',
    'printed more than 1 MB': 'process.stdout.write("x".repeat(2 ** 21))',
    'stable is missing: write { "good": …, "bad": … }; canary.bad is missing': print({ canary: { good: 3 } }),
  };
  const told = Object.entries(scripts).map(async ([sentence, script]) => expect(await noDataOf(running(script))).toContain(sentence));
  await Promise.all(told);
  const absent = open({ analysis: { metrics: [{ name: 'it', command: ['/no/such/program'] }] } });
  expect(await noDataOf(absent)).toBe('/no/such/program could not be started: spawn /no/such/program ENOENT');
});

test('a secret that stands where a text is cut or quoted is not shown in part', async () => {
  const secret = 'hush"hush-hush-hush-hush-hush-hush-hush';
  const env = { TOKEN: '$TOKEN' };
  const scripts = [
    'console.log("x".repeat(20) + process.env.TOKEN)',
    'console.error("x".repeat(280) + process.env.TOKEN); process.exit(1)',
  ];
  for (const script of scripts) {
    const metrics = [{ name: 'it', command: [process.execPath, '-e', script] }];
    expect(await noDataOf(open({ service: { env }, variables: { TOKEN: secret }, analysis: { metrics } }))).not.toContain('hush');
  }
  for (const text of [`${'x'.repeat(20)}${secret}`, JSON.stringify({ error: `${'x'.repeat(280)}${secret}` })]) {
    const address = await answering((_request, response) => void response.writeHead(text.startsWith('{') ? 500 : 200).end(text));
    const http = { address: `http://${address}`, headers: { 'X-Key': '$TOKEN' } };
    expect(await noDataOf(open({ variables: { TOKEN: secret }, analysis: { metrics: [{ name: 'it', http }] } }))).not.toContain('hush');
  }
});

test('a command that leaves something behind which holds its output open is not waited for', { timeout: 20_000 }, async () => {
  const file = join(await folder(), 'pid');
  const left = `require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'inherit' })`;
  const script = `const left = ${left}; require('fs').writeFileSync(${JSON.stringify(file)}, String(left.pid)); left.unref()`;
  onTestFinished(async () => void process.kill(Number(await readFile(file, 'utf8'))));
  expect(await noDataOf(running(script))).toContain('did not end within 5s');
});

test('a server is asked with its header, for the versions that are meant', async () => {
  const asked: string[] = [];
  let count = 0;
  const address = await answering((request, response) => {
    asked.push(`${request.url} ${request.headers['x-key']}`);
    count += 5;
    response.end(JSON.stringify({ stable: { good: count, bad: 0 }, canary: { good: count, bad: count } }));
  });
  const http = { address: `http://${address}/orders?new={{canary.version}}&old={{stable.version}}`, headers: { 'X-Key': '$TOKEN' } };
  const metrics = open({
    variables: { TOKEN: 'hush-hush-hush' },
    versions: ['v1', 'v2&x'],
    analysis: { metrics: [{ name: 'it', http }] },
  });
  await countsOf(metrics);
  expect((await countsOf(metrics)).tracks).toEqual({ blue: { requests: 5, errors: 0 }, green: { requests: 10, errors: 5 } });
  expect(asked[0]).toBe('/orders?new=v2%26x&old=v1 hush-hush-hush');
});

test('a threshold is a number of Prometheus', async () => {
  const vector = (...values: string[]) =>
    JSON.stringify({ data: { resultType: 'vector', result: values.map((value) => ({ metric: {}, value: [1, value] })) } });
  const answers: Record<string, string> = {
    'one{v="v2"}': vector('0.995'),
    none: vector(),
    two: vector('1', '2'),
    'zero / zero': vector('NaN'),
    'scalar(x)': JSON.stringify({ data: { resultType: 'scalar', result: [1, '7'] } }),
  };
  const address = await answering((request, response) => {
    const query = new URL(request.url ?? '', 'http://x').searchParams.get('query') ?? '';
    response.end(answers[query] ?? '{}');
  });
  const queries = ['one{v="{{version}}"}', 'none', 'two', 'zero / zero', 'scalar(x)'];
  const list = queries.map((query, at) => ({ name: `m${at}`, kind: 'threshold', query, success: '>= 0.99' }));
  const { numbers } = open({ analysis: { prometheus: { address: `http://${address}` }, metrics: list } });
  const told = await Promise.all(list.map(({ name }) => numbers[name]?.read(never)));
  expect(told).toEqual([
    { value: 0.995 },
    { noData: 'Prometheus has nothing for `none`' },
    { noData: '`two` gives 2 numbers: write a query that gives one, for example with sum()' },
    { noData: '`zero / zero` is NaN, as 0 / 0 is: there was nothing to count' },
    { value: 7 },
  ]);
});

test("the smoke test is sent to both versions alike, and counted apart from users' requests", async () => {
  const { service, platform } = await serving({ instances: 2, smokeTest: { path: '/', contains: null, times: 3 } });
  await platform.tracks.deploy('green', { version: 'v2-every20th', spec: 'spec-1' }, 1, never);
  await until(async () => (await platform.tracks.read(never)).tracks[1].ready === 1);
  await ask(service.port);
  const asked: string[] = [];
  const smokeTest: SmokeTest = {
    ask(whom, signal) {
      asked.push(JSON.stringify(whom));
      return platform.smokeTest.ask(whom, signal);
    },
  };
  const metrics = open({ smokeTest, analysis: { metrics: [{ name: 'it', 'smoke-test': { rate: 20 } }] } });
  const first = await countsOf(metrics);
  expect(first.tracks).toEqual({ blue: { requests: 0, errors: 0 }, green: { requests: 0, errors: 0 } });
  await until(async () => ((await countsOf(metrics)).tracks['green']?.errors ?? 0) >= 2);
  metrics.close();
  const { process: same, tracks } = await countsOf(metrics);
  expect(same).toBe(first.process);
  expect(tracks['blue']?.errors).toBe(0);
  expect(tracks['blue']?.requests).toBe(tracks['green']?.requests);
  // Once a try, whatever `times` says.
  expect(tracks['green']?.errors).toBe(Math.floor((tracks['green']?.requests ?? 0) / 20));
  expect(asked.filter((whom) => whom === '{"oneOf":"green"}').length).toBe(asked.length / 2);
  expect((await platform.metrics.read(never))[0]?.tracks).toMatchObject({ blue: { requests: 1 }, green: { requests: 0 } });
});

test('the smoke test asks nobody before the new version has traffic, and blames it for nothing from before', async () => {
  let [looks, hasTraffic, asked] = [0, false, 0];
  const smokeTest: SmokeTest = {
    async ask() {
      asked++;
      return hasTraffic ? null : 'connection refused';
    },
  };
  const analysis = { metrics: [{ name: 'it', 'smoke-test': { rate: 20 } }] };
  const metrics = open({ smokeTest, analysis, hasTraffic: () => ++looks > 0 && hasTraffic });
  await countsOf(metrics);
  await until(async () => looks >= 3);
  expect(asked).toBe(0);
  hasTraffic = true;
  await until(async () => ((await countsOf(metrics)).tracks['green']?.requests ?? 0) >= 3);
  expect((await countsOf(metrics)).tracks['green']?.errors).toBe(0);
});
