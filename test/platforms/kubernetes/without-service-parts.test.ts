import { beforeAll, expect, test } from 'vitest';
import type { Api } from '../../../src/platforms/kubernetes/api/api.ts';
import { openApi } from '../../../src/platforms/kubernetes/api/client.ts';
import { shareProblems } from '../../../src/platforms/kubernetes/check/share-check.ts';
import { nextName, TRACK } from '../../../src/platforms/kubernetes/next.ts';
import { routerFor } from '../../../src/platforms/kubernetes/router/router-for.ts';
import type { Site } from '../../../src/platforms/kubernetes/site.ts';
import { kubernetesSmokeTest } from '../../../src/platforms/kubernetes/smoke.ts';
import { workloadTracks } from '../../../src/platforms/kubernetes/tracks/tracks.ts';
import type { Goal } from '../../../src/ports/journal.ts';
import type { Ahead } from '../../../src/ports/platform.ts';
import type { Problem } from '../../../src/ports/service.ts';
import { echoDeployment } from '../../fakes/kubernetes.ts';
import { found, never, newName, siteOf as newSite, parked } from './looked-at.ts';
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

const v2 = { version: 'v2', spec: 'spec' };

type Settings = Readonly<Record<string, unknown>>;

/** All look through one kubectl. */
function siteOf(name: string, settings: Settings = {}): Site {
  return { ...newSite(room.name, name, settings), api };
}

function ahead(goal: Partial<Goal>, more: Partial<Ahead> = {}): Ahead {
  const usual: Goal = { ...v2, track: 'echo-next', weight: 100, stage: 'canary', bakeTime: 0, keepOld: 0 };
  return { brings: true, begins: true, goal: { ...usual, ...goal }, ...more };
}

/** A Deployment without a Service, whose pods never run. */
async function idle(replicas = 1): Promise<string> {
  const name = newName();
  const [workload] = echoDeployment({ name, replicas });
  await room.apply(parked(workload));
  return name;
}

const plain = (name: string, problems: readonly Problem[]) => problems.map(({ message }) => message.replaceAll(name, 'echo'));

/** What is found in the cluster. */
async function look(name: string, what: Ahead, settings: Settings = {}) {
  const { wrong, said } = await found(siteOf(name, settings), 'tracks', what);
  return { wrong: plain(name, wrong), said: said.map((text) => text.replaceAll(name, 'echo')) };
}

/** What is wrong with what is asked. */
function wrongWith(what: Ahead, settings: Settings = {}): readonly string[] {
  return plain(
    'echo',
    shareProblems(siteOf('echo', settings), what).filter(({ unchecked }) => !unchecked),
  );
}

test('says before it begins that pods take work before they are proven, and only then', async () => {
  const name = await idle();
  const line =
    'No Service selects the pods of deployment echo, so that a share of its work is a share of its pods: those of echo-next take work as soon as they run, before they are proven.';
  expect(await look(name, ahead({ weight: 50 }))).toEqual({ wrong: [], said: [line] });
  const promote = ahead({ stage: 'retired' }, { begins: false, brings: false });
  expect(await look(name, promote)).toEqual({ wrong: [], said: [] });
  const rollback = ahead({ stage: 'retired' }, { brings: false });
  expect(await look(name, rollback)).toEqual({ wrong: [], said: [line] });
});

test('refuses what switches, and says what to use', async () => {
  const told = [expect.stringMatching(/so that nothing can be switched: .* use `canary-step` and `promote`, or `rolling`/)];
  expect((await look(await idle(), ahead({ stage: 'retired' }))).wrong).toEqual(told);
  for (const stage of ['prepared', 'switched', 'retired'] as const) expect(wrongWith(ahead({ stage }))).toEqual(told);
  expect(wrongWith(ahead({ stage: 'switched' }, { begins: false }))).toEqual(told);
});

test('refuses shares that pods cannot come to', async () => {
  const none = '0 % cannot be given: pods of echo-next take work as soon as they run. Write a weight from 1 to 50.';
  expect((await look(await idle(), ahead({ weight: 0 }))).wrong).toEqual([none]);
  for (const weight of [1, 50, 100]) expect(wrongWith(ahead({ weight }))).toEqual([]);
  const some = expect.stringContaining('home keeps its pods, so that 60, 80 % cannot be given: write weights up to 50, and 100.');
  expect(wrongWith(ahead({ weight: 5 }), { rollout: { weight: '5, 60, 80, 100' } })).toEqual([some]);
  expect(wrongWith(ahead({ weight: 5 }), { rollout: { weight: '0, 5, 60, 80' } })).toEqual([none, some]);
});

