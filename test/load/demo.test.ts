import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

type Told = { rollouts: { name: string; outcome: string; requests: number; failed: number }[]; pages: string[] };

test('the demo keeps its promises, and its last line tells them to a machine', { timeout: 150_000 }, () => {
  const demo = spawnSync(process.execPath, [join(import.meta.dirname, '../../scripts/demo.ts'), '--json'], { encoding: 'utf8' });
  const { status, stdout, stderr } = demo;
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { rollouts, pages } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Told;
  expect(rollouts.map(({ outcome }) => outcome)).toEqual(['promoted', 'promoted', 'promoted', 'rolled-back', 'rolled-back']);
  expect(rollouts.map(({ failed }) => failed > 0)).toEqual([false, false, false, true, false]);
  for (const { requests } of rollouts) expect(requests).toBeGreaterThan(500);
  expect(pages.map((page) => existsSync(page))).toEqual([true, true, true]);
});
