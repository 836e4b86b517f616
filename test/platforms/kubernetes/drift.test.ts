import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { byHand } from '../../../src/platforms/kubernetes/by-hand.ts';
import { echoDeployment, newNamespace, newRepository } from '../../fakes/kubernetes.ts';
import { withImage, written } from './compared.ts';
import { never, toldOf } from './told.ts';

const image = (version: string) => `sluice.test/echo:${version}`;

async function running(...change: Parameters<typeof echoDeployment>) {
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment(...change));
  await namespace.whole('deployment/echo');
  return namespace;
}

test('names who set another image in the middle, overwrites nothing, and puts back what was there when asked to', async () => {
  const namespace = await running();
  const before = await written(namespace, 'deployment/echo');
  const { act } = await newRepository(namespace, { rollout: { 'bake-time': '60s', 'max-surge': '2' } });
  let interfered: Promise<unknown> | null = null;
  const said = (line: string) => {
    if (line.includes('baking')) interfered ??= namespace.kubectl('set', 'image', 'deployment/echo', `echo=${image('v3')}`);
  };
  const result = await act('rolling', { version: 'v2' }, { said });
  await interfered;
  expect(result.outputs, result.stdout).toMatchObject({ outcome: 'stuck', reason: 'drift' });
  expect(result.stdout).toMatch(/somebody \(kubectl-set, \d\d:\d\d:\d\d UTC\) set the image of echo to sluice\.test\/echo:v3/);
  const { spec } = await written(namespace, 'deployment/echo');
  expect(spec['template'].spec.containers[0].image).toBe(image('v3'));

  const back = await act('rollback');
  expect(back.outputs['outcome'], back.stdout).toBe('rolled-back');
  expect(await written(namespace, 'deployment/echo')).toEqual(before);
});

test('writes nothing where somebody was there between the look and the write', async () => {
  const namespace = await running({ replicas: 1 });
  const told = toldOf(namespace);
  await told.progress(never);
  await namespace.kubectl('set', 'image', 'deployment/echo', `echo=${image('v3')}`);
  await expect(told.update({ version: 'v2', spec: 'spec' }, never)).rejects.toThrow(
    /somebody \(kubectl-set, .*\) changed deployment echo meanwhile/,
  );
  expect(await told.progress(never)).toMatchObject({ version: 'v3', noted: null });
});

test('keeps on the way back what somebody else changed beside the image', async () => {
  const namespace = await running({ replicas: 1 });
  const told = toldOf(namespace);
  await told.tell('v2');
  await namespace.kubectl('set', 'env', 'deployment/echo', 'THEIRS=1');
  const theirs = await written(namespace, 'deployment/echo');
  await told.tell('v1', 'before');
  await told.settle(never);
  const { annotations: _note, ...expected } = withImage(theirs, image('v1'));
  expect(await written(namespace, 'deployment/echo')).toMatchObject(expected);
});

test('gives the same version in new pods, takes that for drift where it is taken back, and leaves no mark on the way back', async () => {
  const namespace = await running({ replicas: 1 });
  const before = await written(namespace, 'deployment/echo');
  const told = toldOf(namespace);
  const [old] = await namespace.list('pods');
  await told.tell('v1', 'spec+again');
  await told.until((view) => view.settled);
  const kept = (await namespace.list('pods')).filter(({ metadata }) => metadata['deletionTimestamp'] === undefined);
  expect(kept.map(({ metadata }) => metadata.name)).not.toContain(old?.metadata.name);
  await namespace.kubectl('rollout', 'restart', 'deployment/echo');
  expect((await told.progress(never)).drift).toBeNull();
  await namespace.kubectl('rollout', 'undo', 'deployment/echo', '--to-revision=1');
  expect((await told.progress(never)).drift).toMatch(/somebody \(kubectl\S*, .* UTC\) took the restart of deployment echo back$/);
  await told.tell('v1', 'spec');
  await told.settle(never);
  expect(await written(namespace, 'deployment/echo')).toEqual(before);
});

test("names who took it back with the deployment's own undo, though that takes our note away", async () => {
  const namespace = await running({ replicas: 1 });
  const told = toldOf(namespace);
  await told.tell('v2');
  await told.until((view) => view.settled);
  await namespace.kubectl('rollout', 'undo', 'deployment/echo');
  const { drift, noted } = await told.progress(never);
  expect(noted?.version).toBe('v2');
  expect(drift).toMatch(/set the image of echo to sluice\.test\/echo:v1/);
});

test('a note that an undo brings back from an earlier rollout says nothing', async () => {
  const namespace = await running({ replicas: 1 });
  for (const version of ['v2', 'v3']) {
    const told = toldOf(namespace);
    await told.tell(version);
    await told.until((view) => view.settled);
    await told.settle(never);
  }
  await namespace.kubectl('rollout', 'undo', 'deployment/echo');
  expect(await toldOf(namespace).progress(never)).toMatchObject({ version: 'v2', noted: null, drift: null });
});

test('the commands for finishing by hand put back what was there', async () => {
  const namespace = await running({ replicas: 1 });
  const before = await written(namespace, 'deployment/echo');
  const told = toldOf(namespace, { rollout: { 'max-surge': '50%', 'min-ready': '2s' } });
  await told.tell('unready');
  await told.progress(never);
  const commands = byHand(told.site, told.note(), null);
  for (const command of commands) {
    const ran = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect(ran.status, `${command}: ${ran.stderr}`).toBe(0);
  }
  expect(await written(namespace, 'deployment/echo')).toEqual(before);
});

test('tells nothing to a deployment that is paused', async () => {
  const namespace = await running({ replicas: 1 });
  const told = toldOf(namespace);
  await namespace.kubectl('rollout', 'pause', 'deployment/echo');
  await expect(told.tell('v2')).rejects.toThrow('Run `kubectl rollout resume deployment/echo`');
  expect(await told.progress(never)).toMatchObject({ version: 'v1', noted: null });
});
