import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import type { Api } from '../../../src/platforms/kubernetes/api/api.ts';
import { nextName, TRACK } from '../../../src/platforms/kubernetes/next.ts';
import { serviceRouter } from '../../../src/platforms/kubernetes/router/service-router.ts';
import type { Site } from '../../../src/platforms/kubernetes/site.ts';
import { start } from '../../load/generator.ts';
import { bothTracks, echoNext } from './both-tracks.ts';
import { written } from './compared.ts';
import { never, newName, siteOf } from './looked-at.ts';
import { openRoom, type Room } from './room.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  return () => room.close();
});

async function routed(pods: { readonly home: number; readonly next: number }) {
  const name = newName();
  const own = await bothTracks(room, name, pods);
  const service = `service/${name}`;
  const [site, before, url] = [siteOf(room.name, name), await written(room, service), await room.url(name)];
  const of = (weight: number) => ({ [name]: 100 - weight, [nextName(name)]: weight });
  return { name, own, service, site, before, url, of, router: serviceRouter(site) };
}

/** Who answers, each time on a connection of its own. */
async function answers(url: string, times: number): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (let time = 0; time < times; time++) {
    const version = await new Promise<string>((resolve, reject) => {
      get(url, { agent: false, timeout: 5_000 }, (answer) => text(answer).then((body) => resolve(body.trim()), reject)).once(
        'error',
        reject,
      );
    });
    counts[version] = (counts[version] ?? 0) + 1;
  }
  return counts;
}

/** The same site, with something done before its writes. */
function before({ service, api }: Site, write: (path: string) => unknown): Site {
  const patch: Api['patch'] = async (path, ...more) => {
    await write(path);
    return api.patch(path, ...more);
  };
  return { service, api: { ...api, patch } };
}

test('no request fails while a weight goes up, to all, and back to none, and then the next track is deleted', async () => {
  const { name, url, of, router, service, before } = await routed({ home: 3, next: 2 });
  const load = start({ url, rate: 200 });
  const seen: Readonly<Record<string, number>>[] = [];
  for (const weight of [0, 25, 100, 25, 0]) {
    await router.shift(of(weight), never);
    await router.verify(of(weight), never);
    expect((await router.read(never)).weights).toEqual(of(weight));
    seen.push(await answers(url, 60));
  }
  await room.kubectl('delete', 'deployment', nextName(name), '--cascade=foreground');
  expect(await load.stop()).toMatchObject({ failed: 0, byVersion: { v1: { failed: 0 }, v2: { failed: 0 } } });
  const [none, some, all, less, back] = seen;
  expect([none, all, back]).toEqual([{ v1: 60 }, { v2: 60 }, { v1: 60 }]);
  expect([Object.keys(some ?? {}).toSorted(), Object.keys(less ?? {}).toSorted()]).toEqual([
    ['v1', 'v2'],
    ['v1', 'v2'],
  ]);
  expect(await written(room, service)).toEqual(before);
});

test('a share of the requests is that of the pods, which are the same ones all the time', async () => {
  const { name, url, of, router } = await routed({ home: 4, next: 4 });
  const pods = async () => (await room.list('pods')).map(({ metadata }) => metadata.name).filter((one) => one.startsWith(name));
  const before = await pods();
  const served: number[] = [];
  for (const weight of [20, 50]) {
    await router.shift(of(weight), never);
    await router.verify(of(weight), never);
    const { v2 = 0 } = await answers(url, 500);
    served.push(v2);
  }
  // Five deviations of chance.
  expect(Math.abs((served[0] as number) - 100)).toBeLessThan(45);
  expect(Math.abs((served[1] as number) - 250)).toBeLessThan(56);
  expect(await router.read(never)).toMatchObject({ share: '4 of 8 pods, 50 %' });
  await router.shift(of(0), never);
  expect(await pods()).toEqual(before);
});

test('a pod that takes the place of one with traffic comes without', async () => {
  const { name, of, router } = await routed({ home: 1, next: 1 });
  await router.shift(of(50), never);
  const next = nextName(name);
  await room.kubectl('delete', 'pod', '--wait=false', `--selector=${TRACK}=${next}`);
  await room.whole(`deployment/${next}`);
  expect((await router.read(never)).weights).toEqual(of(0));
  await router.shift(of(50), never);
  await router.verify(of(50), never);
  expect((await router.read(never)).weights).toEqual(of(50));
});

