import { expect, test } from 'vitest';
import { echoDeployment, newNamespace, newRepository } from '../../fakes/kubernetes.ts';
import { withImage, written } from './compared.ts';

const QUICK = { rollout: { 'bake-time': '1s', 'progress-deadline': '40s' } };

test('rolls to a version, and leaves the workload as the user wrote it but for the image', async () => {
  const namespace = await newNamespace();
  await namespace.apply(...echoDeployment());
  await namespace.whole('deployment/echo');
  const before = await written(namespace, 'deployment/echo');
  const { act } = await newRepository(namespace, QUICK);
  const result = await act('rolling', { version: 'v2' });
  expect(result.outputs['outcome'], result.stdout).toBe('promoted');
  expect(await written(namespace, 'deployment/echo')).toEqual(withImage(before, 'sluice.test/echo:v2'));
  // What ran before Sluice came is a version like any other.
  const back = await act('rollback', { to: 'previous' });
  expect(back.outputs, back.stdout).toMatchObject({ outcome: 'rolled-back', version: 'v1' });
  expect(await written(namespace, 'deployment/echo')).toEqual(before);
});
