import { parseArgs } from 'node:util';
import { PLATFORMS } from '../test/load/live.ts';
import { measure, type Row } from './bench/measure.ts';
import { PRIMITIVES } from './bench/primitives.ts';

// `npm run bench`: every primitive on every platform, over and over under constant load, through the built actions as a runner
// starts them. Says what was lost and what a rollout costs. `--requests` to be sent while each works, `--rate` a second,
// `--json` for one line instead of the table.

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '100000' }, rate: { type: 'string', default: '1500' }, json: { type: 'boolean' } },
});
/** Milliseconds: where 1 of 100 requests is sent later than this, or answered later while nothing is done, the numbers are about this machine. */
const TOO_LATE = 100;

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

async function main(): Promise<void> {
  const [requests, rate] = [positive('requests'), positive('rate')];
  const stop = new AbortController();
  // What was begun ends itself, so that nothing is left running.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());
  const rows: Row[] = [];
  try {
    say(`At least ${requests} requests each, ${rate} a second whatever comes back, none sent twice.\n`);
    say(line(COLUMNS.map(([title]) => title)));
    for (const platform of PLATFORMS) {
      for (const primitive of PRIMITIVES) {
        const row = await measure(platform, primitive, { requests, rate, signal: stop.signal });
        rows.push(row);
        say(line(COLUMNS.map(([, , value]) => value(row))));
      }
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    process.exit(130);
  }
  const broken = rows.flatMap(brokenBy);
  const overloaded = rows.filter(({ late, idle }) => late > TOO_LATE || idle.p99 > TOO_LATE).map(nameOf);
  say(
    overloaded.length === 0
      ? '\nThe generator kept its rate.'
      : `\nToo much for this machine now, try a lower --rate: ${overloaded.join(', ')}`,
  );
  say('Latency is of requests that do not ask for a slow answer; `sent late` and p99 hold for 99 of 100.');
  for (const what of broken) say(`BROKEN  ${what}`);
  if (values.json) console.log(JSON.stringify({ rate, rows, overloaded, broken }));
  if (broken.length > 0) process.exitCode = 1;
}

function positive(name: 'requests' | 'rate'): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Error(`--${name} ${values[name]}: write a whole number above 0`);
}

/** The promises that a row breaks. */
function brokenBy(row: Row): string[] {
  const { failed, failures, requests, deviations } = row;
  const naive = row.primitive === 'naive';
  return [
    ...(naive && failed === 0 ? ['lost nothing, so a loss would not be noticed'] : []),
    ...(!naive && failed > 0 ? [`${failed} of ${requests} requests failed (${JSON.stringify(failures)})`] : []),
    ...((deviations ?? 0) >= 5 ? [`its share is ${deviations} standard deviations off`] : []),
  ].map((what) => `${nameOf(row)}: ${what}`);
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

function say(text: string): void {
  if (!values.json) console.log(text);
}

await main();
process.exit();
