import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Row } from '../../scripts/bench/measure.ts';

test('the bench loses requests by a naive restart only, and tells a machine so', { timeout: 300_000 }, async () => {
  const script = join(import.meta.dirname, '../../scripts/bench.ts');
  const args = [script, '--requests', '500', '--rate', '200', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { rows, broken } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { rows: Row[]; broken: string[] };
  expect(broken).toEqual([]);
  const primitives = ['rolling', 'blue-green-switch', 'canary', 'rollback', 'naive'];
  const all = ['local', 'servers'].flatMap((platform) => primitives.map((primitive) => `${platform} ${primitive}`));
  expect(rows.map(({ platform, primitive }) => `${platform} ${primitive}`)).toEqual(all);
  for (const row of rows) {
    expect(row).toMatchObject({ idle: { p50: expect.any(Number) }, during: { p99: expect.any(Number) }, late: expect.any(Number) });
    expect(row.failed > 0).toBe(row.primitive === 'naive');
    expect(row.requests).toBeGreaterThanOrEqual(500);
    expect(row.deviations !== null).toBe(row.primitive === 'canary' || row.primitive === 'rollback');
  }
});
