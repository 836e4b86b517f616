import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import type { Figure } from '../../scripts/bench/figure.ts';

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

test('the bench measures size and decisions within their bounds, and says each beside its own', { timeout: 120_000 }, async () => {
  const { figures, stdout } = await bench('size', 'decide');
  expect(figures.filter(({ bound }) => bound !== '').length).toBeGreaterThanOrEqual(5);
  expect(figures.filter(({ name, holds }) => !holds && !name.includes('beside'))).toEqual([]);
  for (const { name } of figures) expect(stdout).toContain(name);
});
