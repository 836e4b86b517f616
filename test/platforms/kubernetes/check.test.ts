import { beforeAll, expect, test } from 'vitest';
import { readObserved, underway } from '../../../src/platforms/kubernetes/check/underway.ts';
import { workloadPath } from '../../../src/platforms/kubernetes/site.ts';
import { echoDeployment, type Manifest } from '../../fakes/kubernetes.ts';
import { written } from './compared.ts';
import { found, never, newName, parked, siteOf } from './looked-at.ts';
import { openRoom, type Room } from './room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

type Settings = Readonly<Record<string, unknown>>;
type Echo = NonNullable<Parameters<typeof echoDeployment>[0]>;

const SURGE = { 'max-surge': 1, 'max-unavailable': 0 };

/** Applies a workload whose pods never run, and looks at it. */
async function lookAt(echo: Echo, settings: Settings = {}, change = (workload: Manifest) => workload) {
  const name = newName();
  await room.apply(change(parked(echoDeployment({ ...echo, name })[0])));
  const kind = (echo.kind ?? 'Deployment').toLowerCase();
  const { wrong, said } = await found(siteOf(room.name, name, { workload: `${kind}/${name}`, ...settings }));
  return { name, wrong: wrong.map(({ message }) => message), codes: wrong.map(({ code }) => code), said };
}

test('a workload that is there, with a drain, has nothing to be said of', async () => {
  const lifecycle = { preStop: { sleep: { seconds: 5 } } };
  expect(await lookAt({ replicas: 2, container: { lifecycle } })).toMatchObject({ wrong: [], said: [] });
});

test('names what is there instead of a workload that is not', async () => {
  const name = newName();
  await room.apply(parked(echoDeployment({ name, kind: 'StatefulSet', replicas: 0 })[0]));
  const [problem] = (await found(siteOf(room.name, name))).wrong;
  expect(problem?.message).toContain(`There is no deployment ${name} in namespace ${room.name}`);
  expect(problem?.message).toContain(`write \`workload: statefulset/${name}\` if that is it`);
  const [typo] = (await found(siteOf(room.name, 'shop', { workload: `statefulset/${name}x` }))).wrong;
  expect(typo?.message).toContain(`write \`workload: statefulset/${name}\` if that is it`);
});

test('says what runs where no container has the image, or the name', async () => {
  const other = await lookAt({ replicas: 0 }, { image: 'ghcr.io/acme/shop:{version}' });
  expect(other.wrong.join()).toContain('No container runs ghcr.io/acme/shop; ');
  expect(other.wrong.join()).toContain('has echo (sluice.test/echo:v1)');
  const named = await lookAt({ replicas: 0 }, { container: 'ecco' });
  expect(named.wrong.join()).toContain('There is no container ecco; ');
  expect(named.wrong.join()).toContain('write `container: echo`');
});

test.each<[what: string, echo: Echo, rollout: Settings, message: string]>([
  ['a paused Deployment', { spec: { paused: true } }, {}, 'is paused: whoever paused it is not done'],
  ['a pace for Recreate', { spec: { strategy: { type: 'Recreate' } } }, { 'max-surge': 1 }, 'has the strategy Recreate, which knows no'],
  ['the end of the only pod', { replicas: 1 }, { 'max-surge': 0 }, 'may end its only pod before a new one is ready'],
  ['the end of all pods', { replicas: 2 }, { 'max-unavailable': '100%' }, 'may end all its 2 pods before a new one is ready'],
  [
    'both limits at 0',
    { spec: { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } } },
    { 'max-unavailable': 0 },
    'would both be 0, so that no pod could be replaced',
  ],
  ['OnDelete', { kind: 'StatefulSet', spec: { updateStrategy: { type: 'OnDelete' } } }, {}, 'has the strategy OnDelete'],
  [
    'a partition',
    { kind: 'StatefulSet', spec: { updateStrategy: { rollingUpdate: { partition: 2 } } } },
    {},
    'has `partition: 2`, so that pods below 2 would keep the old version',
  ],
  ['a surge of a StatefulSet', { kind: 'StatefulSet' }, { 'max-surge': 1 }, "a pod's name is free only when the pod has ended"],
  ['both limits of a DaemonSet', { kind: 'DaemonSet' }, { 'max-surge': 1 }, 'takes either max-surge or max-unavailable'],
  [
    'a surge of a DaemonSet whose min-ready is raised with it',
    { kind: 'DaemonSet' },
    { ...SURGE, 'min-ready': '5s' },
    'write `minReadySeconds: 5` into the DaemonSet itself',
  ],
  [
    'the same of one that surges by itself',
    { kind: 'DaemonSet', spec: { minReadySeconds: 2, updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } } },
    { 'min-ready': '5s' },
    'can stand still for ever',
  ],
])('refuses %s', async (_what, echo, rollout, message) => {
  const { wrong } = await lookAt({ ...echo }, { rollout });
  expect(wrong).toEqual([expect.stringContaining(message)]);
});

test.each<[what: string, echo: Echo, rollout: Settings]>([
  ['one pod that may have a second one beside it', { replicas: 1 }, {}],
  ['two pods of which one may go', { replicas: 2 }, { 'max-unavailable': 1, 'max-surge': 0 }],
  ['a quarter of three, which Kubernetes takes for none', { replicas: 3 }, { 'max-unavailable': '25%' }],
  ['no pods at all', { replicas: 0 }, { 'max-surge': 0 }],
  ['a surge of a DaemonSet', { kind: 'DaemonSet' }, SURGE],
  ['the same with its own min-ready', { kind: 'DaemonSet', spec: { minReadySeconds: 5 } }, { ...SURGE, 'min-ready': '5s' }],
  ['a min-ready of a DaemonSet that does not surge', { kind: 'DaemonSet' }, { 'min-ready': '5s' }],
])('takes %s', async (_what, echo, rollout) => {
  expect((await lookAt(echo, { rollout })).wrong).toEqual([]);
});

