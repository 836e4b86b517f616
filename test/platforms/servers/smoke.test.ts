import { expect, test, vi } from 'vitest';
import type { ServersService } from '../../../src/ports/service.ts';
import { until } from '../../contracts/until.ts';
import { never, newSite, open, serving, v1, v2 } from './site.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const said = (contains: string) => ({ smokeTest: { path: '/', contains, times: 2 } }) as Partial<ServersService>;

test.each([
  ['a path', { kind: 'path', name: '/' }],
  ['a header', { kind: 'header', name: 'X-Version' }],
] as const)('knows by %s which version a server runs that was never deployed to', async (_by, reports) => {
  const { service } = await serving();
  // Another environment: no records, the same servers.
  const { fleet } = open({ ...service, environment: 'other', reports });
  expect((await fleet.instances(never)).instances.map((one) => one.version)).toEqual(['v1', 'v1', 'v1']);
});

test('is not ready while it reports another version than was put there', async () => {
  const { service, platform } = await serving({ changes: { reports: { kind: 'path', name: '/' } } });
  await platform.fleet.drain('s1', never);
  Object.assign(service, { update: 'true' });
  await platform.fleet.replace('s1', v2, never);
  const [first] = (await platform.fleet.instances(never)).instances;
  expect(first).toMatchObject({ ready: false, note: 'says that it runs v1' });
});

test('calls a server that reports another version in rotation by that version: somebody changed it', async () => {
  const { service } = await serving();
  const { fleet } = open({ ...service, reports: { kind: 'path', name: '/healthz' } });
  expect((await fleet.instances(never)).instances.map((one) => one.version)).toEqual(['v1', 'v1', 'v1']);
  const { fleet: other } = open({ ...service, reports: { kind: 'header', name: 'Connection' } });
  expect((await other.instances(never)).instances[0]).toMatchObject({ version: 'close', spec: null });
});

test('asks servers at their own addresses, and says which one answered what', async () => {
  const { service } = await serving();
  const ask = (contains: string) => open({ ...service, ...said(contains) }).smokeTest?.ask({ instances: ['s1', 's2'] }, never);
  expect(await ask('v1')).toBeNull();
  expect(await ask('v2')).toContain('s1: ');
});

test('asks the version not yet live through the balancer where preview leads to it, and the service by its address', async () => {
  const site = await newSite({ tracked: true, changes: { preview: { kind: 'header', name: 'X-Preview', value: 'key' } } });
  const { tracks, router } = open(site.service);
  for (const [track, target] of [
    ['green', v1],
    ['blue', v2],
  ] as const) {
    await tracks?.deploy(track, target, 2, never);
    await until(async () => (await tracks?.read(never))?.tracks[track === 'blue' ? 0 : 1].ready === 2);
    if (track === 'green') await router?.shift({ blue: 0, green: 100 }, never);
  }
  await router?.preview?.point('blue', never);
  const asked = (contains: string) => open({ ...site.service, ...said(contains), url: site.urls[0] ?? '' }).smokeTest;
  expect(await asked('v2')?.ask({ track: 'blue' }, never)).toBeNull();
  expect(await asked('v1')?.ask('service', never)).toBeNull();
  expect(await asked('v2')?.ask('service', never)).toContain('v2');
  // Any one of a track is asked directly and once, wherever preview leads.
  const counted = async () => (await open(site.service).metrics.read(never))[0]?.tracks;
  const before = await counted();
  expect(await asked('v2')?.ask({ oneOf: 'blue' }, never)).toBeNull();
  expect(await asked('v1')?.ask({ oneOf: 'green' }, never)).toBeNull();
  expect(await asked('v2')?.ask({ oneOf: 'green' }, never)).toMatch(/^g[12]: .*\(request 1 of 1\)\.$/);
  expect(await counted()).toEqual(before);
  // Without an address nothing goes through the balancer.
  const direct = open({ ...site.service, ...said('v2') }).smokeTest;
  expect(await direct?.ask({ track: 'blue' }, never)).toBeNull();
  expect(await direct?.ask({ track: 'green' }, never)).toContain('g1: ');
});
