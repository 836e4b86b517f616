import { expect, onTestFinished, test } from 'vitest';
import { httpGet } from '../../../src/units/http-get.ts';
import { expectDone } from '../../actions/job.ts';
import { openShop, type Shop, sha } from '../../actions/shop.ts';
import type { Settings } from '../../actions/site.ts';
import { until } from '../../contracts/until.ts';
import type { Prometheus } from '../../fakes/prometheus.ts';
import type { StepResult } from '../../fakes/step.ts';
import { type Load, start } from '../../load/generator.ts';
import { more } from '../../load/site.ts';
import { answering, never, scraping } from './open.ts';

/** A metric of the service file by its name in these tests. */
const METRICS = {
  /** What the balancer counts, by way of Prometheus. */
  users: { name: 'users', queries: 'local' },
  /** What the shop counts by itself, whatever it answered. */
  orders: { name: 'orders', queries: { requests: 'orders_total{version="{{version}}"}', bad: 'orders_lost_total{version="{{version}}"}' } },
  drafts: {
    name: 'drafts',
    queries: { requests: 'orders_total{version="{{version}}"}', bad: 'orders_total{version="{{version}}"}' },
    'dry-run': true,
  },
  sold: {
    name: 'sold',
    kind: 'compare',
    queries: { good: 'orders_total{version="{{version}}"}', bad: 'orders_lost_total{version="{{version}}"}' },
  },
  stock: { name: 'stock', kind: 'threshold', query: 'max(orders_stock{version="{{version}}"})', success: '>= 10' },
  smoke: { name: 'smoke', 'smoke-test': { rate: 5 } },
} as const;

type Busy = {
  readonly shop: Shop;
  readonly load: Load;
  readonly prometheus: Prometheus;
  /** The share of orders that a version loses, and what it has in stock. */
  readonly lost: Record<string, number>;
  readonly stock: Record<string, number>;
};

/** A shop with `v1` live under constant load, which counts its orders by version, and a Prometheus that scrapes shop and balancer. */
async function busyShop(metrics: readonly (keyof typeof METRICS)[], { analysis, ...settings }: Settings = {}): Promise<Busy> {
  const shop = await openShop('local');
  const lost: Record<string, number> = {};
  const stock: Record<string, number> = {};
  let load: Load | null = null;
  const page = await answering((_request, response) => {
    const versions = Object.entries(load?.seen().byVersion ?? {});
    const lines = versions.flatMap(([version, { requests }]) => [
      `orders_total{version="${version}"} ${requests}`,
      `orders_lost_total{version="${version}"} ${Math.floor(requests * (lost[version] ?? 0))}`,
      `orders_stock{version="${version}"} ${stock[version] ?? 20}`,
    ]);
    response.end(`${lines.join('\n')}\n`);
  });
  const balancer = { job: 'sluice', address: `127.0.0.1:${shop.port + 1}`, path: '/_sluice/metrics' };
  // A busy machine may take a while to show a page.
  const prometheus = await scraping({ job: 'shop', address: page, interval: '1s' }, { ...balancer, interval: '1s' });
  await shop.configure({
    rollout: { 'progress-deadline': '10s' },
    'smoke-test': { path: '/' },
    analysis: {
      prometheus: { address: prometheus.address },
      metrics: metrics.map((name) => METRICS[name]),
      interval: '1s',
      'max-error-rate': '5%',
      ...(analysis as object),
    },
    ...settings,
  });
  await expectDone(shop, 'blue-green-switch v1', 'promoted first-deployment 0');
  load = start({ url: `http://127.0.0.1:${shop.port}`, rate: 200, slow: 0 });
  const { stop } = load;
  onTestFinished(async () => void (await stop()));
  const isScraped = async () => (await httpGet('/api/v1/query?query=orders_total', { url: prometheus.address }, never)).text.includes('v1');
  await until(isScraped);
  return { shop, load, prometheus, lost, stock };
}

const told = ({ github }: Shop) => ({ env: { GITHUB_SHA: sha }, inputs: { 'github-token': github.token, 'bake-time': '6s' } });

/** The line that tells what `orders` has counted. */
const COUNTED = /^\+\S+ {2}orders \S+ canary/;

/** The lines about a metric in log, summary and comment. */
function linesOf(name: string, { github }: Shop, { stdout, summary }: StepResult) {
  const [comment] = github.state.comments;
  const find = (text: string, start: string) => text.split('\n').findLast((line) => line.includes(start)) ?? '';
  return {
    log: find(stdout, `  ${name} `),
    summary: find(summary, `- **${name}** `),
    comment: find(comment?.body ?? '', `- **${name}** `),
  };
}

/** The requests to the canary that a metric has counted, as the journal carries it. */
async function countedBy(name: string, shop: Shop): Promise<number> {
  const judge = (await shop.journal())?.rollout?.judge as { metrics: Record<string, [{ canary: { requests: number } }]> } | null;
  return judge?.metrics[name]?.[0].canary.requests ?? 0;
}