test('says that nothing serves while a Recreate or a single pod of a StatefulSet is replaced', async () => {
  const recreate = await lookAt({ spec: { strategy: { type: 'Recreate' } } });
  expect(recreate).toMatchObject({ wrong: [], said: [expect.stringContaining('nothing serves meanwhile'), expect.anything()] });
  const single = await lookAt({ kind: 'StatefulSet', replicas: 1 });
  expect(single).toMatchObject({ wrong: [], said: [expect.stringContaining('nothing serves from its end'), expect.anything()] });
});

test('says once which lines a container without a drain may lack', async () => {
  const { said, wrong } = await lookAt({ replicas: 0 });
  expect(wrong).toEqual([]);
  expect(said).toEqual([expect.stringContaining('add to the container: `lifecycle: { preStop: { sleep: { seconds: 5 } } }`')]);
});

test('says that pods without a grace period take their requests with them', async () => {
  const { said } = await lookAt({ replicas: 0 }, {}, (workload) => {
    workload['spec'].template.spec.terminationGracePeriodSeconds = 0;
    return workload;
  });
  expect(said).toEqual([expect.stringContaining('Write `terminationGracePeriodSeconds: 30`')]);
});

test('refuses a workload that somebody else is rolling, and takes it once that is over', async () => {
  const name = newName();
  const [workload, service] = echoDeployment({ name, replicas: 1, drain: 0 });
  await room.apply(workload, service);
  await room.whole(`deployment/${name}`);
  const site = siteOf(room.name, name);
  expect((await found(site)).wrong).toEqual([]);
  await room.kubectl('set', 'image', `deployment/${name}`, 'echo=sluice.test/echo:none');
  const { wrong } = await found(site);
  expect(wrong).toEqual([
    { code: 'managed-elsewhere', message: expect.stringContaining('is being rolled, and Sluice did not begin that') },
  ]);
  expect(wrong[0]?.message).toContain(`kubectl rollout status deployment/${name}`);
  await room.kubectl('rollout', 'undo', `deployment/${name}`);
  await room.whole(`deployment/${name}`);
  expect((await found(site)).wrong).toEqual([]);
});

test('takes a workload whose pods are broken, so that it can be mended', async () => {
  const name = newName();
  await room.apply(echoDeployment({ name, replicas: 1, version: 'none' })[0]);
  expect((await found(siteOf(room.name, name))).wrong).toEqual([]);
});

test('takes a workload that was scaled a moment ago, which its controller has still to hear of', async () => {
  const name = newName();
  await room.apply(parked(echoDeployment({ name, replicas: 0 })[0]));
  const site = siteOf(room.name, name);
  const path = await workloadPath(site, never);
  for (let replicas = 1; replicas <= 5; replicas++) {
    await site.api.patch(path, [{ op: 'replace', path: '/spec/replicas', value: replicas }], never);
    const workload = await readObserved(site, never);
    expect(workload && underway(site.service, workload)).toBeNull();
  }
});

test.each([
  ['Argo CD', { annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:a/b' } }, 'Argo CD (application shop) keeps'],
  ['Argo CD by label', { labels: { 'argocd.argoproj.io/instance': 'shop' } }, 'Argo CD (application shop) keeps'],
  ['Flux', { labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps' } }, 'Flux (kustomization apps) keeps'],
  ['Helm', { annotations: { 'meta.helm.sh/release-name': 'shop' } }, 'Helm (release shop) keeps'],
  [
    'a HelmRelease',
    { labels: { 'helm.toolkit.fluxcd.io/name': 'shop' }, annotations: { 'meta.helm.sh/release-name': 'shop' } },
    'Flux (HelmRelease shop) keeps',
  ],
])('names %s as the owner, once, and forbids nothing', async (_who, marks, message) => {
  const mark = (workload: Manifest) => ({ ...workload, metadata: { ...workload.metadata, ...marks } });
  const { said, wrong } = await lookAt({ replicas: 0 }, {}, mark);
  expect(wrong).toEqual([]);
  expect(said.filter((line) => line.includes('brings back the image'))).toEqual([expect.stringContaining(message)]);
});

test('needs one Service that leads to the pods, where there is a smoke test', async () => {
  const settings = { 'smoke-test': { path: '/' } };
  const none = await lookAt({ replicas: 0 }, settings);
  expect(none.wrong).toEqual([expect.stringContaining('No Service selects the pods of')]);
  const name = newName();
  const [workload, service] = echoDeployment({ name, replicas: 0 });
  const named = (other: string) => ({ ...service, metadata: { name: other } });
  await room.apply(workload, named(`${name}-a`), named(`${name}-b`));
  const site = siteOf(room.name, name, settings);
  expect((await found(site)).wrong).toEqual([{ message: expect.stringContaining(`(${name}-a, ${name}-b), and none is named ${name}`) }]);
  await room.apply(service);
  expect((await found(site)).wrong).toEqual([]);
});

test('writes nothing', async () => {
  const name = newName();
  await room.apply(parked(echoDeployment({ name })[0]));
  const before = await written(room, `deployment/${name}`);
  await found(siteOf(room.name, name, { 'smoke-test': { path: '/' } }));
  expect(await written(room, `deployment/${name}`)).toEqual(before);
  expect(await room.kubectl('get', `deployment/${name}`, '--show-managed-fields', '--output=json')).not.toContain('"manager": "sluice"');
  expect((await room.list('configmaps')).map(({ metadata }) => metadata.name)).toEqual(['kube-root-ca.crt']);
});
