import { expect, test, vi } from 'vitest';
import { writeServiceFile } from '../../fakes/haproxy.ts';
import { step } from '../../fakes/step.ts';
import { start } from '../../load/generator.ts';
import { newSite, type Site } from './site.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 });

/** Runs built actions against a site, each in a workflow run of its own. */
async function actions({ haproxy, folder }: Site) {
  await writeServiceFile(haproxy, { rollout: { 'bake-time': '1s', 'keep-old': '0s', 'min-ready': '0s', 'progress-deadline': '12s' } });
  let run = 0;
  return (action: string, version: string, more: Record<string, string> = {}) => {
    run++;
    const env = { GITHUB_RUN_ID: `${4_710 + run}`, GITHUB_RUN_NUMBER: `${run}` };
    return step(action, { workspace: folder, inputs: { version, ...more }, env });
  };
}

test('rolls servers behind two balancers to a new version and back, and loses no request', async () => {
  const site = await newSite({ balancers: 2 });
  const act = await actions(site);
  // Nobody knows what ran before, so that there is no way back the first time.
  const first = await act('rolling', 'v1', { 'on-failure': 'pause' });
  expect(first.outputs['outcome'], first.stdout).toBe('promoted');
  const loads = site.urls.map((url) => start({ url, rate: 40 }));
  const second = await act('rolling', 'v2', { 'max-unavailable': '1' });
  expect(second.outputs['outcome'], second.stdout).toBe('promoted');
  const back = await act('rolling', 'v3-never', { 'max-unavailable': '1' });
  const counts = await Promise.all(loads.map((load) => load.stop()));
  expect(back.outputs['outcome'], back.stdout).toBe('rolled-back');
  for (const { byVersion } of counts) {
    expect(Object.keys(byVersion).sort()).toEqual(['v1', 'v2']);
    expect(Object.values(byVersion).map((served) => served.failed)).toEqual([0, 0]);
  }
});

test('switches from one track to the other, and loses no request', async () => {
  const site = await newSite({ tracked: true });
  const act = await actions(site);
  const first = await act('blue-green-switch', 'v1');
  expect(first.outputs['outcome'], first.stdout).toBe('promoted');
  const load = start({ url: site.urls[0] ?? '', rate: 40 });
  const second = await act('blue-green-switch', 'v2');
  const { byVersion } = await load.stop();
  expect(second.outputs['outcome'], second.stdout).toBe('promoted');
  expect(Object.keys(byVersion).sort()).toEqual(['v1', 'v2']);
  expect(Object.values(byVersion).map((served) => served.failed)).toEqual([0, 0]);
});
