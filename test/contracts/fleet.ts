import { expect, test } from 'vitest';
import type { Fleet, Target } from '../../src/ports/fleet.ts';
import { until } from './until.ts';

const never = new AbortController().signal;

/** What every fleet keeps. `make` gives one where all instances run `before` and serve; `slow` begins a request that lasts, at one of them. */
export function fleetContract(
  name: string,
  make: () => Promise<{ fleet: Fleet; before: Target; next: Target; slow: () => { arrived: Promise<void>; status: Promise<number> } }>,
): void {
  const ready = (fleet: Fleet, instance: string) =>
    until(async () => (await fleet.instances(never)).instances.find((one) => one.name === instance)?.ready === true);

  test(`${name}: shows what runs, ready and in rotation`, async () => {
    const { fleet, before } = await make();
    const { wanted, instances } = await fleet.instances(never);
    expect(instances).toHaveLength(wanted);
    for (const instance of instances) expect(instance).toMatchObject({ ...before, ready: true, inRotation: true });
  });

  test(`${name}: replaces one instance, out of rotation until restored`, async () => {
    const { fleet, next } = await make();
    const victim = (await fleet.instances(never)).instances[0]?.name ?? '';
    const seen = async () => (await fleet.instances(never)).instances.find((one) => one.name === victim);
    await fleet.drain(victim, never);
    expect(await seen()).toMatchObject({ inRotation: false });
    await fleet.replace(victim, next, never);
    await ready(fleet, victim);
    expect(await seen()).toMatchObject({ ...next, inRotation: false });
    await fleet.restore(victim, never);
    expect(await seen()).toMatchObject({ ...next, ready: true, inRotation: true });
  });

  test(`${name}: waits for requests in flight before an instance is drained`, async () => {
    const { fleet, slow } = await make();
    const { instances } = await fleet.instances(never);
    const begun = instances.map(() => slow());
    await Promise.all(begun.map((request) => request.arrived));
    const requests = begun.map(async (request) => ({ status: await request.status, at: performance.now() }));
    await Promise.all(instances.map((instance) => fleet.drain(instance.name, never)));
    const drained = performance.now();
    for (const request of await Promise.all(requests)) {
      expect(request.status).toBe(200);
      expect(request.at).toBeLessThan(drained + 50);
    }
  });
}
