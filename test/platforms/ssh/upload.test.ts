import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { StepResult } from '../../fakes/step.ts';
import { start } from '../../load/generator.ts';
import { never, open } from '../servers/site.ts';
import { actions, STATE, sshSite } from './site.ts';
import { build, uploaded, uploading } from './uploaded.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 30_000 });

function expectEnd(result: StepResult, outcome: string, reason = 'done'): void {
  const { outcome: is, reason: why } = result.outputs;
  expect({ outcome: is, reason: why }, result.stdout).toEqual({ outcome, reason });
}

test('a rolling update over ssh runs what was uploaded, and loses no request', async () => {
  const site = await sshSite({ balancers: 2 });
  const act = await actions(site, uploading(site));
  await build(site, 'v1');
  // Nobody knows what ran before, so that there is no way back the first time.
  expectEnd(await act('rolling', { version: 'v1', 'on-failure': 'pause' }), 'promoted', 'first-deployment');
  await build(site, 'v2');
  const load = start({ url: site.urls, rate: 100 });
  expectEnd(await act('rolling', { version: 'v2' }), 'promoted');
  await build(site, 'v3-never');
  expectEnd(await act('rolling', { version: 'v3-never' }), 'rolled-back', 'progress-deadline');
  const { failed, byVersion } = await load.stop();
  expect(failed, JSON.stringify(byVersion)).toBe(0);
  expect(Object.keys(byVersion).sort()).toEqual(['v1', 'v2']);
  expect(await uploaded(site)).toEqual(['v1 v2 v3-never']);
});

test('a switch over ssh runs what was uploaded, goes back without the workspace, and loses no request', async () => {
  const site = await sshSite({ tracked: true });
  const act = await actions(site, uploading(site));
  await build(site, 'v1');
  expectEnd(await act('blue-green-switch', { version: 'v1' }), 'promoted', 'first-deployment');
  await build(site, 'v2');
  const load = start({ url: site.urls, rate: 100 });
  expectEnd(await act('canary-step', { version: 'v2', weight: '50', 'bake-time': '1s' }), 'canary');
  await rm(join(site.folder, 'dist'), { recursive: true });
  expectEnd(await act('promote', { version: 'v2' }), 'promoted');
  expectEnd(await act('rollback', { to: 'previous' }), 'rolled-back');
  const { failed, byVersion } = await load.stop();
  expect(failed, JSON.stringify(byVersion)).toBe(0);
  expect(Object.keys(byVersion).sort()).toEqual(['v1', 'v2']);
  expect(await uploaded(site)).toEqual(['v1 v2']);
  // What is not there any more cannot be gone back to.
  await rm(join(site.machine('g1').folder, STATE, 'versions/v2'), { recursive: true });
  const gone = await act('rollback', { to: 'v2' });
  expectEnd(gone, 'refused', 'precondition');
  expect(gone.outputs['message']).toContain(
    `On ${site.machine('g1').destination}, ~/${STATE}/versions/v2 with the files of v2 is not there`,
  );
  expectEnd(await act('status'), 'idle');
});

test('an action that is to upload what is not there is refused, and says what to build', async () => {
  const site = await sshSite();
  const act = await actions(site, uploading(site));
  const result = await act('rolling', { version: 'v1' });
  expectEnd(result, 'refused', 'precondition');
  expect(result.outputs['message']).toContain(`there is no folder ${join(site.folder, 'dist')} on this machine: build it`);
});

test('keeps the newest five versions and those that a server has, under names that lead nowhere', async () => {
  const site = await sshSite();
  await build(site, 'any');
  const platform = open({ ...site.service, upload: join(site.folder, 'dist'), update: 'test -f "$SLUICE_DIR/app.ts"' });
  const bring = (version: string) =>
    platform.start?.(never, { version, spec: null, rollout: 'r-1', returns: false, bring: true, say: () => {} });
  await bring('v1');
  for (const name of ['s1', 's2', 's3']) await platform.fleet.replace(name, { version: 'v1', spec: 'spec-1' }, never);
  for (const version of ['v2', 'v3', 'v4', 'v5', '..', '../../up/$(id)', '.hidden']) await bring(version);
  expect(await uploaded(site)).toEqual(['%2E. %2E.%2F..%2Fup%2F%24(id) %2Ehidden v1 v4 v5']);
});
