import { once } from 'node:events';
import { beforeAll, expect, test } from 'vitest';
import { type Beside, beside, besideOf } from './beside.ts';
import { written } from './compared.ts';
import { never, parked } from './looked-at.ts';
import { openRoom, type Room } from './room.ts';
import { scalerOf } from './scaler-of.ts';

const v2 = { version: 'v2', spec: 'spec' };

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

/** Home, never to run, with a budget and an autoscaler: all that is made beside it is three objects. */
async function home(settings: Readonly<Record<string, unknown>> = {}): Promise<Beside> {
  const made = await beside(room, { replicas: 2 }, parked, settings);
  const { name } = made;
  const spec = { minAvailable: 1, selector: { matchLabels: { app: name } } };
  await room.apply({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name }, spec }, scalerOf(name));
  return made;
}

const kinds = async (made: Beside) => (await besideOf(room, made)).map(({ kind }) => kind);
const ALL = ['Deployment', 'PodDisruptionBudget', 'Service'];

/** Tracks of a run that is killed right after so many writes. */
function killed(made: Beside, after: number) {
  let writes = 0;
  return made.again(async (write) => {
    if (writes >= after) throw new Error('killed');
    const done = await write();
    writes++;
    if (writes === after) throw new Error('killed');
    return done;
  });
}

test('makes the same after a kill at each write, and takes all away after a kill at each', async () => {
  const made = await home({ rollout: { 'max-surge': '1' } });
  const { name, next } = made;
  const before = await written(room, `deployment/${name}`);
  for (const after of [0, 1, 2, 3]) {
    await expect(killed(made, after).deploy(next, v2, 1, never), `${after}`).rejects.toThrow('killed');
    expect((await kinds(made)).length).toBe(after);
    await made.again().deploy(next, v2, 1, never);
    expect(await kinds(made)).toEqual(ALL);

    await made.again().deploy(name, v2, 2, never);
    await expect(killed(made, after).retire(next, never)).rejects.toThrow('killed');
    const [told, track] = (await made.again().read(never)).tracks;
    expect(track.wanted > 0 || track.remains, `${after}`).toBe(true);
    expect(told).toMatchObject(v2);
    expect(told.drift).toBeUndefined();
    await made.again().retire(next, never);
    expect(await kinds(made)).toEqual([]);
    const [, gone] = (await made.again().read(never)).tracks;
    expect([gone.wanted, gone.remains]).toEqual([0, undefined]);
    await made.again().deploy(name, { version: 'v1', spec: null }, 2, never);
    await made.again().retire(next, never);
    expect(await written(room, `deployment/${name}`)).toEqual(before);
  }
});

test('makes the same beside a call that was aborted in the middle of a write', async () => {
  for (const at of [1, 2, 3]) {
    const made = await home();
    const over = new AbortController();
    let writes = 0;
    const aborted = made.again((write) => {
      writes++;
      const done = write();
      if (writes === at) setImmediate(() => over.abort());
      return done;
    });
    const again = once(over.signal, 'abort').then(() => made.tracks.deploy(made.next, v2, 1, never));
    await expect(aborted.deploy(made.next, v2, 1, over.signal)).rejects.toThrow(/abort/i);
    await again;
    expect(await kinds(made)).toEqual(ALL);
    expect((await made.look()).next).toMatchObject({ ...v2, wanted: 1 });
    await made.tracks.retire(made.next, never);
    expect(await kinds(made)).toEqual([]);
  }
});

test('decides again where another call made something since this one looked', async () => {
  const made = await home();
  let isFirst = true;
  const late = made.again(async (write) => {
    if (isFirst) {
      isFirst = false;
      await made.tracks.deploy(made.next, { version: 'v3', spec: 'other' }, 2, never);
    }
    return write();
  });
  await late.deploy(made.next, v2, 1, never);
  expect(await kinds(made)).toEqual(ALL);
  expect((await made.look()).next).toMatchObject({ ...v2, wanted: 1 });
});

test('finishes what a replacement left when it was killed', async () => {
  const made = await home();
  await made.tracks.deploy(made.next, { version: 'v1', spec: 'other' }, 1, never);
  await expect(killed(made, 1).deploy(made.next, v2, 2, never)).rejects.toThrow('killed');
  expect((await made.look()).next).toMatchObject({ wanted: 0, remains: true });
  await made.again().deploy(made.next, v2, 2, never);
  expect((await made.look()).next).toMatchObject({ ...v2, wanted: 2 });
});

test.each(['deployment', 'service', 'poddisruptionbudget', 'horizontalpodautoscaler'] as const)(
  'leaves a %s alone that somebody else made, and says whose name it has',
  async (kind) => {
    const made = await home();
    const { name, next, tracks } = made;
    const { apiVersion, kind: title, spec } = await room.read(`${kind}/${name}`);
    const { clusterIP: _ip, clusterIPs: _ips, ...own } = spec;
    await room.apply({ apiVersion, kind: title, metadata: { name: next, labels: { their: 'own' } }, spec: own });
    await expect(tracks.deploy(next, v2, 1, never)).rejects.toMatchObject({
      reason: { code: 'managed-elsewhere', message: expect.stringContaining(`run \`kubectl delete ${kind} ${next}\``) },
    });
    expect(await kinds(made)).toEqual([]);
    const { next: track } = await made.look();
    expect([track.wanted, track.remains]).toEqual([0, undefined]);
    await tracks.retire(next, never);
    expect((await room.read(`${kind}/${next}`)).metadata['labels']).toEqual({ their: 'own' });
  },
);
