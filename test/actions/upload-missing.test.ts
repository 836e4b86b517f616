import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { expectDone, job } from './job.ts';
import { openShop, QUICK } from './shop.ts';
import { wholeState } from './whole-state.ts';

vi.setConfig({ testTimeout: 120_000 });

test('files that are to be uploaded and are not there are told before anything is written, and only to what brings them', async () => {
  const shop = await openShop('servers', { settings: { ...QUICK, upload: 'build' } });
  const build = join(shop.workspace, 'build');
  await mkdir(build);
  await writeFile(join(build, 'page.html'), 'hello');
  await job(shop, 'blue-green-switch v1');
  const planned = await expectDone(shop, 'canary-step v2 25', 'planned dry-run 0', { inputs: { 'dry-run': 'true' } });
  expect(planned.stdout).toMatch(/^would copy \S+build to this machine:\S+versions\/v2$/m);
  await job(shop, 'canary-step v2 25');
  await rm(build, { recursive: true });
  const before = await wholeState(shop);
  for (const inputs of [{}, { 'dry-run': 'true' }]) {
    const { outputs } = await expectDone(shop, 'canary-step v2 50', 'refused precondition 1', { inputs });
    expect(outputs['message']).toContain(`there is no folder ${build} on this machine: build it before this step, or correct the path`);
    expect(await wholeState(shop)).toEqual(before);
  }
  const { stdout } = await expectDone(shop, 'promote v2', 'promoted done 0');
  expect(stdout).not.toContain('`upload`');
  await expectDone(shop, 'blue-green-switch v2', 'unchanged already-live 0');
});
