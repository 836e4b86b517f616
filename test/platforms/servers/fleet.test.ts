import { expect, test, vi } from 'vitest';
import { until } from '../../contracts/until.ts';
import { start } from '../../load/generator.ts';
import { never, newSite, open, serving, v1, v2 } from './site.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

test('loses no request while each server behind two balancers is replaced', async () => {
  const { service, urls, platform } = await serving({ balancers: 2 });
  const loads = urls.map((url) => start({ url, rate: 60 }));
  for (const { name } of service.servers) {
    await platform.fleet.drain(name, never);
    await platform.fleet.replace(name, v2, never);
    await until(async () => (await platform.fleet.instances(never)).instances.find((one) => one.name === name)?.ready === true);
    await platform.fleet.restore(name, never);
  }
  const counts = await Promise.all(loads.map((load) => load.stop()));
  for (const { byVersion } of counts) {
    expect(Object.keys(byVersion).sort()).toEqual(['v1', 'v2']);
    expect(Object.values(byVersion).map((served) => served.failed)).toEqual([0, 0]);
  }
  const { instances } = await platform.fleet.instances(never);
  for (const instance of instances) expect(instance).toMatchObject({ ...v2, ready: true, inRotation: true });
});

test('tells the last lines of an update that fails, and does not know afterwards what runs', async () => {
  const { service } = await newSite({ changes: { update: 'echo no space left; exit 3' } });
  const { fleet } = open(service);
  await fleet.drain('s1', never);
  await expect(fleet.replace('s1', v1, never)).rejects.toMatchObject({
    reason: { code: 'update-failed', message: expect.stringContaining('ended with 3. Its last lines: no space left') },
  });
  expect((await fleet.instances(never)).instances[0]).toMatchObject({ version: null, ready: false });
});

test('kills an update on abort', async () => {
  const { service } = await newSite({ changes: { update: 'sleep 60' } });
  const { fleet } = open(service);
  const began = performance.now();
  await expect(fleet.replace('s1', v1, AbortSignal.timeout(300))).rejects.toThrow();
  expect(performance.now() - began).toBeLessThan(12_000);
});

test('names a server that a balancer does not know', async () => {
  const { service } = await newSite();
  const other = { name: 's9', host: null, address: '127.0.0.1:1', track: null };
  const problems = await open({ ...service, servers: [...service.servers, other] }).check('rolling', never);
  expect(problems.map((problem) => problem.message)).toEqual([expect.stringContaining('has no server s9; it has s1, s2, s3')]);
});

test('finds nothing wrong with a good configuration, and names a socket and a backend that are not there', async () => {
  const { service } = await newSite();
  expect(await open(service).check('rolling', never)).toEqual([]);
  const wrong = (change: object) => open({ ...service, balancers: service.balancers.map((one) => ({ ...one, ...change })) });
  expect((await wrong({ socket: '/nowhere.sock' }).check('rolling', never))[0]?.message).toContain('/nowhere.sock cannot be asked');
  expect((await wrong({ backend: 'shop' }).check('rolling', never))[0]?.message).toContain('check the name shop under `backend`');
});

test('puts nobody into rotation whom its balancer has not seen healthy afresh', async () => {
  const rollout = { drainTimeout: 5_000, onDrainTimeout: 'fail', progressDeadline: 4_000 };
  const { urls, platform } = await serving({ changes: { rollout } as never });
  const load = start({ url: urls[0] ?? '', rate: 100 });
  await platform.fleet.drain('s1', never);
  await platform.fleet.replace('s1', { ...v2, version: 'v2-never' }, never);
  await expect(platform.fleet.restore('s1', never)).rejects.toThrow('s1 is not healthy on every balancer after 4s');
  const { failed, byVersion } = await load.stop();
  expect({ failed, versions: Object.keys(byVersion) }).toEqual({ failed: 0, versions: ['v1'] });
});

test('counts requests and errors of each balancer', async () => {
  const { urls, platform } = await serving({ balancers: 2 });
  for (let time = 0; time < 5; time++) await (await fetch(`${urls[0]}/`)).text();
  const [first, second] = await platform.metrics.read(never);
  expect(first?.tracks['api']).toMatchObject({ requests: 5, errors: 0 });
  expect(second?.tracks['api']).toMatchObject({ requests: 0, errors: 0 });
  expect(first?.process).not.toBe(second?.process);
});
