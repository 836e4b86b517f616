import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { until } from '../../contracts/until.ts';
import { echoDeployment, newRepository } from '../../fakes/kubernetes.ts';
import { start } from '../../load/generator.ts';
import { scraping } from '../metrics/open.ts';
import { openGateway } from './gateway.ts';
import { newName } from './looked-at.ts';
import { openRoom, type Room } from './room.ts';
import { routeOf } from './routed.ts';

let room: Room;
let gateway: string;
beforeAll(async () => {
  room = await openRoom();
  gateway = await openGateway(room);
  return () => room.close();
}, 180_000);

test('what Traefik counts fails a version that answers with errors, and passes one that does not', { timeout: 200_000 }, async () => {
  const name = newName();
  await room.apply(...echoDeployment({ name, replicas: 2 }), ...echoDeployment({ name: `${name}-steady`, replicas: 1 }), routeOf(name));
  await room.whole(`deployment/${name}`);
  const page = { job: 'traefik', address: `${new URL(gateway).hostname}:8001`, interval: '1s' };
  const prometheus = await scraping(page);
  const { act } = await newRepository(
    room,
    {
      namespace: room.name,
      route: `httproute/${name}`,
      rollout: { 'bake-time': '4s', 'progress-deadline': '60s' },
      analysis: {
        interval: '1s',
        'max-error-rate': '5%',
        'latency-threshold': '5s',
        'analysis-timeout': '60s',
        prometheus: { address: prometheus.address },
        metrics: [{ name: 'users', queries: 'traefik' }],
      },
    },
    name,
  );
  await until(async () => (await fetch(`${gateway}/${name}`)).ok);
  const load = start({ url: `${gateway}/${name}`, rate: 100 });
  onTestFinished(async () => void (await load.stop()));

  const bad = await act('canary-step', { version: 'broken', weight: '50' });
  expect(bad.outputs, bad.stdout).toMatchObject({ outcome: 'rolled-back', reason: 'analysis-failed' });
  expect(bad.stdout).toMatch(/users \d+\/\d+ canary \(100 %\) vs 0\/\d+ stable \(0.00 %\)/);

  const good = await act('canary-step', { version: 'v2', weight: '50' });
  expect(good.outputs['outcome'], good.stdout).toBe('canary');
  expect(good.stdout).toMatch(/users 0\/\d+ canary \(0.00 %\) vs 0\/\d+ stable \(0.00 %\)/);
  expect(good.stdout).not.toContain('no metric');
  expect(good.summary).toMatch(/\*\*users latency\*\* 0\/\d+ canary/);
  const home = await act('promote', {});
  expect(home.outputs['outcome'], home.stdout).toBe('promoted');

  const counts = await load.stop();
  expect(counts.failed, JSON.stringify(counts)).toBe(counts.byVersion['broken fails']?.failed);
});
