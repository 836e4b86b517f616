import { expect, test } from 'vitest';
import { echoDeployment, newNamespace, newRepository } from '../../fakes/kubernetes.ts';
import { withImage, written } from './compared.ts';
import { never, toldOf } from './told.ts';

const QUICK = { 'bake-time': '0s', 'progress-deadline': '25s' };

test.each(['StatefulSet', 'DaemonSet'] as const)('rolls a %s forward, and back from a version that never becomes ready', async (kind) => {
  const workload = `${kind.toLowerCase()}/echo`;
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment({ kind, replicas: 2 }));
  await namespace.whole(workload);
  const before = await written(namespace, workload);
  const { act } = await newRepository(namespace, { workload, rollout: QUICK });
  const forward = await act('rolling', { version: 'v2' });
  expect(forward.outputs['outcome'], forward.stdout).toBe('promoted');
  const after = withImage(before, 'sluice.test/echo:v2');
  expect(await written(namespace, workload)).toEqual(after);

  const back = await act('rolling', { version: 'unready' });
  expect(back.outputs, back.stdout).toMatchObject({ outcome: 'rolled-back', reason: 'progress-deadline' });
  expect(await written(namespace, workload)).toEqual(after);
  const pods = await namespace.list('pods');
  const serving = pods.filter(({ metadata }) => metadata['deletionTimestamp'] === undefined);
  expect(new Set(serving.map(({ spec }) => spec.containers[0].image))).toEqual(new Set(['sluice.test/echo:v2']));
});

test('a way back of a StatefulSet that ended before its broken pods were deleted is told again', async () => {
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment({ kind: 'StatefulSet', replicas: 2 }));
  await namespace.whole('statefulset/echo');
  const told = toldOf(namespace, { workload: 'statefulset/echo' });
  await told.tell('unready');
  await told.until((view) => view.updated === 1);
  const killed = new AbortController();
  const { api } = told.site;
  const patch = api.patch;
  // As if it was killed right after the first of its writes.
  Object.assign(api, {
    patch: async (...of: Parameters<typeof patch>) => {
      const answer = await patch(...of);
      killed.abort();
      return answer;
    },
  });
  await told.progress(never);
  await expect(told.update({ version: 'v1', spec: null }, killed.signal)).rejects.toThrow();
  Object.assign(api, { patch });
  expect(await told.progress(never)).toMatchObject({ version: 'v1', noted: null, drift: null });
  await told.update({ version: 'v1', spec: null }, never);
  const view = await told.until(({ settled }) => settled);
  expect(view).toMatchObject({ noted: { version: 'v1', spec: null }, available: 2 });
});
