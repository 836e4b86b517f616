import { beforeAll, expect, test } from 'vitest';
import { serviceRouter } from '../../../src/platforms/kubernetes/router/service-router.ts';
import { heldRouter } from '../../../src/platforms/kubernetes/scaling/held-router.ts';
import type { Site } from '../../../src/platforms/kubernetes/site.ts';
import { tracksByHand } from '../../../src/platforms/kubernetes/tracks/by-hand.ts';
import { workloadTracks } from '../../../src/platforms/kubernetes/tracks/tracks.ts';
import type { Router } from '../../../src/ports/tracks.ts';
import { type Beside, beside, besideOf } from './beside.ts';
import { written } from './compared.ts';
import { never, parked } from './looked-at.ts';
import { openRoom, type Room } from './room.ts';
import { scalerOf } from './scaler-of.ts';

const v2 = { version: 'v2', spec: 'spec' };
const FLOOR = 'sluice-actions.github.io/floor';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

/** Home, never to run, with an autoscaler. */
async function home(replicas = 3): Promise<Beside> {
  const made = await beside(room, { replicas }, parked);
  await room.apply(scalerOf(made.name));
  return made;
}

/** A router that shifts nothing: what is done beside that is looked at. */
function held(site: Site): Router {
  const view = { weights: {}, agreed: true, silent: [] };
  return heldRouter(site, { read: async () => view, shift: async () => {}, verify: async () => {} });
}

const shift = ({ name, next, site }: Beside, weight: number, of = site) => held(of).shift({ [name]: 100 - weight, [next]: weight }, never);
const hpa = (name: string) => `horizontalpodautoscaler/${name}`;
const least = async (name: string) => (await room.read(hpa(name)))['spec'].minReplicas;
const patch = (name: string, spec: Readonly<Record<string, unknown>>) =>
  room.kubectl('patch', hpa(name), '--type=merge', '--patch', JSON.stringify({ spec }));

test('keeps home as large as it is from its first share on, gives the next track a copy with all the traffic, and takes both back', async () => {
  const made = await home();
  const { name, next, tracks } = made;
  const before = await written(room, hpa(name));
  await tracks.deploy(next, v2, 1, never);
  await shift(made, 0);
  expect(await written(room, hpa(name))).toEqual(before);

  await shift(made, 25);
  const { spec, annotations } = await written(room, hpa(name));
  expect(spec).toEqual({ ...before.spec, minReplicas: 3 });
  expect(JSON.parse(annotations[FLOOR] ?? '')).toEqual({ was: 1, set: 3 });
  expect(await room.list('horizontalpodautoscalers')).toHaveLength(1);
  // Somebody, or a load that is still there, has made it larger since.
  await room.kubectl('scale', `deployment/${name}`, '--replicas=4');
  await shift(made, 100);
  await shift(made, 100);
  expect(JSON.parse((await written(room, hpa(name))).annotations[FLOOR] ?? '')).toEqual({ was: 1, set: 4 });
  const copy = await room.read(hpa(next));
  expect(copy['spec']).toEqual({
    ...before.spec,
    minReplicas: 4,
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: next },
  });
  // Nothing by which others know theirs.
  expect(copy.metadata['labels']).toEqual({ 'sluice-actions.github.io/track': next });
  expect(copy.metadata['annotations']).toBeUndefined();

  // An autoscaler that may have fewer would undo it.
  await tracks.scale(next, 5, never);
  expect([await least(next), (await made.look()).next.wanted]).toEqual([5, 5]);
  await tracks.retire(next, never);
  expect(await besideOf(room, made)).toEqual([]);
  expect(await written(room, hpa(name))).toEqual(before);
});

test('makes the same after a kill at each write, and gives all back after a kill at each', async () => {
  const made = await home();
  const { name, next, site } = made;
  const before = await written(room, hpa(name));
  /** The site of a run that is killed right after so many writes, or right before the next one. */
  const killed = (after: number): Site => {
    let writes = 0;
    const dying = async <T>(write: () => Promise<T>): Promise<T> => {
      if (writes++ >= after) throw new Error('killed');
      return write();
    };
    const { api } = site;
    return {
      ...site,
      api: {
        ...api,
        create: (...call) => dying(() => api.create(...call)),
        patch: (...call) => dying(() => api.patch(...call)),
        remove: (...call) => dying(() => api.remove(...call)),
      },
    };
  };
  for (let [after, isOver] = [0, false]; !isOver; after++) {
    await made.again().deploy(next, v2, 3, never);
    if (after < 2) await expect(shift(made, 100, killed(after)), `${after}`).rejects.toThrow('killed');
    await shift(made, 100);
    expect([await least(name), await least(next)]).toEqual([3, 3]);
    isOver = await workloadTracks(killed(after))
      .retire(next, never)
      .then(
        () => true,
        () => false,
      );
    const { next: track } = await made.look();
    expect(isOver || track.wanted > 0 || track.remains, `${after}`).toBe(true);
    await made.again().retire(next, never);
    expect(await written(room, hpa(name))).toEqual(before);
    expect(await besideOf(room, made)).toEqual([]);
    expect((await made.look()).next.remains).toBeUndefined();
    expect(after).toBeLessThan(10);
  }
});

