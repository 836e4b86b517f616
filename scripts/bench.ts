import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { decide } from './bench/decide.ts';
import { faults } from './bench/faults.ts';
import type { Figure, Part } from './bench/figure.ts';
import { grid } from './bench/grid.ts';
import { hostile } from './bench/hostile.ts';
import { judge } from './bench/judge.ts';
import { kubectl } from './bench/kubectl.ts';
import { kubernetes } from './bench/kubernetes.ts';
import { load } from './bench/load.ts';
import { pace } from './bench/pace.ts';
import { withFigures } from './bench/page.ts';
import { poll } from './bench/poll.ts';
import { requests } from './bench/requests.ts';
import { scale } from './bench/scale.ts';
import { size } from './bench/size.ts';
import { start } from './bench/start.ts';
import { table } from './bench/table.ts';
import { verdict } from './bench/verdict.ts';
import { CLUSTER } from './cluster.ts';

// `npm run bench`: measures what the README says, each figure beside its bound. `-- load size` runs these parts only,
// `--json FILE` writes the figures, `--readme` puts them into those tables of the README and of the guide to judging whose parts were all measured.
// `--requests` are sent while each primitive of `load` and `kubernetes` works, `--rate` a second; `--portion 0.2` has `judge` and `grid` do a fifth of their runs.
// `kubernetes`, `kubectl` and `scale` need a cluster as the tests do: that of SLUICE_KUBECONFIG, or one that ends with them.

const ON_CLUSTER: Readonly<Record<string, Part>> = { kubernetes, kubectl, scale };
const PARTS: Readonly<Record<string, Part>> = {
  size,
  start,
  decide,
  poll,
  pace,
  verdict,
  judge,
  grid,
  hostile,
  requests,
  faults,
  load,
  ...ON_CLUSTER,
};
const PAGES = ['README.md', 'docs/guide/judging.md'].map((page) => join(import.meta.dirname, '..', page));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    requests: { type: 'string', default: '100000' },
    rate: { type: 'string', default: '1500' },
    portion: { type: 'string', default: '1' },
    json: { type: 'string' },
    readme: { type: 'boolean' },
  },
});

async function main(): Promise<void> {
  const unknown = positionals.filter((name) => PARTS[name] === undefined);
  if (unknown.length > 0) throw new Error(`there is no part ${unknown.join(', ')}: write ${Object.keys(PARTS).join(', ')}`);
  const names = positionals.length > 0 ? positionals : Object.keys(PARTS);
  // Told now, not after all the other parts.
  const without = CLUSTER.isPossible() ? undefined : names.find((name) => name in ON_CLUSTER);
  if (without !== undefined) throw new Error(`${without} cannot be measured without a cluster: ${CLUSTER.command}`);
  const options = { requests: positive('requests'), rate: positive('rate'), portion: portion() };
  const stop = new AbortController();
  // What was begun ends itself, so that nothing is left running.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());
  const measured = new Map<string, readonly Figure[]>();
  try {
    for (const name of names) measured.set(name, (await PARTS[name]?.({ ...options, signal: stop.signal, say: console.log })) ?? []);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    process.exit(130);
  }
  const figures = [...measured.values()].flat();
  console.log(`\n${table(figures)}`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ figures }, null, 2)}\n`);
  if (values.readme) for (const page of PAGES) writeFileSync(page, withFigures(readFileSync(page, 'utf8'), measured));
  if (figures.some(({ holds }) => !holds)) process.exitCode = 1;
}

function positive(name: 'requests' | 'rate'): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Error(`--${name} ${values[name]}: write a whole number above 0`);
}

function portion(): number {
  const number = Number(values.portion);
  if (number > 0 && number <= 1) return number;
  throw new Error(`--portion ${values.portion}: write a number above 0, and at most 1`);
}

await main();
process.exit();
