import { beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { until } from '../../contracts/until.ts';
import { echoDeployment, type Manifest } from '../../fakes/kubernetes.ts';
import { accountWith, type Rule } from './account.ts';
import { found, newName, parked, siteOf } from './looked-at.ts';
import { openRoom, type Room } from './room.ts';

/** Kinds of other controllers, without the controllers: what they claim is all that is looked at. */
const KINDS = [
  { group: 'argoproj.io', plural: 'rollouts', kind: 'Rollout', version: 'v1alpha1' },
  { group: 'flagger.app', plural: 'canaries', kind: 'Canary', version: 'v1beta1' },
  { group: 'rollouts.kruise.io', plural: 'rollouts', kind: 'Rollout', version: 'v1beta1' },
];

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  const made: string[] = [];
  const there = new Set((await room.list('customresourcedefinitions')).map(({ metadata }) => metadata.name));
  for (const each of KINDS.filter(({ plural, group }) => !there.has(`${plural}.${group}`))) {
    made.push(`crd/${each.plural}.${each.group}`);
    await room.apply(definitionOf(each));
  }
  if (made.length > 0) await room.kubectl('wait', '--for=condition=Established', '--timeout=30s', ...made);
  // It is some time until the API server has them and can list them.
  const listable = () =>
    room.kubectl('get', KINDS.map(({ plural, group }) => `${plural}.${group}`).join(',')).then(
      () => true,
      () => false,
    );
  await until(listable);
  return async () => {
    if (made.length > 0) await room.kubectl('delete', ...made);
    await room.close();
  };
});

function definitionOf({ group, plural, kind, version }: (typeof KINDS)[number]): Manifest {
  const anything = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural, kind },
      versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: anything } }],
    },
  };
}

type Claims = (name: string) => Record<string, unknown>;

const ref = (name: string) => ({ apiVersion: 'apps/v1', kind: 'Deployment', name });

test.each<[who: string, apiVersion: string, kind: string, spec: Claims]>([
  ['an Argo Rollout', 'argoproj.io/v1alpha1', 'Rollout', (name) => ({ workloadRef: ref(name) })],
  ['an Argo Rollout of the same pods', 'argoproj.io/v1alpha1', 'Rollout', (name) => ({ selector: { matchLabels: { app: name } } })],
  ['a Flagger Canary', 'flagger.app/v1beta1', 'Canary', (name) => ({ targetRef: ref(name) })],
  ['an OpenKruise Rollout', 'rollouts.kruise.io/v1beta1', 'Rollout', (name) => ({ workloadRef: ref(name) })],
])('leaves a workload to %s that rolls it', async (_who, apiVersion, kind, spec) => {
  const name = newName();
  await room.apply(parked(echoDeployment({ name, replicas: 0 })[0]), {
    apiVersion,
    kind,
    metadata: { name: `${name}-claim` },
    spec: spec(name),
  });
  expect((await found(siteOf(room.name, name))).wrong).toEqual([
    { code: 'managed-elsewhere', message: expect.stringContaining(`${name}-claim rolls deployment ${name} by itself`) },
  ]);
});

test('leaves the copy that a Flagger Canary serves from to it', async () => {
  const name = newName();
  await room.apply(parked(echoDeployment({ name: `${name}-primary`, replicas: 0 })[0]), {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name },
    spec: { targetRef: ref(name) },
  });
  const site = siteOf(room.name, name, { workload: `deployment/${name}-primary` });
  expect((await found(site)).wrong).toMatchObject([{ code: 'managed-elsewhere' }]);
});

test('takes a workload that others of their kinds do not name', async () => {
  const [name, other] = [newName(), newName()];
  const claims = KINDS.map(({ group, version, kind }) => ({
    apiVersion: `${group}/${version}`,
    kind,
    metadata: { name: other },
    spec: { workloadRef: ref(other), targetRef: ref(other), selector: {} },
  }));
  await room.apply(parked(echoDeployment({ name, replicas: 0 })[0]), ...claims);
  expect((await found(siteOf(room.name, name))).wrong).toEqual([]);
});

test('says which rules it lacks to look at them, and lets it pass', async () => {
  const name = newName();
  await room.apply(parked(echoDeployment({ name, replicas: 0 })[0]));
  const core = [
    { apiGroups: ['apps'], resources: ['deployments', 'replicasets'], verbs: ['get', 'list', 'watch', 'patch'] },
    { apiGroups: [''], resources: ['pods', 'pods/log', 'events', 'configmaps'], verbs: ['get', 'list', 'watch', 'create', 'update'] },
  ];
  const lists = KINDS.map(({ group, plural }) => ({ apiGroups: [group], resources: [plural], verbs: ['list'] }));
  const lookAs = async (rules: readonly Rule[]) => {
    vi.stubEnv('KUBECONFIG', await accountWith(room, rules));
    const { wrong, said } = await found(siteOf(room.name, name));
    vi.unstubAllEnvs();
    expect(wrong).toEqual([]);
    return said.filter((line) => line.startsWith('Whether another controller'));
  };
  const [line = ''] = await lookAs(core);
  expect(parse(line.slice(line.indexOf('\n')))).toEqual(lists);
  expect(await lookAs([...core, ...lists])).toEqual([]);
});
