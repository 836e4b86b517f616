import { PLATFORMS } from '../../test/load/live.ts';
import { atMost, beside, type Figure, type Part } from './figure.ts';
import { measure, type Row } from './measure.ts';
import { PRIMITIVES } from './primitives.ts';

/** Milliseconds: where 1 of 100 requests is sent later than this, or answered later while nothing is done, the numbers are about this machine. */
const TOO_LATE = 100;
/** Standard deviations. */
const MOST_OFF = 5;
/** Megabytes. */
const MOST_MEMORY = 70;

const COLUMNS: readonly (readonly [title: string, width: number, value: (row: Row) => string | number])[] = [
  ['platform', -8, (row) => row.platform],
  ['primitive', -17, (row) => row.primitive],
  ['rollouts', 8, (row) => row.rollouts],
  ['requests', 8, (row) => row.requests],
  ['failed', 6, (row) => row.failed],
  ['p50/p99 idle', 12, (row) => `${row.idle.p50}/${row.idle.p99} ms`],
  ['p50/p99 during', 14, (row) => `${row.during.p50}/${row.during.p99} ms`],
  ['s/rollout', 9, (row) => row.secondsEach.toFixed(1)],
  ['peak memory', 11, (row) => (row.peakMegabytes === null ? '' : `${row.peakMegabytes} MB`)],
  ['off its share', 13, (row) => (row.deviations === null ? '' : `${row.deviations} sd`)],
  ['sent late', 9, (row) => `${row.late} ms`],
];

/** Every primitive on every platform, over and over under constant load, through the built actions as a runner starts them. */
export const load: Part = async ({ requests, rate, signal, say }) => {
  const rows: Row[] = [];
  say(`At least ${requests} requests each, ${rate} a second whatever comes back, none sent twice.\n`);
  say(line(COLUMNS.map(([title]) => title)));
  for (const platform of PLATFORMS) {
    for (const primitive of PRIMITIVES) {
      const row = await measure(platform, primitive, { requests, rate, signal });
      rows.push(row);
      say(line(COLUMNS.map(([, , value]) => value(row))));
    }
  }
  const overloaded = rows.filter(({ late, idle }) => late > TOO_LATE || idle.p99 > TOO_LATE).map(nameOf);
  if (overloaded.length > 0) say(`Too much for this machine now, try a lower --rate: ${overloaded.join(', ')}`);
  say('Latency is of requests that do not ask for a slow answer; `sent late` and p99 hold for 99 of 100.');
  return rows.flatMap(figuresOf);
};

function figuresOf(row: Row): Figure[] {
  const { failed, failures, requests, deviations, peakMegabytes } = row;
  const name = `${nameOf(row)}: failed of ${requests} requests`;
  if (row.primitive === 'naive') return [{ name, value: failed, unit: 'requests', bound: '> 0', holds: failed > 0 }];
  const by = failed > 0 ? ` (${JSON.stringify(failures)})` : '';
  return [
    atMost(`${name}${by}`, failed, 'requests', 0),
    ...(deviations === null ? [] : [atMost(`${nameOf(row)}: off its share`, deviations, 'standard deviations', MOST_OFF)]),
    ...(peakMegabytes === null ? [] : [atMost(`${nameOf(row)}: peak memory of an action`, peakMegabytes, 'MB', MOST_MEMORY)]),
    beside(`${nameOf(row)}: p99 while it works`, row.during.p99, 'ms'),
  ];
}

function nameOf({ platform, primitive }: Row): string {
  return `${platform} ${primitive}`;
}

function line(cells: readonly (string | number)[]): string {
  const padded = cells.map((cell, at) => {
    const width = COLUMNS[at]?.[1] ?? 0;
    return width < 0 ? `${cell}`.padEnd(-width) : `${cell}`.padStart(width);
  });
  return padded.join('  ');
}
