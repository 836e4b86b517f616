import { expect, test } from 'vitest';
import { backendOf, SWITCH } from '../../../src/platforms/kubernetes/backend.ts';
import { door } from '../../../src/platforms/kubernetes/door.ts';
import { nextName } from '../../../src/platforms/kubernetes/next.ts';
import { readWorkload, type Workload } from '../../../src/platforms/kubernetes/workload/workload.ts';
import { fakeCluster, fakeDeployment, fakeService } from './fake-api.ts';
import { never } from './looked-at.ts';

const LABELS = { app: 'shop', 'app.kubernetes.io/name': 'shop', tier: 'web' };
const NEXT = nextName('shop');
const headless = { clusterIP: 'None' };

/** What is found before a workload with these pods. */
async function found(
  services: readonly ReturnType<typeof fakeService>[],
  settings = {},
  selector: Readonly<Record<string, string>> = LABELS,
) {
  const { site } = fakeCluster([fakeDeployment('shop', 1, selector, LABELS), ...services], settings);
  const home = (await readWorkload(site, never)) as Workload;
  return { backend: await backendOf(site, home, never), door: await door(site, LABELS, never) };
}

function switched(key: string, selector: Readonly<Record<string, string>>, set = NEXT) {
  const service = fakeService('shop', selector);
  const annotations = { [SWITCH]: JSON.stringify({ key, was: 'shop', set }) };
  return { ...service, metadata: { ...service.metadata, annotations } };
}

test('is the Service that selects the pods, with the first label of its selector by which the workload selects too', async () => {
  const selector = { tier: 'web', app: 'shop', 'app.kubernetes.io/name': 'shop' };
  const { backend, door } = await found([fakeService('any', selector)], {}, { 'app.kubernetes.io/name': 'shop', tier: 'web' });
  expect(backend).toMatchObject({ name: 'any', ports: [{ port: 80 }], selector, key: 'app.kubernetes.io/name', switched: false });
  expect((backend as { ports: unknown }).ports).toEqual([{ port: 80 }]);
  expect(door).toEqual({ name: 'any', port: 80 });
  const other = await found([fakeService('any', { tier: 'web', app: 'shop' })], {}, { 'app.kubernetes.io/name': 'shop' });
  expect(other.backend).toMatchObject({ key: 'app' });
});

test('is still found, as its user wrote it, while it leads to the next track', async () => {
  const { backend, door } = await found([switched('app', { app: NEXT, tier: 'web' })]);
  expect(backend).toMatchObject({ name: 'shop', selector: { app: 'shop', tier: 'web' }, key: 'app', switched: true });
  expect(door).toEqual({ name: 'shop', port: 80 });
});

test('keeps the label of the switch also where somebody undid it or added others', async () => {
  const { backend } = await found([switched('tier', { app: 'shop', tier: 'web' })]);
  expect(backend).toMatchObject({ key: 'tier', switched: false, selector: { app: 'shop', tier: 'web' } });
  const gone = await found([switched('tier', { app: 'shop' })]);
  expect(gone.backend).toMatchObject({ key: 'app', switched: false });
});

test.each(['not JSON', 'null', '1', '{"key":"app"}', JSON.stringify({ key: 'app', was: 'shop', set: 'another-next' })])(
  'takes no notice of a mark that says nothing of this next track: %s',
  async (text) => {
    const service = switched('app', { app: 'shop' });
    service.metadata.annotations[SWITCH] = text;
    expect((await found([service])).backend).toMatchObject({ switched: false, selector: { app: 'shop' } });
  },
);

test('is not what leads to the next track of another workload', async () => {
  const { backend } = await found([switched('app', { app: 'another-next' }, 'another-next')]);
  expect(backend).toContain('selects app=another-next (unknown) and not the pods of deployment shop');
});

test('of several it is the one with a name of ours, or the one that the service file names', async () => {
  const services = [fakeService('a', { app: 'shop' }), fakeService('b', { tier: 'web' })];
  expect((await found([...services, fakeService('shop', { app: 'shop' })])).backend).toMatchObject({ name: 'shop' });
  expect((await found(services, { backend: 'b' })).backend).toMatchObject({ name: 'b' });
  expect((await found(services, { backend: 'b' })).door).toEqual({ name: 'b', port: 80 });
  expect(await found(services)).toEqual({
    backend:
      'Several Services select the pods of deployment shop (a, b), and none is named shop: write the one that users reach to the service file, such as `backend: a`.',
    door: 'Several Services select the pods of deployment shop (a, b), and none is named shop: name the one that users reach so, or take `smoke-test` out.',
  });
});

test('says where there is none', async () => {
  const others = [fakeService('a', { app: 'other' }), fakeService('b', {}), fakeService('c', LABELS, { ports: [] })];
  expect(await found(others)).toEqual({
    backend: 'No Service selects the pods of deployment shop: make one by which users reach them.',
    door: 'No Service selects the pods of deployment shop: make one, or take `smoke-test` out.',
  });
  const named =
    'There is no Service a that selects the pods of deployment shop and has ports: change `backend` of the service, or make it.';
  expect((await found(others, { backend: 'a' })).backend).toBe(named);
});

test('a headless one leads a smoke test to the pods, and cannot be shifted', async () => {
  const { backend, door } = await found([fakeService('shop', LABELS, headless)]);
  expect(backend).toContain('The Service shop is headless');
  expect(door).toEqual({ name: 'shop', port: 80 });
  const beside = await found([fakeService('shop', LABELS, headless), fakeService('front', LABELS)]);
  expect(beside.backend).toMatchObject({ name: 'front' });
});
