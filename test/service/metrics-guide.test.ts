import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { documentProblems } from '../../src/metrics/document.ts';
import { QUERY_SETS } from '../../src/metrics/query-sets.ts';
import { useServiceFile } from './service-file.ts';

const page = await readFile('docs/guide/metrics.md', 'utf8');
const blocks = (language: string, name: string) =>
  [...page.matchAll(/```(\w+) (\S+)\n([\s\S]*?)```/g)]
    .filter(([, one, other]) => one === language && other === name)
    .map(([, , , text = '']) => text);

const { read } = useServiceFile({ PROMETHEUS_TOKEN: 'hush-hush', CARTS_KEY: 'hush-hush' });

/** What stands under `analysis`, in a small service. */
function inService(analysis: string): string {
  const shop = { platform: 'local', run: ['node'], port: 8080, 'smoke-test': { path: '/' }, analysis: parse(analysis) };
  return stringify({ services: { shop } });
}

it('the guide of metrics shows service files that are taken', async () => {
  const files = [...blocks('yaml', 'service'), ...blocks('yaml', 'metrics').map(inService)];
  const names: string[][] = [];
  for (const file of files) names.push((await read(file)).analysis.metrics.map(({ name }) => name));
  expect(names).toEqual([['users'], ['checkout'], ['orders', 'carts'], ['smoke'], ['users', 'orders', 'conversions', 'success-rate']]);
});

it('the guide of metrics shows what is said of a wrong one', async () => {
  const [wrong = ''] = blocks('yaml', 'wrong');
  const said = await read(inService(wrong)).then(String, (error: Error) => error.message);
  expect(said.replaceAll(/^sluice\.yml:\d+:\d+: /gm, '')).toBe(blocks('text', 'refused')[0]?.trim());
});

it('the guide of metrics shows counters that are taken', () => {
  const counts = blocks('json', 'counts').map((text) => JSON.parse(text));
  expect(counts.length).toBe(2);
  expect(counts.flatMap(documentProblems)).toEqual([]);
});

it('the guide of metrics names all ready-made queries, and which have latency', () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| `\w+` \| (yes|no) \|/gm)].map(([, name, latency]) => [name, latency]);
  const sets = Object.entries(QUERY_SETS).map(([name, { histogram }]) => [name, histogram ? 'yes' : 'no']);
  expect(rows.sort()).toEqual(sets.sort());
});
