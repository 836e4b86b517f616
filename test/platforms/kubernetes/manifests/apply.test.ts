import { spawnSync } from 'node:child_process';
import { beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { applyObjects, applyProblems } from '../../../../src/platforms/kubernetes/manifests/applied/apply.ts';
import type { Manifest } from '../../../../src/platforms/kubernetes/manifests/object.ts';
import type { Site } from '../../../../src/platforms/kubernetes/site.ts';
import { echoDeployment } from '../../../fakes/kubernetes.ts';
import { accountWith } from '../account.ts';
import { never, newName, siteOf } from '../looked-at.ts';
import { openRoom, type Room } from '../room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

const service = (name: string, metadata: object, ports: readonly object[]) =>
  ({ apiVersion: 'v1', kind: 'Service', metadata: { name, ...metadata }, spec: { selector: { app: name }, ports } }) as Manifest;
const configMap = (name: string, data: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data }) as Manifest;
const secret = (name: string, more: object) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, ...more }) as Manifest;
const worker = (name: string, replicas: number) => echoDeployment({ name, replicas })[0] as unknown as Manifest;
const web = { name: 'web', port: 80 };
const admin = { name: 'admin', port: 81 };

/** Who has which way to write an object. */
async function managersOf(object: string): Promise<readonly string[]> {
  const { metadata } = JSON.parse(await room.kubectl('get', object, '--show-managed-fields', '--output=json'));
  return metadata.managedFields
    .filter((entry: { subresource?: string }) => entry.subresource === undefined)
    .map((entry: { manager: string; operation: string }) => `${entry.manager} ${entry.operation}`)
    .sort();
}

