import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { QUERY_SETS } from '../../../src/metrics/query-sets.ts';
import { nextName } from '../../../src/platforms/kubernetes/next.ts';
import { renderQuery } from '../../../src/units/promql.ts';
import { until } from '../../contracts/until.ts';
import { echoDeployment, newRepository } from '../../fakes/kubernetes.ts';
import { start } from '../../load/generator.ts';
import { written } from './compared.ts';
import { newName } from './looked-at.ts';
import { openRoom, type Room } from './room.ts';
import { ingressRoute, openTraefik, traefikServiceOf } from './traefik.ts';

let room: Room;
let traefik: string;
beforeAll(async () => {
  room = await openRoom();
  traefik = await openTraefik(room);
  return () => room.close();
}, 180_000);

test('a canary, its way back, and a promotion go through Traefik without one failed request', { timeout: 400_000 }, async () => {
  const name = newName();
  const [workload, service] = echoDeployment({ name, replicas: 2 });
  const steady = `${name}-steady`;
  await room.apply(workload, service, ...echoDeployment({ name: steady, replicas: 1 }), traefikServiceOf(name), ingressRoute(name));
  for (const one of [name, steady]) await room.whole(`deployment/${one}`);
  const kinds = [`service/${name}`, `traefikservice/${name}`] as const;
  const all = () => Promise.all(kinds.map((kind) => written(room, kind)));
  const before = await all();
  const settings = { route: `traefikservice/${name}`, rollout: { 'bake-time': '1s', 'progress-deadline': '60s' } };
  const { act } = await newRepository(room, settings, name);
  const done = async (action: string, inputs: Record<string, string>, outcome: string) => {
    const { outputs, stdout } = await act(action, inputs);
    expect(outputs['outcome'], stdout).toBe(outcome);
    return stdout;
  };
  await until(async () => (await fetch(`${traefik}/${name}`)).ok);
  const load = start({ url: `${traefik}/${name}`, rate: 100 });
  onTestFinished(async () => void (await load.stop()));

  await done('canary-step', { version: 'v2', weight: '10' }, 'canary');
  await done('canary-step', { version: 'v2', weight: '50' }, 'canary');
  await done('rollback', {}, 'rolled-back');
  expect(await all()).toEqual(before);
  await done('canary-step', { version: 'v2', weight: '25' }, 'canary');
  await done('promote', {}, 'promoted');
  expect(await all()).toEqual(before);
  const counts = await load.stop();
  expect(counts.failed, JSON.stringify(counts)).toBe(0);
  expect(Object.keys(counts.byVersion).sort(), JSON.stringify(counts.byVersion)).toEqual(['v1', 'v2']);
  expect(await room.list('deployments,services', 'sluice-actions.github.io/track')).toEqual([]);

  // As the ready-made queries look for them.
  const page = await (await fetch(`http://${new URL(traefik).hostname}:8003/metrics`)).text();
  const counted = new Set([...page.matchAll(/traefik_service_requests_total\{[^}]*service="([^"]+)"/g)].map(([, service = '']) => service));
  const found = (backend: string) => {
    const query = renderQuery(QUERY_SETS.traefik.all.query, { namespace: room.name, backend, track: backend, version: 'v2' });
    const pattern = new RegExp(`^${/service=~"([^"]+)"/.exec(query)?.[1]}$`);
    return [...counted].filter((service) => pattern.test(service));
  };
  for (const backend of [name, nextName(name)]) expect(found(backend)).toEqual([`${room.name}-${backend}-80@kubernetescrd`]);
});