test('gives back a floor that is all that is left of a rollout, also by hand', async () => {
  const made = await home();
  const { name, next, tracks, site } = made;
  const before = await written(room, hpa(name));
  await shift(made, 25);
  expect((await made.look()).next).toMatchObject({ wanted: 0, remains: true });
  const lines = await tracksByHand(site, never);
  const [line = ''] = lines.filter((one) => one.includes(hpa(name)));
  const [, operations = ''] = /-p '(.*)'/.exec(line) ?? [];
  await room.kubectl('patch', hpa(name), '--type=json', '-p', operations);
  expect(await written(room, hpa(name))).toEqual(before);
  expect((await tracksByHand(site, never)).join()).not.toContain(hpa(name));

  await shift(made, 25);
  await tracks.retire(next, never);
  expect(await written(room, hpa(name))).toEqual(before);
});

test('leaves to others what they make of it meanwhile, and what they wrote themselves', async () => {
  const made = await home();
  const { name, next, tracks } = made;
  const before = await written(room, hpa(name));
  await shift(made, 25);
  await patch(name, { minReplicas: 2, maxReplicas: 8 });
  await tracks.retire(next, never);
  expect(await written(room, hpa(name))).toEqual({ ...before, spec: { ...before.spec, minReplicas: 2, maxReplicas: 8 } });

  // What they set in the middle is what comes back, when it was too low.
  await shift(made, 25);
  await room.apply(scalerOf(name));
  await shift(made, 50);
  expect(await least(name)).toBe(3);
  await tracks.retire(next, never);
  expect(await written(room, hpa(name))).toEqual(before);

  // As a copy of an object would have it.
  const [copied, forged] = [{ [FLOOR]: JSON.stringify({ was: 6, set: 1 }) }, scalerOf(name)];
  await room.apply({ ...forged, metadata: { ...forged.metadata, annotations: copied } });
  const theirs = await written(room, hpa(name));
  await tracks.retire(next, never);
  expect(await written(room, hpa(name))).toEqual(theirs);
});

test('has nothing to do with one that is high enough, means something else, or is of a controller', async () => {
  const made = await home();
  const { name, next, tracks } = made;
  const ref = { apiVersion: 'apps/v1', kind: 'StatefulSet', name };
  const owner = { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', name: 'queue', uid: '1', controller: true };
  for (const [what, scaler] of Object.entries({
    high: scalerOf(name, { minReplicas: 3 }),
    other: scalerOf(name, { scaleTargetRef: ref }),
    kept: { ...scalerOf(name), metadata: { name, ownerReferences: [owner] } },
  })) {
    await room.kubectl('delete', hpa(name));
    await room.apply(scaler);
    const before = await written(room, hpa(name));
    await shift(made, 25);
    expect(await written(room, hpa(name)), what).toEqual(before);
    await tracks.deploy(next, v2, 3, never);
    await shift(made, 100);
    expect(await written(room, hpa(name)), what).toEqual(before);
    expect(
      (await besideOf(room, made)).some(({ kind }) => kind === 'HorizontalPodAutoscaler'),
      what,
    ).toBe(what === 'high');
    expect((await made.look()).home.wanted, what).toBe(3);
    if (what === 'other') await expect(tracks.scale(name, 4, never)).rejects.toMatchObject({ reason: { code: 'drift' } });
    await tracks.retire(next, never);
    expect(await written(room, hpa(name)), what).toEqual(before);
  }
});

test('gives no copy where both would mean the same pods', async () => {
  const made = await home();
  const { name, next, tracks } = made;
  await room.kubectl('delete', `service/${name}`);
  await tracks.deploy(next, v2, 3, never);
  await shift(made, 100);
  expect(await least(name)).toBe(3);
  expect((await besideOf(room, made)).map(({ kind }) => kind)).toEqual(['Deployment']);
  await tracks.retire(next, never);
  expect(await least(name)).toBe(1);
});

test('brings home to the size that the next track has grown to before it gets the traffic back', async () => {
  const made = await beside(room, { replicas: 2 });
  const { name, next, tracks, site, until } = made;
  await room.apply(scalerOf(name));
  const before = await written(room, hpa(name));
  const router = heldRouter(site, serviceRouter(site));
  const give = async (weight: number) => router.shift({ [name]: 100 - weight, [next]: weight }, never);
  await tracks.deploy(next, v2, 2, never);
  await until((both) => both.home.ready === 2 && both.next.ready === 2);
  await give(100);
  // Its autoscaler makes it larger, as a load would have it do.
  await patch(next, { minReplicas: 3 });
  const large = await until((both) => both.next.wanted === 3);
  expect(large).toMatchObject({ home: { wanted: 2, ready: 2 } });
  expect((await until((both) => both.next.ready === 3)).full).toBe(3);

  await expect(give(25)).rejects.toThrow(`deployment ${name} has 2 of 3 pods ready`);
  await tracks.scale(name, 3, never);
  expect(await made.look()).toMatchObject({ full: 3, home: { wanted: 3, ready: 2 } });
  expect(await least(name)).toBe(3);
  await until((both) => both.home.ready === 3);
  expect((await room.read(`deployment/${name}`))['spec'].replicas).toBe(3);
  await give(25);
  await give(0);
  await tracks.retire(next, never);
  expect(await written(room, hpa(name))).toEqual(before);
  expect(await besideOf(room, made)).toEqual([]);
});
