import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Api } from '../../../src/platforms/kubernetes/api/api.ts';
import { openApi } from '../../../src/platforms/kubernetes/api/client.ts';
import { SWITCH } from '../../../src/platforms/kubernetes/backend.ts';
import { TRACK } from '../../../src/platforms/kubernetes/next.ts';
import type { Site } from '../../../src/platforms/kubernetes/site.ts';
import type { Goal } from '../../../src/ports/journal.ts';
import type { Ahead } from '../../../src/ports/platform.ts';
import { until } from '../../contracts/until.ts';
import { echoDeployment, type Manifest } from '../../fakes/kubernetes.ts';
import { found, newName, parked, siteOf } from './looked-at.ts';
import { openRoom, type Room } from './room.ts';

let room: Room;
let api: Api;
beforeAll(async () => {
  room = await openRoom();
  api = openApi({ context: null, namespace: room.name });
  return async () => {
    await api.close();
    await room.close();
  };
});

/** All look through one kubectl. */
function site(name: string, settings: Settings = {}): Site {
  return { ...siteOf(room.name, name, settings), api };
}

type Settings = Readonly<Record<string, unknown>>;
type Echo = NonNullable<Parameters<typeof echoDeployment>[0]>;
type Change = (workload: Manifest, service: Manifest) => readonly Manifest[];

const DRAINS = { lifecycle: { preStop: { sleep: { seconds: 5 } } } };

function ahead(goal: Partial<Goal> = {}, begins = true): Ahead {
  const usual: Goal = { version: 'v2', spec: 'spec', track: 'echo-next', weight: 100, stage: 'retired', bakeTime: 0, keepOld: 0 };
  return { brings: false, begins, goal: { ...usual, ...goal } };
}

/** Looks at a service for two tracks, and returns what is said without the name of the service. */
async function look(name: string, settings: Settings = {}, what: Ahead = ahead()) {
  const { wrong, said } = await found(site(name, settings), 'tracks', what);
  const plain = (text: string) => text.replaceAll(name, 'echo');
  return { codes: wrong.map(({ code }) => code), wrong: wrong.map(({ message }) => plain(message)), said: said.map(plain) };
}

/** Applies a workload whose pods never run, and its Service, as they are changed. */
async function apply(echo: Echo = {}, change: Change = (...both) => both): Promise<string> {
  const name = newName();
  const [workload, service] = echoDeployment({ replicas: 1, container: DRAINS, ...echo, name });
  await room.apply(...change(parked(workload), service));
  return name;
}

/** Until the API server has as many pods with these labels. */
async function pods(selector: string, count: number): Promise<void> {
  await until(async () => (await room.list('pods', selector)).length === count);
}

function policy(name: string, spec: Settings): Manifest {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name }, spec };
}

test('takes a Deployment behind a Service, and has nothing to say', async () => {
  expect(await look(await apply())).toEqual({ codes: [], wrong: [], said: [] });
});

test('takes what rolls all its pods at once, since it does so without traffic', async () => {
  const recreate = { type: 'Recreate' };
  expect(await look(await apply({ spec: { strategy: recreate } }))).toMatchObject({ wrong: [], said: [] });
  expect(await look(await apply(), { rollout: { 'max-surge': 0 } })).toMatchObject({ wrong: [], said: [] });
});

test('refuses what has no two tracks, before it asks for rights', async () => {
  const { wrong } = await look(newName(), { workload: 'statefulset/echo' });
  expect(wrong).toEqual([expect.stringContaining('statefulset echo has no two tracks, which only a deployment can have')]);
});

test.each<[what: string, echo: Echo, change: Change | undefined, message: string]>([
  ['one that is scaled to 0', { replicas: 0 }, undefined, 'is scaled to 0, so that there is no traffic to be moved'],
  ['one that is paused', { spec: { paused: true } }, undefined, 'is paused: whoever paused it is not done'],
  [
    'a label of the next track',
    {},
    ({ spec, ...workload }, service) => {
      const labels = { app: `${workload.metadata.name}-next` };
      const template = { ...spec.template, metadata: { labels } };
      return [
        { ...workload, spec: { ...spec, selector: { matchLabels: labels }, template } },
        { ...service, spec: { ...service['spec'], selector: labels } },
      ];
    },
    'selects by `app: echo-next`, which is the label of the next track',
  ],
])('refuses %s', async (_what, echo, change, message) => {
  expect((await look(await apply(echo, change))).wrong).toEqual([expect.stringContaining(message)]);
});

