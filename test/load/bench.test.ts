import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import type { Figure } from '../../scripts/bench/figure.ts';
import type { Loss } from '../../scripts/bench/kubernetes/deliveries.ts';
import { figuresOf } from '../../scripts/bench/kubernetes/figures.ts';
import type { Asked } from '../../scripts/bench/kubernetes/measure.ts';
import { withFigures } from '../../scripts/bench/page.ts';
import type { Served } from './generator.ts';

/** What the bench says of these parts, whether or not all bounds hold. */
async function bench(...args: string[]): Promise<{ figures: Figure[]; stdout: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'figures.json');
  const script = join(import.meta.dirname, '../../scripts/bench.ts');
  const run = promisify(execFile)(process.execPath, [script, ...args, '--json', file]);
  const { stdout } = await run.catch((error: Error & { stdout: string }) => error);
  return { ...(JSON.parse(await readFile(file, 'utf8')) as { figures: Figure[] }), stdout };
}

test('the bench loses requests by a naive restart only, and gives each its share', { timeout: 300_000 }, async () => {
  const { figures } = await bench('load', '--requests', '500', '--rate', '200');
  const primitives = ['rolling', 'blue-green-switch', 'canary', 'rollback', 'naive'];
  const all = ['local', 'servers'].flatMap((platform) => primitives.map((primitive) => `${platform} ${primitive}`));
  const lost = figures.filter(({ name }) => name.includes(': failed of '));
  expect(lost.map(({ name }) => name.split(':')[0])).toEqual(all);
  for (const { name, value, holds } of lost) {
    expect(value > 0, name).toBe(name.includes('naive'));
    expect(holds, name).toBe(true);
    expect(Number(/of (\d+) requests/.exec(name)?.[1])).toBeGreaterThanOrEqual(500);
  }
  const shares = figures.filter(({ name }) => name.endsWith('off its share'));
  expect(shares.map(({ name }) => name.split(' ')[1])).toEqual(['canary:', 'rollback:', 'canary:', 'rollback:']);
  expect(shares.every(({ holds }) => holds)).toBe(true);
});

test('the bench measures size, decisions and polls within their bounds, and says each beside its own', { timeout: 120_000 }, async () => {
  const { figures, stdout } = await bench('size', 'decide', 'poll');
  expect(figures.filter(({ bound }) => bound !== '').length).toBeGreaterThanOrEqual(11);
  expect(figures.filter(({ name, holds }) => !holds && !name.includes('beside'))).toEqual([]);
  for (const { name } of figures) expect(stdout).toContain(name);
});

test('the bench simulates traffic of all kinds, and judges each beside its bound', { timeout: 300_000 }, async () => {
  const { figures } = await bench('grid', '--portion', '0.002');
  const bounded = (bound: string, part: string) => figures.filter((figure) => figure.bound === bound && figure.name.includes(part)).length;
  expect(bounded('≥ 114', 'bad cells of 160')).toBe(1);
  expect(bounded('≤ 2', 'beside who knows both rates')).toBe(1);
  expect(bounded('≤ 1', 'most false alarms')).toBe(1);
  // Bursts of three sizes, tracks that waver, an incident; and latency.
  expect(bounded('≤ 1', '… most of ')).toBe(6);
  expect(bounded('≤ 1.5', '… most of 2 of them')).toBe(1);
  // The same but for latency as fast, with a late failure and three ways to be slower.
  expect(bounded('≤ 1', 'beside plain bets')).toBe(9);
});

test('the bench has each bad canary taken back, and a healthy one promoted', { timeout: 300_000 }, async () => {
  const { figures } = await bench('judge', '--portion', '0.05');
  const all = ['5 % errors', '100 % errors', '300 ms slower'].map((bad) => `${bad}: taken back, of 1 runs`);
  const counted = figures.filter(({ bound }) => bound === '≥ 1');
  const names = ['local', 'servers'].flatMap((platform) =>
    [...all, 'a healthy canary: promoted, of 1 runs'].map((name) => `${platform}, ${name}`),
  );
  expect(counted.map(({ name, holds }) => ({ name, holds }))).toEqual(names.map((name) => ({ name, holds: true })));
  const costs = figures.filter(({ name }) => name.includes('it cost'));
  expect(costs).toHaveLength(6);
  for (const { value } of costs) expect(value).toBeGreaterThan(0);
});

test('a table of the README is written where all its parts were measured, and the others stay', () => {
  const figure = (name: string): Figure => ({ name, value: 1, unit: 's', bound: '', holds: true });
  const measured = new Map([
    ['size', [figure('size now')]],
    ['start', [figure('start now')]],
  ]);
  const page = 'a\n<!-- figures size start -->\nold\n<!-- /figures -->\nb\n<!-- figures start load -->\nkept\n<!-- /figures -->\n';
  const written = withFigures(page, measured);
  expect(written).toMatch(/\| size now \|[\s\S]*\| start now \|[\s\S]*<!-- \/figures -->\nb/);
  expect(written).not.toContain('old');
  expect(written).toContain('<!-- figures start load -->\nkept\n<!-- /figures -->');
});

test.each<[Loss, kept: string[]]>([
  ['nothing', ['ClusterIP new', 'gateway kept']],
  ['behind the gateway, nothing', ['gateway kept']],
  ['something', []],
])('where a way to deliver may lose %s, a loss breaks the bounds of %j', (loses, broken) => {
  const asked = (address: Asked['address'], lostNew: number, lostKept: number): Asked => {
    const [newConnections, kept] = [lostNew, lostKept].map((failed) => ({ requests: 50, failed })) as [Served, Served];
    const failed = lostNew + lostKept;
    // In two parts, as where each round has a Deployment of its own.
    const part = { requests: 100, failed, newConnections, kept, byVersion: { v1: { requests: 100, failed } } };
    return { address, counts: [part, part] };
  };
  const row = { rounds: 2, asked: [asked('gateway', 0, 3), asked('ClusterIP', 2, 0)], p99: 9, peakMegabytes: 0, late: 1 };
  const figures = figuresOf('title', loses, row);
  const parts = figures.map(({ name }) => /^title, (\w+): failed of 100 requests on (new|kept)/.exec(name)?.slice(1).join(' '));
  const values = figures.flatMap(({ value }, at) => (parts[at] === undefined ? [] : [[parts[at], value]]));
  expect(Object.fromEntries(values)).toEqual({ 'gateway new': 0, 'gateway kept': 6, 'ClusterIP new': 4, 'ClusterIP kept': 0 });
  expect(figures.flatMap(({ holds }, at) => (holds ? [] : [parts[at]])).sort()).toEqual(broken);
  const inAll = figures.filter(({ bound }) => bound === '> 0').map(({ name, value, holds }) => ({ name, value, holds }));
  expect(inAll).toEqual(loses === 'something' ? [{ name: 'title: failed of 400 requests', value: 10, holds: true }] : []);
});