test('applied again by its user, the Service leads home, works, and who did that is named until the next shift', async () => {
  const { name, own, url, of, router, service, before } = await routed({ home: 1, next: 1 });
  await router.shift(of(100), never);
  await router.verify(of(100), never);
  expect(await router.read(never)).toEqual({ weights: of(100), agreed: true, silent: [] });
  await room.apply(...own);
  const drift = expect.stringMatching(
    new RegExp(
      String.raw`^somebody \(kubectl-client-side-apply, \d\d:\d\d:\d\d UTC\) put the selector of service ${name} back to app=${name}$`,
    ),
  );
  expect(await router.read(never)).toMatchObject({ weights: of(0), drift });
  await expect(router.verify(of(0), never)).resolves.toBeUndefined();
  expect(await answers(url, 10)).toEqual({ v1: 10 });

  await router.shift(of(100), never);
  await router.verify(of(100), never);
  expect(await answers(url, 10)).toEqual({ v2: 10 });
  const { drift: none } = await router.read(never);
  expect(none).toBeUndefined();
  await room.apply(...own);
  await router.shift(of(0), never);
  expect(await router.read(never)).toEqual({ weights: of(0), agreed: true, silent: [] });
  expect(await written(room, service)).toEqual(before);
});

test('keeps what somebody else writes to the Service meanwhile, and decides by it', async () => {
  const { name, of, site, service, before: first } = await routed({ home: 1, next: 1 });
  let times = 0;
  const raced = before(site, async (path) => {
    if (path.includes('/services/') && times++ === 0) await room.kubectl('annotate', service, 'theirs=1');
  });
  await serviceRouter(raced).shift(of(100), never);
  expect(times).toBe(2);
  const { metadata, spec } = await room.read(service);
  expect(metadata['annotations']).toMatchObject({ theirs: '1' });
  expect(spec.selector).toEqual({ app: nextName(name) });
  await serviceRouter(site).shift(of(0), never);
  expect(await written(room, service)).toEqual({ ...first, annotations: { ...first.annotations, theirs: '1' } });
});

test('leaves the Service alone where no pod is ready for it', async () => {
  const name = newName();
  await bothTracks(room, name, { home: 1, next: 0 });
  await room.apply(echoNext({ name, version: 'unready', replicas: 1 }));
  const { metadata } = await room.read(`service/${name}`);
  const router = serviceRouter(siteOf(room.name, name));
  const next = nextName(name);
  await expect(router.shift({ [next]: 100 }, never)).rejects.toThrow(
    `no pod with app=${next} is ready, so that callers would reach nobody`,
  );
  await expect(router.shift({ [next]: 20 }, never)).rejects.toThrow(`${next} has 0 pods ready, and its share of the traffic needs 1`);
  expect((await room.read(`service/${name}`)).metadata['resourceVersion']).toBe(metadata['resourceVersion']);
  expect((await router.read(never)).weights).toEqual({ [name]: 100, [next]: 0 });
});

test('stopped at any write it comes about by the next try', async () => {
  const { of, site, service, url, before: first } = await routed({ home: 1, next: 1 });
  const router = serviceRouter(site);
  for (const [at, weight] of [0, 1, 2].flatMap((at) => [50, 100, 50, 0].map((weight) => [at, weight] as const))) {
    const stop = new AbortController();
    let writes = 0;
    const stopped = before(site, () => {
      if (writes++ === at) stop.abort(new Error('stopped'));
      stop.signal.throwIfAborted();
    });
    const end = await serviceRouter(stopped)
      .shift(of(weight), stop.signal)
      .then(() => 'done', String);
    expect(end).toBe(writes > at ? 'Error: stopped' : 'done');
    await router.shift(of(weight), never);
    expect((await router.read(never)).weights).toEqual(of(weight));
  }
  await router.verify(of(0), never);
  expect(await answers(url, 5)).toEqual({ v1: 5 });
  expect(await written(room, service)).toEqual(first);
});