test('refuses a share that pods of two tracks cannot come to', async () => {
  const name = await apply();
  const canary = (weight: number) => ahead({ stage: 'canary', weight });
  const none = 'home keeps its pods, so that';
  expect((await look(name, {}, canary(51))).wrong).toEqual([expect.stringContaining(`${none} 51 % cannot be given`)]);
  expect((await look(name, { rollout: { weight: '5, 60, 80, 100' } }, canary(5))).wrong.join()).toContain(`${none} 60, 80 % cannot`);
  for (const weight of [0, 50, 100]) expect((await look(name, {}, canary(weight))).wrong).toEqual([]);
  expect((await look(name, { rollout: { weight: 60 } })).wrong).toEqual([]);
});

test('leaves a Service to whoever has a second workload behind it, whatever the rollout', async () => {
  const labels = { tier: newName() };
  const behind: Change = ({ spec, ...workload }, service) => {
    const { template } = spec;
    const metadata = { labels: { ...template.metadata.labels, ...labels } };
    return [
      { ...workload, spec: { ...spec, template: { ...template, metadata } } },
      { ...service, spec: { ...service['spec'], selector: labels } },
    ];
  };
  const name = await apply({}, behind);
  const other = await apply({}, (...both) => behind(...both).slice(0, 1));
  const third = await apply({ kind: 'StatefulSet' }, (...both) => behind(...both).slice(0, 1));
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: `${name}-job` } };
  const spec = { restartPolicy: 'Never', containers: [{ name: 'job', image: 'sluice.test/echo:none' }] };
  await room.apply({ ...job, spec: { template: { metadata: { labels }, spec } } });
  await pods(`tier=${labels.tier}`, 4);
  const all = `deployment ${name} and deployment ${other} and statefulset ${third} stand behind the Service ${name}`;
  for (const kind of ['tracks', 'rolling'] as const) {
    const { wrong } = await found(site(name), kind, ahead());
    expect(wrong).toEqual([{ code: 'managed-elsewhere', message: expect.stringContaining(all) }]);
  }
  await room.kubectl('delete', `deployment/${other}`, `statefulset/${third}`, `job/${job.metadata.name}`, '--cascade=foreground');
  expect((await look(name)).wrong).toEqual([]);
});

test('takes pods of the next track behind the Service, whose share they are', async () => {
  const name = await apply();
  const next = `${name}-next`;
  const [workload] = echoDeployment({ name: next, replicas: 1 });
  await room.apply({ ...parked(workload), metadata: { name: next, labels: { [TRACK]: next } } });
  await room.kubectl('patch', `deployment/${next}`, '--patch', JSON.stringify(templateLabels({ [TRACK]: next })));
  await until(async () => (await room.list('pods', `${TRACK}=${next}`)).length === 1);
  await room.kubectl('label', 'pods', '--overwrite', '--selector', `${TRACK}=${next}`, `app=${name}`);
  expect((await look(name, {}, ahead({}, false))).wrong).toEqual([]);
});

function templateLabels(labels: Readonly<Record<string, string>>) {
  return { spec: { template: { metadata: { labels } } } };
}

test('refuses a next track that no journal knows, and says what puts all back', async () => {
  const name = await apply();
  const next = `${name}-next`;
  const [workload, service] = echoDeployment({ name: next, replicas: 0 });
  const metadata = { name: next, labels: { [TRACK]: next } };
  await room.apply({ ...parked(workload), metadata }, { ...service, metadata });
  const beside = await look(name);
  expect(beside).toMatchObject({ codes: ['managed-elsewhere'], wrong: [expect.stringContaining('echo-next is there, left by a rollout')] });
  const rolling = await found(site(name), 'rolling', ahead());
  expect(rolling.wrong).toMatchObject([{ code: 'managed-elsewhere' }]);
  expect((await look(name, {}, ahead({}, false))).wrong).toEqual([]);

  const noted = { [SWITCH]: JSON.stringify({ key: 'app', was: name, set: next }) };
  const switched = { metadata: { annotations: noted }, spec: { selector: { app: next } } };
  await room.kubectl('patch', `service/${name}`, '--field-manager=sluice', '--patch', JSON.stringify(switched));
  const { wrong } = await found(site(name), 'tracks', ahead());
  expect(wrong).toEqual([{ code: 'managed-elsewhere', message: expect.stringContaining(`and the Service ${name} leads to it`) }]);
  for (const command of commandsIn(wrong[0]?.message)) await room.kubectl(...command);
  await until(async () => (await room.list('deployments', `${TRACK}=${next}`)).length === 0);
  expect((await look(name)).wrong).toEqual([]);
  expect((await room.read(`service/${name}`))['spec'].selector).toEqual({ app: name });
});

/** What a message says to type. */
function commandsIn(message = ''): string[][] {
  const [, line = ''] = /`(kubectl .*)`/.exec(message) ?? [];
  return line.split(' && ').map((command) =>
    command
      .split(' ')
      .slice(1)
      .map((word) => word.replaceAll("'", '')),
  );
}

