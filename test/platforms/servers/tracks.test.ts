import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { until } from '../../contracts/until.ts';
import { start } from '../../load/generator.ts';
import { never, newSite, open, v1, v2 } from './site.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const preview = { kind: 'header', name: 'X-Preview', value: 'key' } as const;

/** Blue and green of two servers each, all requests to green, which runs `v1`. */
async function live(balancers = 1) {
  const site = await newSite({ tracked: true, balancers, changes: { preview } });
  const { tracks, router, ...rest } = open(site.service);
  if (!tracks || !router?.preview) throw new Error('servers leaves something out');
  const platform = { ...rest, tracks, router: { ...router, preview: router.preview } };
  const deploy = async (track: 'blue' | 'green', target: typeof v1) => {
    await tracks.deploy(track, target, 2, never);
    await until(async () => (await tracks.read(never)).tracks[track === 'blue' ? 0 : 1].ready === 2);
  };
  await deploy('green', v1);
  await router.shift({ blue: 0, green: 100 }, never);
  return { ...site, platform, deploy };
}

test('moves all requests at once on both balancers and loses none', async () => {
  const { platform, urls, deploy, folder } = await live(2);
  const { tracks, router } = platform;
  const loads = urls.map((url) => start({ url, rate: 60 }));
  await deploy('blue', v2);
  await router.shift({ blue: 100, green: 0 }, never);
  await router.verify({ blue: 100, green: 0 }, never);
  const after = await Promise.all(
    urls.flatMap((url) => Array.from({ length: 20 }, async () => (await (await fetch(`${url}/`)).text()).trim())),
  );
  expect(new Set(after)).toEqual(new Set(['v2']));
  await tracks.retire('green', never);
  const counts = await Promise.all(loads.map((load) => load.stop()));
  for (const { byVersion } of counts) {
    expect(Object.keys(byVersion).sort()).toEqual(['v1', 'v2']);
    expect(Object.values(byVersion).map((served) => served.failed)).toEqual([0, 0]);
  }
  expect((await tracks.read(never)).tracks).toMatchObject([
    { ...v2, wanted: 2, ready: 2, mixed: false },
    { version: null, wanted: 0, ready: 0 },
  ]);
  expect(await readFile(join(folder, '0.map'), 'utf8')).toContain('api 0');
});

test('splits by weight, and reads the weights back', async () => {
  const { platform, urls, deploy } = await live();
  await deploy('blue', v2);
  await platform.router.shift({ blue: 50, green: 50 }, never);
  expect(await platform.router.read(never)).toEqual({ weights: { blue: 50, green: 50 }, agreed: true, silent: [] });
  const answers = await Promise.all(Array.from({ length: 60 }, async () => (await (await fetch(`${urls[0]}/`)).text()).trim()));
  expect(new Set(answers)).toEqual(new Set(['v1', 'v2']));
});

test('sends preview requests to the track they are pointed at, and nobody else', async () => {
  const { platform, urls, deploy } = await live();
  await deploy('blue', v2);
  const ask = async (headers: Record<string, string>) => (await (await fetch(`${urls[0]}/`, { headers })).text()).trim();
  expect(await ask({ 'X-Preview': 'key' })).toBe('v1');
  await platform.router.preview.point('blue', never);
  expect(await ask({ 'X-Preview': 'key' })).toBe('v2');
  expect(await ask({ 'X-Preview': 'wrong' })).toBe('v1');
  await platform.router.preview.point(null, never);
  expect(await ask({ 'X-Preview': 'key' })).toBe('v1');
});

test('neither deploys to nor retires a track with traffic', async () => {
  const { platform } = await live();
  await expect(platform.tracks.deploy('green', v2, 2, never)).rejects.toMatchObject({ reason: { code: 'has-traffic' } });
  await expect(platform.tracks.retire('green', never)).rejects.toMatchObject({ reason: { code: 'has-traffic' } });
});