test('a canary that answers every request well is taken back by what the shop itself counts', async () => {
  const { shop, load, lost } = await busyShop(['users', 'orders']);
  lost['v2'] = 0.5;
  const bad = await expectDone(shop, 'canary-step v2 50', 'rolled-back analysis-failed 1', {
    ...told(shop),
    inputs: { ...told(shop).inputs, 'bake-time': '60s' },
  });
  expect(bad.outputs['message']).toMatch(/^orders [\d,]+\/[\d,]+ canary \((49|50) %\) vs 0\/[\d,]+ stable \(0\.00 %\): at least /);
  expect(bad.outputs['verdict']).toBe('fail');
  expect((await load.stop()).failed).toBe(0);
  expect(await shop.traffic()).toEqual({ v1: 100 });
  for (const line of Object.values(linesOf('orders', shop, bad))) expect(line).toMatch(/\((49|50) %\) vs 0\//);
  for (const line of Object.values(linesOf('users', shop, bad))) expect(line).toMatch(/ 0\/[\d,]+ canary \(0\.00 %\) vs 0\//);
});

test('a healthy canary passes, with a line for each kind of metric, and a second job goes on with what the first has counted', async () => {
  const { shop, load, stock } = await busyShop(['users', 'orders', 'drafts', 'sold', 'stock', 'smoke']);
  const first = await expectDone(shop, 'canary-step v2 25', 'canary done 0', told(shop));
  expect(first.outputs['verdict']).toBe('pass');
  const says: Record<keyof typeof METRICS, RegExp> = {
    users: / 0\/[\d,]+ canary \(0\.00 %\) vs 0\/[\d,]+ stable .*; evidence of harm .* of 100 needed to roll back/,
    orders: / 0\/[\d,]+ canary \(0\.00 %\) vs 0\/[\d,]+ stable /,
    drafts: / \(100 %\) vs .*; never decides, as (`|&#96;)dry-run(`|&#96;) says/,
    sold: /; no difference yet$/,
    stock: / 20, wanted .* 10: no look found anything else$/,
    smoke: / 0\/[\d,]+ canary \(0\.00 %\) vs 0\/[\d,]+ stable /,
  };
  for (const [name, expected] of Object.entries(says))
    for (const [where, line] of Object.entries(linesOf(name, shop, first))) expect(`${where} of ${name}: ${line}`).toMatch(expected);

  const names = ['users', 'orders'];
  const counted = () => Promise.all(names.map((name) => countedBy(name, shop)));
  const earlier = await counted();
  // Traffic that nobody watches.
  await more(load, 400);
  const before = load.seen().byVersion['v2']?.requests ?? 0;
  await expectDone(shop, 'canary-step v2 50', 'canary done 0', told(shop));
  const since = (load.seen().byVersion['v2']?.requests ?? 0) - before;
  for (const [at, later] of (await counted()).entries()) {
    const grown = later - (earlier[at] ?? 0);
    expect(grown).toBeGreaterThan(0);
    expect(grown).toBeLessThanOrEqual(since);
  }

  // The metrics that decide nothing were as bad all the time; this one decides alone.
  stock['v2'] = 9;
  const bad = await expectDone(shop, 'canary-step v2 75', 'rolled-back analysis-failed 1', told(shop));
  expect(bad.outputs['message']).toBe('stock 9, wanted >= 10: 1 look found something else, and none may');
  expect(await shop.traffic()).toEqual({ v1: 100 });
});

test('a Prometheus that is killed in the bake is waited for, and when it is back the version passes', async () => {
  const { shop, prometheus } = await busyShop(['orders']);
  let isKilled = false;
  const said = (line: string) => {
    if (!isKilled && COUNTED.test(line)) {
      isKilled = true;
      void prometheus.kill();
    }
    if (/ {2}judging: metric orders: Prometheus at .* could not be asked: .*ECONNREFUSED/.test(line)) void prometheus.start();
  };
  const canary = await expectDone(shop, 'canary-step v2 50', 'canary done 0', { ...told(shop), said });
  expect(canary.stdout).toContain('judging: metric orders: Prometheus at ');
  expect(canary.outputs['message']).not.toContain('says nothing');
});

test('a Prometheus that is killed in the bake, and stays so, leaves the verdict to on-no-data', async () => {
  const { shop, prometheus } = await busyShop(['orders'], { analysis: { 'on-no-data': 'fail' } });
  const said = (line: string) => void (COUNTED.test(line) && prometheus.kill());
  const bad = await expectDone(shop, 'canary-step v2 50', 'rolled-back analysis-failed 1', { ...told(shop), said });
  expect(bad.outputs['message']).toMatch(/^metric orders: Prometheus at .* could not be asked: .*ECONNREFUSED/);
  for (const line of Object.values(linesOf('orders', shop, bad)))
    expect(line).toMatch(/says nothing now: Prometheus at .* could not be asked/);
  expect(await shop.traffic()).toEqual({ v1: 100 });
});

test('a Prometheus that takes too long is not waited for at each look, and the version passes by on-no-data only', async () => {
  const asked: string[] = [];
  const slow = await answering(({ url = '' }) => void asked.push(url));
  const { shop, load } = await busyShop(['orders'], {
    analysis: { 'on-no-data': 'pass', prometheus: { address: `http://${slow}` } },
  });
  const canary = await expectDone(shop, 'canary-step v2 50', 'canary done 0', told(shop));
  expect(canary.outputs['message']).toMatch(
    /^(blue|green) serves 50 %; metric orders says nothing: Prometheus at .* did not answer within 5s$/,
  );
  // Looks went on meanwhile: what the balancer counted is known second by second.
  const samples = (await shop.journal())?.rollout?.samples ?? [];
  expect(samples.length).toBeGreaterThan(asked.length);
  expect((await load.stop()).failed).toBe(0);
  expect(asked.length).toBeGreaterThan(0);
});
