import { beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { serviceRouter } from '../../../src/platforms/kubernetes/router/service-router.ts';
import { heldRouter } from '../../../src/platforms/kubernetes/scaling/held-router.ts';
import type { Site } from '../../../src/platforms/kubernetes/site.ts';
import { kubernetesSmokeTest } from '../../../src/platforms/kubernetes/smoke.ts';
import { workloadTracks } from '../../../src/platforms/kubernetes/tracks/tracks.ts';
import type { Track } from '../../../src/ports/tracks.ts';
import { until } from '../../contracts/until.ts';
import { echoDeployment, type Manifest } from '../../fakes/kubernetes.ts';
import { accountWith, type Rule } from './account.ts';
import { guideRules } from './guide-role.ts';
import { found, never, newName, parked, siteOf } from './looked-at.ts';
import { recorded } from './recorded.ts';
import { openRoom, type Room } from './room.ts';
import { scalerOf } from './scaler-of.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

const SMOKE = { 'smoke-test': { path: '/' } };

/** What a user with these rules is said to lack, to put a second version beside the service. */
async function lacking(rules: readonly Rule[], name: string, settings: Readonly<Record<string, unknown>> = SMOKE): Promise<Rule[]> {
  vi.stubEnv('KUBECONFIG', await accountWith(room, rules));
  const { wrong, said } = await found(siteOf(room.name, name, settings), 'tracks');
  vi.unstubAllEnvs();
  const rights = [...wrong.map(({ message }) => message), ...said].filter((message) => message.includes('lacks rights in namespace'));
  return rights.flatMap((message): Rule[] => parse(message.slice(message.indexOf('\n'))));
}

/** Each verb of each kind of object by itself. */
function verbs(rules: readonly Rule[]): string[] {
  return rules
    .flatMap(({ apiGroups, resources, resourceNames = [], verbs: all = [] }) =>
      all.map((verb) => `${verb} ${apiGroups}/${resources} ${resourceNames}`.trim()),
    )
    .sort();
}

test('the Role in the guide is what two tracks need, and lacks nothing', async () => {
  const name = newName();
  const [workload, service] = echoDeployment({ name, replicas: 1 });
  await room.apply(parked(workload), service, scalerOf(name));
  const rules = await guideRules('tracks-access.yml', name);
  const needed = await lacking([], name);
  const named = await lacking(needed, name);
  expect(verbs([...needed, ...named])).toEqual(verbs(rules));
  expect(await lacking(rules, name)).toEqual([]);
});

test.each([
  ['grpcroute', 'gateway.networking.k8s.io', ['get', 'patch', 'watch']],
  ['traefikservice', 'traefik.io', ['get', 'patch']],
  ['virtualservice', 'networking.istio.io', ['get', 'patch']],
])('a share by a %s needs that one, in its own namespace, and no write to pods', async (kind, group, verbsOf) => {
  const name = newName();
  const [workload, service] = echoDeployment({ name, replicas: 1 });
  await room.apply(parked(workload), service);
  const rules = await guideRules('tracks-access.yml', name);
  const settings = { ...SMOKE, route: `${kind}/shop` };
  const without = rules.map((rule) => (rule['resources']?.[0] === 'pods' ? { ...rule, verbs: ['list', 'watch'] } : rule));
  const route = {
    apiGroups: [group],
    resources: [`${kind}s`],
    resourceNames: ['shop'],
    verbs: verbsOf,
  };
  expect(await lacking(without, name, settings)).toEqual([route]);
  expect(await lacking([...without, route], name, settings)).toEqual([]);
});

test('two tracks come and go, with the traffic, by no more than the Role in the guide', async () => {
  const name = newName();
  const budget: Manifest = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name }, spec: budgetOf(name) };
  await room.apply(...echoDeployment({ name, replicas: 2, drain: 0 }), budget, scalerOf(name));
  await room.whole(`deployment/${name}`);
  const rules = await guideRules('tracks-access.yml', name);
  vi.stubEnv('KUBECONFIG', await accountWith(room, rules));
  const { service, api: real } = siteOf(room.name, name, SMOKE);
  const { api, asked } = recorded(real);
  const site: Site = { service, api };
  expect((await found(site, 'tracks')).wrong).toEqual([]);
  const [tracks, router, smoke, next] = [
    workloadTracks(site),
    heldRouter(site, serviceRouter(site)),
    kubernetesSmokeTest(site),
    `${name}-next`,
  ];
  const reach = async (track: number, is: (found: Track) => boolean) => {
    for (const end = performance.now() + 60_000; ; await tracks.changed?.(AbortSignal.timeout(500))) {
      const one = (await tracks.read(never)).tracks[track] as Track;
      if (is(one)) return;
      if (performance.now() > end) throw new Error(`never: ${is}; last: ${JSON.stringify(one)}`);
    }
  };
  const give = async (weight: number) => {
    const weights = { [name]: 100 - weight, [next]: weight };
    await router.shift(weights, never);
    await router.verify(weights, never);
    expect((await router.read(never)).weights).toEqual(weights);
  };
  const target = { version: 'v2', spec: 'spec' };
  await tracks.deploy(next, target, 1, never);
  await reach(1, ({ ready }) => ready === 1);
  expect(await smoke.ask({ track: next }, never)).toBeNull();
  await give(33);
  // What is not so yet is watched.
  const over = new AbortController();
  const verified = expect(router.verify({ [name]: 0, [next]: 100 }, over.signal)).rejects.toThrow();
  await until(async () => [...asked].some((one) => one.startsWith('watch') && one.includes('endpointslices')));
  over.abort();
  await verified;
  await tracks.scale(next, 2, never);
  await reach(1, ({ ready }) => ready === 2);
  await give(100);
  await tracks.scale(next, 3, never);
  expect(await smoke.ask('service', never)).toBeNull();
  await tracks.deploy(name, target, 2, never);
  await reach(0, ({ ready, version }) => ready === 2 && version === 'v2');
  await give(0);
  await tracks.retire(next, never);
  const left = (await room.list('deployments')).map(({ metadata }) => metadata.name).filter((one) => one.startsWith(name));
  expect(left).toEqual([name]);
  expect((await room.list('poddisruptionbudgets')).map(({ metadata }) => metadata.name)).toEqual([name]);
  vi.unstubAllEnvs();
  // The journal has tests of its own, and no pod failed.
  const elsewhere = /configmaps|events|pods\/log/;
  expect(verbs(rules).filter((one) => !asked.has(one) && !elsewhere.test(one))).toEqual([]);
});

function budgetOf(name: string) {
  return { minAvailable: 1, selector: { matchLabels: { app: name } } };
}
