import { beforeAll, expect, test } from 'vitest';
import { until } from '../../contracts/until.ts';
import { type Beside, beside, besideOf } from './beside.ts';
import { written } from './compared.ts';
import { never, parked } from './looked-at.ts';
import { openRoom, type Room } from './room.ts';

const v2 = { version: 'v2', spec: 'spec' };

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

/** Home and a next track that never run: only what is said of them is looked at. */
async function prepared(settings: Readonly<Record<string, unknown>> = {}): Promise<Beside> {
  const made = await beside(room, { replicas: 2 }, parked, settings);
  await made.tracks.deploy(made.next, v2, 1, never);
  return made;
}

const setImage = (deployment: string, version: string) =>
  room.kubectl('set', 'image', `deployment/${deployment}`, `echo=sluice.test/echo:${version}`);
const told = (version: string) =>
  new RegExp(`^somebody \\(kubectl-set, \\d\\d:\\d\\d:\\d\\d UTC\\) set the image of echo to sluice\\.test/echo:${version}$`);

test('names who gave home another image since the other track was made, also in a run that comes later', async () => {
  const made = await prepared();
  expect((await made.look()).home.drift).toBeUndefined();
  await setImage(made.name, 'v3');
  expect((await made.look()).home).toMatchObject({ version: 'v3', drift: expect.stringMatching(told('v3')) });
  const { tracks } = await made.again().read(never);
  expect(tracks[0].drift).toMatch(told('v3'));
  await setImage(made.name, 'v1');
  expect((await made.look()).home.drift).toBeUndefined();
});

test('writes nothing to home where somebody edited it before it was told', async () => {
  const made = await prepared();
  await made.look();
  await setImage(made.name, 'v3');
  const theirs = await written(room, `deployment/${made.name}`);
  await expect(made.tracks.deploy(made.name, v2, 2, never)).rejects.toThrow(/somebody \(kubectl-.*\) changed deployment .* meanwhile/);
  expect(await written(room, `deployment/${made.name}`)).toEqual(theirs);
  expect((await made.look()).home).toMatchObject({ spec: null, drift: expect.stringMatching(told('v3')) });
});

test('names who gave home another image in its roll', async () => {
  const made = await prepared();
  await made.look();
  await made.tracks.deploy(made.name, v2, 2, never);
  expect((await made.look()).home).toMatchObject({ ...v2, ready: 0 });
  await setImage(made.name, 'v3');
  expect((await made.look()).home.drift).toMatch(told('v3'));
});

test('names who gave the other track another image, and makes it anew when it is deployed to', async () => {
  const made = await prepared();
  const { name, next, tracks } = made;
  await room.kubectl('set', 'image', `deployment/${next}`, 'echo=sluice.test/other:v3');
  expect((await made.look()).next).toMatchObject({ version: null, spec: null, wanted: 1, drift: expect.stringMatching(/other:v3$/) });
  await tracks.deploy(next, v2, 1, never);
  expect((await made.look()).next).toMatchObject(v2);
  expect((await made.look()).next.drift).toBeUndefined();
  expect((await made.look()).home).toMatchObject({ name, version: 'v1' });
});

test('shows what is left of a track that somebody deleted, and brings it up again', async () => {
  const made = await prepared();
  const { next, tracks } = made;
  await room.kubectl('delete', `deployment/${next}`);
  expect((await made.look()).next).toMatchObject({ version: null, wanted: 0, ready: 0, remains: true });
  await expect(tracks.scale(next, 2, never)).rejects.toThrow(`somebody deleted deployment ${next}`);
  await tracks.deploy(next, v2, 1, never);
  expect((await made.look()).next).toMatchObject({ ...v2, wanted: 1 });
  await room.kubectl('delete', `deployment/${next}`, `service/${next}`);
  expect((await made.look()).next.remains).toBeUndefined();
  await made.tracks.deploy(made.name, v2, 2, never);
  expect((await made.look()).next.remains).toBe(true);
  await tracks.retire(next, never);
  expect((await made.look()).next.remains).toBeUndefined();
});