function serverSide(object: Manifest, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync('kubectl', ['apply', '--namespace', room.name, '--server-side', '--filename=-', ...args], {
    input: JSON.stringify(object),
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
}

/** All that there is of these kinds, as it was written and when. */
async function state(): Promise<string> {
  const all = await room.list('configmaps,secrets,services,deployments');
  return JSON.stringify(all.map(({ kind, metadata }) => [kind, metadata.name, metadata['resourceVersion'], metadata['managedFields']]));
}

test('takes over what kubectl applied, and takes away what the manifest no longer says', async () => {
  const name = newName();
  await room.apply(service(name, { labels: { team: 'a', stage: 'old' }, annotations: { note: 'n' } }, [web, admin]) as never);
  const { spec } = await room.read(`service/${name}`);
  const site = siteOf(room.name, name);
  const wanted = service(name, { labels: { team: 'b' } }, [{ ...web, port: 8080 }]);
  for (let times = 0; times < 2; times++) {
    await applyObjects(site, [wanted], never);
    const now = await room.read(`service/${name}`);
    expect(now.metadata).toMatchObject({ labels: { team: 'b' } });
    expect(now.metadata['annotations']).toBeUndefined();
    expect(now['spec']).toMatchObject({ clusterIP: spec.clusterIP, ports: [{ name: 'web', port: 8080 }] });
    expect(now['spec'].ports).toHaveLength(1);
    expect(await managersOf(`service/${name}`)).toEqual(['sluice Apply']);
  }
  // Somebody goes on with kubectl.
  await room.apply(service(name, { labels: { team: 'c', stage: 'old' } }, [{ ...web, port: 8080 }, admin]) as never);
  await applyObjects(site, [wanted], never);
  expect((await room.read(`service/${name}`))['spec'].ports).toEqual([expect.objectContaining({ port: 8080 })]);
  expect((await room.read(`service/${name}`)).metadata['labels']).toEqual({ team: 'b' });
});

test('takes over what kubectl created or applied on the server, and leaves what only was created', async () => {
  const [created, applied] = [newName(), newName()];
  await room.kubectl('create', 'configmap', created, '--from-literal=a=1', '--from-literal=b=1');
  serverSide(configMap(applied, { a: '1', b: '1' }));
  const site = siteOf(room.name, created);
  await applyObjects(site, [configMap(created, { a: '2' }), configMap(applied, { a: '2' })], never);
  expect((await room.read(`configmap/${created}`))['data']).toEqual({ a: '2', b: '1' });
  expect((await room.read(`configmap/${applied}`))['data']).toEqual({ a: '2' });
  expect(await managersOf(`configmap/${applied}`)).toEqual(['sluice Apply']);
});

test('takes a key of a Secret away that its manifest no longer says, however it says it', async () => {
  const name = newName();
  const site = siteOf(room.name, name);
  const all = [{ stringData: { a: 'one', b: 'two' } }, { stringData: { a: 'three' } }, { data: { c: 'Zm91cg==' } }];
  for (const [at, data] of [{ a: 'b25l', b: 'dHdv' }, { a: 'dGhyZWU=' }, { c: 'Zm91cg==' }].entries()) {
    await applyObjects(site, [secret(name, all[at] as object)], never);
    expect((await room.read(`secret/${name}`))['data']).toEqual(data);
  }
});

test('leaves fields that belong to others, and says whose they are; nothing else is written either', async () => {
  const [first, name] = [newName(), newName()];
  serverSide(configMap(name, { a: '1', b: '1', c: '1' }), '--field-manager=argocd-controller');
  serverSide(configMap(name, { c: '2' }), '--field-manager=flux', '--force-conflicts');
  await room.apply(worker(name, 0) as never);
  await room.whole(`deployment/${name}`);
  const revised = worker(name, 0);
  const annotations = { 'deployment.kubernetes.io/revision': '9' };
  const site = siteOf(room.name, name);
  const objects = [
    configMap(first, {}),
    configMap(name, { a: '9', b: '9', c: '9' }),
    { ...revised, metadata: { ...revised.metadata, annotations } },
  ];
  const before = await state();
  const problems = await applyProblems(site, objects, never);
  expect(problems.map(({ code }) => code)).toEqual(['managed-elsewhere', 'managed-elsewhere', 'managed-elsewhere']);
  expect(problems.map(({ message }) => message).sort()).toEqual([
    expect.stringMatching(`The field .data.c of ConfigMap ${name} belongs to flux, .*take it out of the manifest`),
    expect.stringMatching(`The field .metadata.annotations\\S+ of Deployment ${name} belongs to kube-controller-manager \\(by status\\)`),
    expect.stringMatching(`The fields .data.a, .data.b of ConfigMap ${name} belong to argocd-controller, .*take them out of the manifest`),
  ]);
  await expect(applyObjects(site, objects, never)).rejects.toMatchObject({ reason: { code: 'managed-elsewhere' } });
  expect(await state()).toBe(before);
});

test('takes a field from kubectl only as long as it is still its', async () => {
  const name = newName();
  await room.kubectl('create', 'configmap', name, '--from-literal=a=1');
  const site = siteOf(room.name, name);
  const apply: Site['api']['apply'] = async (path, object, signal, options = {}) => {
    if (options.force && !options.dryRun) serverSide(configMap(name, { a: '5' }), '--field-manager=other', '--force-conflicts');
    return site.api.apply(path, object, signal, options);
  };
  const raced = { ...site, api: { ...site.api, apply } };
  await expect(applyObjects(raced, [configMap(name, { a: '2' })], never)).rejects.toThrow(
    /The field .data.a of ConfigMap \S+ belongs to other/,
  );
  expect((await room.read(`configmap/${name}`))['data']).toEqual({ a: '5' });
});

test('says all problems at once, and writes nothing', async () => {
  const name = newName();
  const site = siteOf(room.name, name);
  const objects = [
    configMap(name, { a: '1' }),
    { ...configMap(name, {}), foo: 1 } as Manifest,
    service(name, {}, []),
    { ...worker(name, 1), apiVersion: 'apps/v1beta1' },
    { apiVersion: 'shop.example/v1', kind: 'Basket', metadata: { name } },
  ];
  const before = await state();
  const problems = await applyProblems(site, objects, never);
  expect(problems).toEqual([
    { message: expect.stringMatching(`ConfigMap ${name}: .*\\.foo: field not declared in schema`) },
    { message: expect.stringMatching(`Service ${name}: .*spec.ports: Required value`) },
    { message: `Deployment ${name}: the current context has no kind Deployment in apps/v1beta1: write \`apiVersion: apps/v1\`` },
    {
      message: expect.stringMatching(
        `Basket ${name}: .*CustomResourceDefinition of the kind Basket and the group shop.example is not there`,
      ),
    },
  ]);
  expect(await state()).toBe(before);
});

test('says which rules are missing, and applies with no more than these', async () => {
  const name = newName();
  await room.apply(configMap(name, { a: '1' }) as never);
  const objects = [configMap(name, { a: '2' }), secret(name, { stringData: { a: '2' } }), service(name, {}, [web])];
  vi.stubEnv('KUBECONFIG', await accountWith(room, []));
  const missing = await applyProblems(siteOf(room.name, name), objects, never);
  expect(missing).toHaveLength(1);
  const message = missing[0]?.message ?? '';
  expect(message).toContain(`kubectl's user lacks rights in namespace ${room.name} to apply the manifests. Add to the rules of its Role:`);
  const rules = parse(message.slice(message.indexOf('\n')));
  expect(rules).toEqual([
    { apiGroups: [''], resources: ['configmaps'], resourceNames: [name], verbs: ['get', 'patch', 'create'] },
    { apiGroups: [''], resources: ['secrets'], resourceNames: [name], verbs: ['get', 'patch', 'create'] },
    { apiGroups: [''], resources: ['services'], resourceNames: [name], verbs: ['get', 'patch', 'create'] },
  ]);
  vi.stubEnv('KUBECONFIG', await accountWith(room, rules));
  const site = siteOf(room.name, name);
  expect(await applyProblems(site, objects, never)).toEqual([]);
  await applyObjects(site, objects, never);
  const cluster = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  const [lacked] = await applyProblems(site, [cluster], never);
  expect(lacked?.message).toMatch(
    /lacks rights to apply the manifests. Add to the rules of its ClusterRole:\n- .*namespaces\], resourceNames/,
  );
  vi.unstubAllEnvs();
  expect((await room.read(`configmap/${name}`))['data']).toEqual({ a: '2' });
});

test('makes a kind and its objects from the same manifests', async () => {
  const name = newName();
  const group = `${name}.example`;
  const schema = {
    openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } } },
  };
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `baskets.${group}` },
    spec: {
      group,
      names: { kind: 'Basket', plural: 'baskets' },
      scope: 'Namespaced',
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  } as Manifest;
  const basket = (size: unknown) => ({ apiVersion: `${group}/v1`, kind: 'Basket', metadata: { name }, spec: { size } }) as Manifest;
  const site = siteOf(room.name, name);
  expect(await applyProblems(site, [definition, basket(1)], never)).toEqual([]);
  try {
    await applyObjects(site, [definition, basket(1)], never);
    expect((await room.read(`baskets.${group}/${name}`))['spec']).toEqual({ size: 1 });
    expect(await applyProblems(site, [basket('many')], never)).toEqual([{ message: expect.stringContaining('spec.size') }]);
  } finally {
    await room.kubectl('delete', 'crd', `baskets.${group}`, '--wait=false');
  }
});

test.each([
  [{ data: { k: 'hunter2!' } }, 'no base64'],
  [{ stringData: { k: 4711 } }, 'a value of another type'],
  [{ data: 'hunter2' }, 'a value of another type'],
  [{ data: 'hunter2', stringData: { k: 'hunter2' } }, 'a value of another type'],
  [{ type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': 'hunter2' } }, 'data[.dockerconfigjson]'],
])('quotes nothing of a Secret: %j', async (more, why) => {
  const name = newName();
  const site = siteOf(room.name, name);
  const [problem, ...others] = await applyProblems(site, [secret(name, more)], never);
  expect(others).toEqual([]);
  expect(problem?.message).toContain(why);
  const thrown = await applyObjects(site, [secret(name, more)], never).catch((error) => error);
  const direct = await site.api
    .apply(`/api/v1/namespaces/${room.name}/secrets/${name}`, secret(name, more), never)
    .catch((error) => `${error} ${JSON.stringify(error)} ${error.cause}`);
  expect(`${problem?.message} ${thrown} ${thrown.cause} ${direct}`).not.toMatch(/hunter2|4711|'h'/);
  expect(thrown.name).toBe('Refused');
});
