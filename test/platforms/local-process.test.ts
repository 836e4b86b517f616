import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run, startOf } from '../../src/platforms/process.ts';
import { until } from '../contracts/until.ts';

const limits = { timeout: 10_000, maxOutput: 1_000 };

test('gives the code and the end of what a program wrote', async () => {
  const script = 'process.stdout.write("a".repeat(5000) + "end"); process.stderr.write("wrong"); process.exitCode = 3';
  const { code, stdout, stderr } = await run(process.execPath, ['-e', script], { ...limits, signal: new AbortController().signal });
  expect({ code, length: stdout.length, end: stdout.slice(-3), stderr }).toEqual({ code: 3, length: 1_000, end: 'end', stderr: 'wrong' });
});

test('an abort ends the program and its children', async () => {
  const abort = new AbortController();
  const script = 'sleep 30 & echo $! > "$0"; wait';
  const folder = mkdtempSync(join(tmpdir(), 'sluice-run-'));
  const ended = run('sh', ['-c', script, `${folder}/pid`], { ...limits, signal: abort.signal });
  ended.catch(() => undefined);
  await until(async () => existsSync(`${folder}/pid`) && readFileSync(`${folder}/pid`, 'utf8').endsWith('\n'));
  const child = Number(readFileSync(`${folder}/pid`, 'utf8'));
  abort.abort(new Error('cancelled'));
  await expect(ended).rejects.toThrow('cancelled');
  await until(async () => (await startOf(child)) === null);
  rmSync(folder, { recursive: true });
});