test('never takes away what the Service leads to', async () => {
  const made = await prepared();
  const { name, next, tracks } = made;
  const refused = { reason: { code: 'has-traffic', message: `The Service ${name} leads to 1 pods of ${next}, which was to go` } };
  const app = (set: string) =>
    room.kubectl('label', '--overwrite', 'pod', '--selector', `sluice-actions.github.io/track=${next}`, `app=${set}`);
  await until(async () => (await room.list('pods', `app=${next}`)).length === 1);
  await app(name);
  await expect(tracks.retire(next, never)).rejects.toMatchObject(refused);
  await expect(tracks.deploy(next, { version: 'v3', spec: 'spec' }, 1, never)).rejects.toMatchObject(refused);
  await app(next);
  const noted = JSON.stringify({ key: 'app', was: name, set: next });
  await room.kubectl('annotate', `service/${name}`, `sluice-actions.github.io/selector=${noted}`, '--field-manager=sluice');
  await room.kubectl('patch', `service/${name}`, '-p', JSON.stringify({ spec: { selector: { app: next } } }));
  await expect(tracks.retire(next, never)).rejects.toMatchObject(refused);
  expect((await besideOf(room, made)).length).toBe(2);
  await room.kubectl('patch', `service/${name}`, '-p', JSON.stringify({ spec: { selector: { app: name } } }));
  await tracks.retire(next, never);
  expect(await besideOf(room, made)).toEqual([]);
});

test('leaves it to people how large home is', async () => {
  const { name, tracks } = await prepared();
  await expect(tracks.scale(name, 3, never)).rejects.toMatchObject({ reason: { code: 'drift' } });
  await expect(tracks.retire(name, never)).rejects.toMatchObject({ reason: { code: 'has-traffic' } });
  await room.kubectl('scale', `deployment/${name}`, '--replicas=0');
  await expect(tracks.deploy(name, v2, 2, never)).rejects.toMatchObject({
    reason: {
      code: 'drift',
      message: expect.stringMatching(
        /^somebody \(\S+, .* UTC\) scaled deployment \S+ to 0, .*`kubectl scale deployment\/\S+ --replicas=<pods>`$/,
      ),
    },
  });
});

test('does not try again what the API server does not accept', async () => {
  const made = await beside(room, { replicas: 1 }, parked);
  const refused = {
    reason: { code: 'update-failed', message: expect.stringMatching(/with 422: .*greater than or equal to 0/) },
  };
  await expect(made.tracks.deploy(made.next, v2, -1, never)).rejects.toMatchObject(refused);
  await made.tracks.deploy(made.next, v2, 1, never);
  await expect(made.tracks.scale(made.next, -1, never)).rejects.toMatchObject(refused);
});

test('says how many pods a weight needs', async () => {
  const { site, tracks } = await beside(room, { replicas: 0 });
  const sizes = (all: typeof tracks, full: number) => [1, 5, 20, 25, 50, 80, 100].map((weight) => all.sizeFor?.(weight, full));
  expect(sizes(tracks, 4)).toEqual([1, 1, 1, 1, 4, 4, 4]);
  expect(sizes(tracks, 1)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  const { workloadTracks } = await import('../../../src/platforms/kubernetes/tracks/tracks.ts');
  const route = { kind: 'httproute', namespace: null, name: 'shop' } as const;
  const routed = workloadTracks({ ...site, service: { ...site.service, route } });
  expect(sizes(routed, 10)).toEqual([2, 2, 2, 3, 5, 8, 10]);
  expect(sizes(routed, 1)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  expect([0, 1, 2, 4, 8, 10].map((size) => tracks.spare?.(size))).toEqual([0, 0, 1, 1, 2, 2]);
});
