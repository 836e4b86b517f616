import { expect, test } from 'vitest';
import { endManifests } from '../../../../src/platforms/kubernetes/manifests/around.ts';
import { withVersion } from '../../../../src/platforms/kubernetes/manifests/files/images.ts';
import { keep } from '../../../../src/platforms/kubernetes/manifests/kept.ts';
import { echoDeployment, newNamespace } from '../../../fakes/kubernetes.ts';
import { never, siteOf } from '../looked-at.ts';
import { openRoom } from '../room.ts';
import { job, manifestRepository } from './written.ts';

test('where a Job fails before the first pod, the version that runs is left as people made it, and its own Jobs run no second time', async () => {
  const namespace = await newNamespace();
  const { act, write } = await manifestRepository(namespace);
  await write({}, job('migrate', 'before', 0), job('announce', 'after', 0));
  const first = await act('rolling', { version: 'v1' });
  expect(first.stdout.match(/run Job \w+/g), first.stdout).toEqual(['run Job migrate', 'run Job announce']);
  await namespace.kubectl('set', 'env', 'deployment/echo', 'HOTFIX=yes');
  await namespace.whole('deployment/echo');
  const { spec: before } = await namespace.read('deployment/echo');

  await write({}, job('migrate', 'before', 1), job('announce', 'after', 0));
  const back = await act('rolling', { version: 'v2' });
  expect(back.outputs, back.stdout).toMatchObject({ outcome: 'rolled-back', reason: 'update-failed' });
  expect(back.stdout.match(/run Job \w+/g), back.stdout).toEqual(['run Job migrate']);
  const { spec, metadata } = await namespace.read('deployment/echo');
  expect(spec).toEqual(before);
  expect(Object.keys(metadata['annotations'] ?? {})).not.toContain('sluice-actions.github.io/rollout');
});

test('a Job after the promotion runs once, also where the end of the rollout is tried again', async () => {
  const room = await openRoom();
  try {
    await room.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'sluice-echo-production' } });
    const said: string[] = [];
    const site = { ...siteOf(room.name, 'echo', { manifests: 'k8s' }), say: (line: string) => said.push(line) };
    const to = { version: 'v1', spec: 'abc' };
    const announce = withVersion(site.service, job('announce', 'after', 1), 'v1');
    const [workload] = echoDeployment();
    await keep(site, to, { rollout: 'r', workload: workload as never, before: [], after: [announce], copies: [] }, never);
    const note = { to, from: { version: null, spec: null }, images: {}, restartedAt: { was: null, set: null }, pace: {} };
    const warned: string[] = [];
    for (const _try of [1, 2]) await endManifests(site, note, (text) => warned.push(text), never);
    expect(said).toEqual(['run Job announce after echo']);
    expect(warned).toHaveLength(1);
    expect(await room.list('jobs')).toEqual([]);
  } finally {
    await room.close();
  }
});