test('refuses objects of somebody else that have the names of the next track', async () => {
  const name = await apply();
  const [workload, service] = echoDeployment({ name: `${name}-next`, replicas: 0 });
  await room.apply(parked(workload), service);
  const { codes, wrong } = await look(name);
  expect(codes).toEqual(['managed-elsewhere', 'managed-elsewhere']);
  expect(wrong).toEqual([
    expect.stringContaining('There is a deployment echo-next that no rollout made'),
    expect.stringContaining('There is a service echo-next that no rollout made'),
  ]);
  expect((await found(site(name))).wrong).toEqual([]);
});

test('refuses NetworkPolicies that mean only the pods of home, until they have the line that is named', async () => {
  const name = await apply();
  const meaning = (podSelector: Settings) => [
    policy('holds', { podSelector }),
    policy('lets-in', { podSelector: { matchLabels: { app: 'database' } }, ingress: [{ from: [{ podSelector }] }] }),
    policy('lets-out', { podSelector: {}, egress: [{}, { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }, { podSelector }] }] }),
  ];
  await room.apply(...meaning({ matchLabels: { app: name } }), policy('all', { podSelector: {} }));
  const { wrong } = await found(site(name), 'tracks', ahead());
  const told = (title: string) => ({ message: expect.stringContaining(`The NetworkPolicy ${title} tells pods apart by app`) });
  expect(wrong).toEqual([told('holds'), told('lets-in'), told('lets-out')]);
  const [, line = ''] = /`(matchExpressions: [^`]+)`/.exec(wrong[0]?.message ?? '') ?? [];
  await room.apply(...meaning(parse(line)));
  expect((await look(name)).wrong).toEqual([]);
});

test('says what an autoscaler of home does that is kept as it is by somebody else', async () => {
  const name = await apply({ replicas: 2 });
  const scaler = (minReplicas: number, metadata: Settings = {}): Manifest => ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, ...metadata },
    spec: { minReplicas, maxReplicas: 8, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name } },
  });
  const owned = (kind: string) => ({ ownerReferences: [{ apiVersion: 'v1', kind, name: 'queue', uid: '1', controller: true }] });
  await room.apply(scaler(1));
  expect(await look(name)).toEqual({ codes: [], wrong: [], said: [] });
  await room.apply(scaler(1, { annotations: { 'argocd.argoproj.io/tracking-id': 'web:/Scaler:a/b' } }));
  expect((await look(name)).said).toEqual([expect.stringContaining('its next sync brings back its minReplicas')]);
  await room.apply(scaler(1, owned('ScaledObject')));
  const { wrong, said } = await look(name);
  expect(wrong).toEqual([]);
  expect(said).toEqual([expect.stringContaining("(of KEDA's ScaledObject queue) scales deployment echo and not echo-next")]);
  expect(said[0]).toContain('it may shrink deployment echo to 1. To keep its 2 pods ready');
  expect(said[0]).toContain('set minReplicaCount of ScaledObject queue to 2');
  await room.apply(scaler(1, owned('Shop')));
  expect((await look(name)).said).toEqual([expect.stringContaining('have Shop queue set its minReplicas to 2')]);
  await room.apply(scaler(2, owned('Shop')));
  expect((await look(name)).said).toEqual([]);
});

test('says what callers of other Services get', async () => {
  const name = newName();
  const [workload, service] = echoDeployment({ name, replicas: 1, container: DRAINS });
  const { template } = workload['spec'];
  template.metadata.labels = { app: name, tier: name };
  const other = (end: string, selector: Settings) => ({
    ...service,
    metadata: { name: `${name}-${end}` },
    spec: { ...service['spec'], selector },
  });
  await room.apply(parked(workload), service, other('old', { app: name }), other('both', { tier: name }), other('none', { tier: 'none' }));
  const { wrong, said } = await look(name);
  expect(wrong).toEqual([]);
  expect(said.toSorted()).toEqual([
    expect.stringMatching(/Service echo-both .* reach pods of both versions/),
    expect.stringMatching(/Service echo-old .* stay on deployment echo/),
  ]);
});

test('needs a route that is there, where the service has one', async () => {
  const { wrong } = await look(await apply(), { route: 'httproute/none' }, ahead({ stage: 'canary', weight: 60 }));
  expect(wrong).toEqual([expect.stringContaining('There is no httproute none: make it, or change `route` of the service.')]);
});

test('names who keeps the Service, and what they would undo', async () => {
  const marks = { 'argocd.argoproj.io/tracking-id': 'web:/Service:a/b' };
  const name = await apply({}, (workload, service) => [workload, { ...service, metadata: { ...service.metadata, annotations: marks } }]);
  const { wrong, said } = await look(name);
  expect(wrong).toEqual([]);
  expect(said).toEqual([expect.stringContaining('Argo CD (application web) keeps service echo: its next sync brings back its selector')]);
});