test('takes one whose Service is named, or was there when the rollout began, for one that has lost it', async () => {
  const name = await idle();
  const site = siteOf(name);
  expect((await look(name, ahead({ weight: 5 }), { backend: 'none' })).wrong).toEqual([expect.stringContaining('no Service none')]);
  const [, service] = echoDeployment({ name });
  const ours = { [TRACK]: nextName(name) };
  await room.apply({ ...service, metadata: { name: nextName(name), labels: ours }, spec: { ...service['spec'], selector: ours } });
  const lost = expect.stringContaining('No Service selects the pods of deployment echo: make one');
  expect((await look(name, ahead({ weight: 5 }, { begins: false }))).wrong).toEqual([lost]);
  await expect(routerFor(site).read(never)).rejects.toMatchObject({ reason: { code: 'drift' } });
  await expect(workloadTracks(site).deploy(nextName(name), v2, 1, never)).rejects.toMatchObject({ reason: { code: 'precondition' } });
});

test('a budget of home holds for the next track, and nobody is kept from its pods', async () => {
  const name = await idle();
  const selector = { matchLabels: { app: name } };
  await room.apply({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name }, spec: { minAvailable: 1, selector } });
  const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name }, spec: { podSelector: selector } };
  await room.apply(policy);
  expect((await look(name, ahead({ weight: 50 }))).wrong).toEqual([]);
  const next = nextName(name);
  await workloadTracks(siteOf(name)).deploy(next, v2, 1, never);
  expect(await room.list('services,poddisruptionbudgets', `${TRACK}=${next}`)).toEqual([]);
  const { template, selector: own } = (await room.read(`deployment/${next}`))['spec'];
  expect(template.metadata.labels).toEqual({ app: name, [TRACK]: next });
  expect(own).toEqual({ matchLabels: { [TRACK]: next } });
});

test('the weight is what was asked for, the words are what it comes to', async () => {
  const name = newName();
  const next = nextName(name);
  const [workload] = echoDeployment({ name, replicas: 2, drain: 0 });
  await room.apply(workload);
  await room.whole(`deployment/${name}`);
  const site = siteOf(name, { 'smoke-test': { path: '/', contains: 'v' } });
  const [router, tracks] = [routerFor(site), workloadTracks(site)];
  const of = (weight: number) => ({ [name]: 100 - weight, [next]: weight });
  const replicas = async () => (await room.read(`deployment/${next}`))['spec'].replicas;
  const nothing = { weights: of(0), agreed: true, silent: [] };
  expect(await router.read(never)).toEqual(nothing);
  // Nothing is there to be given any, or to be taken away.
  await expect(router.shift(of(20), never)).rejects.toThrow(`somebody deleted deployment ${next}`);
  await router.shift(of(0), never);

  await tracks.deploy(next, v2, 2, never);
  expect(await router.read(never)).toEqual({ ...nothing, share: '2 of 4 pods, 50 %' });
  await router.shift(of(50), never);
  await router.verify(of(50), never);
  expect((await tracks.read(never)).tracks[1]).toMatchObject({ wanted: 2, ready: 2 });
  expect(await router.read(never)).toEqual({ ...nothing, weights: of(50), share: '2 of 4 pods, 50 %' });
  const smoke = kubernetesSmokeTest(site);
  expect([await smoke.ask('service', never), await smoke.ask({ track: next }, never)]).toEqual([null, null]);
  await expect(router.shift(of(60), never)).rejects.toMatchObject({ reason: { code: 'precondition' } });

  // Whoever is killed in the middle sees that it is not done.
  const stop: Api['patch'] = async (path, operations, ...more) => {
    if (JSON.stringify(operations).includes('github.io~1weight')) throw new Error('stopped');
    return api.patch(path, operations, ...more);
  };
  await expect(routerFor({ ...site, api: { ...api, patch: stop } }).shift(of(20), never)).rejects.toThrow('stopped');
  expect(await router.read(never)).toMatchObject({ weights: of(50), share: '1 of 3 pods, 33 %' });
  await router.shift(of(20), never);
  expect(await replicas()).toBe(1);
  expect(await router.read(never)).toEqual({ ...nothing, weights: of(20), share: '1 of 3 pods, 33 %' });
  await router.shift(of(100), never);
  await router.verify(of(100), never);
  expect((await router.read(never)).weights).toEqual(of(100));
  await room.kubectl('scale', `deployment/${next}`, '--replicas=0');
  expect(await router.read(never)).toEqual(nothing);

  await room.kubectl('scale', `deployment/${next}`, '--replicas=1');
  await router.verify(of(100), never);
  // Whoever leaves it all to home must have somebody there.
  await room.kubectl('scale', `deployment/${name}`, '--replicas=0');
  await room.whole(`deployment/${name}`);
  await expect(router.shift(of(0), never)).rejects.toThrow(`no pod of deployment ${name} is ready, so that nobody would do its work`);
  expect(await replicas()).toBe(1);
  await room.kubectl('scale', `deployment/${name}`, '--replicas=1');
  await room.whole(`deployment/${name}`);
  await router.shift(of(0), never);
  await router.verify(of(0), never);
  const left = await room.list('pods', `${TRACK}=${next}`);
  expect(left.filter(({ metadata }) => metadata['deletionTimestamp'] === undefined)).toEqual([]);
  await tracks.retire(next, never);
  expect(await room.list('deployments', `${TRACK}=${next}`)).toEqual([]);
});
