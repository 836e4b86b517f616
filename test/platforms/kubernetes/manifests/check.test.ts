import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { echoDeployment, type Manifest, newNamespace, newRepository } from '../../../fakes/kubernetes.ts';

const LABELS = { app: 'echo', tier: 'web' };

/** A Deployment whose pods have these labels, and the Service before it. */
function echo(labels: Readonly<Record<string, string>>, selector: Readonly<Record<string, string>>, version = '{version}') {
  const [workload, service] = echoDeployment({ replicas: 1, drain: 1, version });
  workload['spec'].template.metadata.labels = labels;
  service['spec'].selector = selector;
  return [workload, service] as const;
}

test('what would leave nothing that serves, or could not go back, is refused before anything is written', async () => {
  const namespace = await newNamespace();
  const { act, workspace } = await newRepository(namespace, { manifests: 'k8s.yml', rollout: { 'bake-time': '0s' } });
  await namespace.apply(...echo(LABELS, { app: 'echo', tier: 'web' }, 'v1'));
  await namespace.whole('deployment/echo');
  const before = await namespace.read('service/echo');
  const refused = async (...objects: readonly Manifest[]) => {
    await writeFile(join(workspace, 'k8s.yml'), objects.map((one) => JSON.stringify(one)).join('\n---\n'));
    const { outputs, stdout } = await act('rolling', { version: 'v2' });
    expect(outputs, stdout).toMatchObject({ outcome: 'refused' });
    expect(await namespace.read('service/echo')).toEqual(before);
    return outputs['message'];
  };
  expect(await refused(...echo({ app: 'echo', tier: 'api' }, { app: 'echo', tier: 'api' }))).toContain(
    'Service echo: it would not lead to the pods that run now any more, and nothing would serve: they have no label `tier: api`.',
  );
  expect(await refused(...echo({ app: 'echo' }, LABELS))).toContain(
    'Service echo would not lead to the pods of the manifests: write `tier: web` under their `spec.template.metadata.labels`.',
  );
  expect(await refused(echo({ app: 'echo' }, LABELS)[0])).toContain(
    'The Service by which users reach it would not lead to the pods of the manifests: write `tier: web`',
  );
  const elsewhere = (targetPort: number | string) => {
    const [workload, service] = echo(LABELS, LABELS);
    service['spec'].ports[0].targetPort = targetPort;
    return refused(workload, service);
  };
  expect(await elsewhere(9090)).toContain(
    'Service echo: port 80 would lead to 9090, where the pods that run now do not answer: they listen on 8080. Give the port of the containers a name first',
  );
  expect(await elsewhere('http')).toContain('they have no port named http');
  const large = echo(LABELS, LABELS);
  large[0]['spec'].template.metadata.annotations = { large: 'x'.repeat(100_000) };
  expect(await refused(...large)).toContain('move what is large into a ConfigMap that they mount');
});

test('a port that gets a name leads where it did', async () => {
  const namespace = await newNamespace();
  const { act, workspace } = await newRepository(namespace, { manifests: 'k8s.yml', rollout: { 'bake-time': '0s' } });
  const [workload, service] = echo(LABELS, LABELS);
  workload['spec'].template.spec.containers[0].ports = [{ name: 'http', containerPort: 8080 }];
  await namespace.apply(...echo(LABELS, LABELS, 'v1'));
  await namespace.whole('deployment/echo');
  const deploy = async (version: string, targetPort: number | string) => {
    service['spec'].ports[0].targetPort = targetPort;
    await writeFile(join(workspace, 'k8s.yml'), [workload, service].map((one) => JSON.stringify(one)).join('\n---\n'));
    const { outputs, stdout } = await act('rolling', { version });
    expect(outputs, stdout).toMatchObject({ outcome: 'promoted' });
  };
  await deploy('v2', 8080);
  await deploy('v3', 'http');
  expect((await namespace.read('service/echo'))['spec'].ports[0].targetPort).toBe('http');
});

test('a strategy that knows no pace may come with the manifests', async () => {
  const namespace = await newNamespace();
  const { act, workspace } = await newRepository(namespace, { manifests: 'k8s.yml', rollout: { 'bake-time': '0s' } });
  await namespace.apply(...echo(LABELS, LABELS, 'v1'));
  await namespace.whole('deployment/echo');
  const [workload, service] = echo(LABELS, LABELS);
  workload['spec'].strategy = { type: 'Recreate' };
  await writeFile(join(workspace, 'k8s.yml'), [workload, service].map((one) => JSON.stringify(one)).join('\n---\n'));
  const { outputs, stdout } = await act('blue-green-switch', { version: 'v2' });
  expect(outputs, stdout).toMatchObject({ outcome: 'promoted' });
  expect((await namespace.read('deployment/echo'))['spec'].strategy).toEqual({ type: 'Recreate' });
});
