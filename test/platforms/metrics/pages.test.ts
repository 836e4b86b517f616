import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { until } from '../../contracts/until.ts';
import { answering, countsOf, noDataOf, open, scraping } from './open.ts';

/** What one page says of both tracks. */
const SAID = {
  traefik: {
    edges: [100, 300, 1_200, 5_000],
    shop: { requests: 38, errors: 0, slower: [3, 3, 0, 0] },
    'shop-next': { requests: 13, errors: 5, slower: [2, 1, 0, 0] },
  },
  'envoy-gateway': {
    edges: [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000],
    shop: { requests: 35, errors: 0, slower: [17, 13, 11, 10, 4, 2, 2, 0, 0, 0, 0] },
    'shop-next': { requests: 16, errors: 7 },
  },
  'nginx-gateway-fabric': {
    shop: { requests: 90, errors: 3 },
    'shop-next': { requests: 12, errors: 4 },
  },
  istio: {
    edges: [10, 100, 500, 1_000],
    shop: { requests: 93, errors: 0, slower: [40, 10, 2, 0] },
    'shop-next': { requests: 23, errors: 3, slower: [16, 9, 3, 0] },
  },
} as const;

/** The page of a process that counted everything twice. */
const twice = (page: string) =>
  page.replaceAll(/^([^#\n]+\} )(\d+)$/gm, (_, series: string, count: string) => `${series}${2 * Number(count)}`);

test('ready-made queries find on the pages of gateways what each track was sent', async () => {
  const names = Object.keys(SAID) as (keyof typeof SAID)[];
  let isLater = false;
  const targets = await Promise.all(
    names.map(async (job) => {
      const page = await readFile(join(import.meta.dirname, 'pages', `${job}.txt`), 'utf8');
      return { job, address: await answering((_request, response) => response.end(isLater ? twice(page) : page)) };
    }),
  );
  const prometheus = await scraping(...targets);
  const opened = names.map((queries) =>
    open({
      service: { platform: 'kubernetes', image: 'shop:{version}', namespace: 'prod', route: 'httproute/shop' },
      tracks: ['shop', 'shop-next'],
      analysis: { prometheus: { address: prometheus.address }, metrics: [{ name: 'it', queries }] },
    }),
  );
  for (const metrics of opened) await until(async () => (await noDataOf(metrics)) === '');
  isLater = true;
  for (const [at, name] of names.entries()) {
    const metrics = opened[at];
    const { edges, ...tracks } = { edges: undefined, ...SAID[name] };
    if (!metrics) throw new Error('not opened');
    await until(async () => ((await countsOf(metrics)).tracks['shop-next']?.requests ?? 0) > 0);
    const told = await countsOf(metrics);
    expect(told.edges, name).toEqual(edges);
    expect(told.tracks, name).toMatchObject(tracks);
  }
});
