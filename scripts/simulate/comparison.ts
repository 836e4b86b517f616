import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { grouped } from '../../src/units/grouped.ts';
import { type Row, type Runs, rowOf, type Simulated, TOOLS } from './compare.ts';
import { BAD } from './grid.ts';

/** The grid as it was simulated at length. */
export type Comparison = { readonly runs: Runs; readonly simulated: Simulated };

export const FILE = join(import.meta.dirname, 'comparison.jsonl');
export const GUIDE = join(import.meta.dirname, '../../docs/guide/judging.md');

/** What the guide shows of it, and how each decides. */
const SHOWN: Readonly<Record<string, string>> = {
  Sluice: 'evidence, at each look',
  'knows both rates': 'for comparison: the best test for who knows both error rates beforehand',
  'knows the ratio': '… for who knows how many times worse it is',
  Flagger: 'at most 1 % fail in a minute; five such minutes',
  'Argo Rollouts': 'at most 5 % fail in five minutes; four such times',
  'Argo Rollouts, each minute': '… in one minute',
  'Argo Rollouts, each poll': '… in ten seconds',
  Kayenta: 'Mann-Whitney test of all minutes; each quarter of an hour (our choice: it has no default)',
  'Kayenta, each minute': '… each minute',
  PipeCD: 'Mann-Whitney test of the last five minutes; each five minutes',
  'sequential interval': "the interval of GrowthBook's sequential tests, at each look",
};

/** A line for the runs, and one for each cell, so that changes can be read: of each tool, the share and the polls. */
export function read(): Comparison {
  const [runs, ...lines] = readFileSync(FILE, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const cells = lines.map((cell: Record<string, [number, number | null]>) =>
    Object.fromEntries(Object.entries(cell).map(([tool, [share, polls]]) => [tool, { share, polls }])),
  );
  return { runs, simulated: { bad: cells.slice(0, BAD.length), healthy: cells.slice(BAD.length) } };
}

export function written({ runs, simulated }: Comparison): string {
  const cells = [...simulated.bad, ...simulated.healthy].map((cell) =>
    Object.fromEntries(Object.entries(cell).map(([tool, { share, polls }]) => [tool, [share, polls]])),
  );
  return [runs, ...cells].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** The guide with the table between its marks. */
export function withComparison(page: string, { runs, simulated }: Comparison): string {
  const marks = /(<!-- comparison -->\n)[\s\S]*?(<!-- \/comparison -->)/;
  if (!marks.test(page)) throw new Error(`${GUIDE} has no <!-- comparison --> … <!-- /comparison -->: add both lines`);
  return page.replace(marks, (_all, open: string, close: string) => `${open}${guideTable(runs, simulated)}\n${close}`);
}

function guideTable({ bad, healthy }: Runs, simulated: Simulated): string {
  const rows = Object.entries(SHOWN).map(([tool, how]) => {
    const row = rowOf(tool, simulated);
    return `| ${tool} | ${how} | ${row.detected} | ${row.trusted} | ${row.times.toFixed(1)}× | ${isBlind(tool) ? '–' : percent(row.worst)} | ${isBlind(tool) ? '–' : row.alarming} |`;
  });
  return [
    `| | how it decides | bad found, of 160 | … and the good one left alone | time, beside the best test | most good ones blamed (of ${grouped(healthy)} a kind of traffic) | kinds of traffic with over 1 % blamed, of 32 |`,
    '|---|---|--:|--:|--:|--:|--:|',
    ...rows,
    '',
    `Found: in 95 % of ${bad} simulated hours.`,
  ].join('\n');
}

/** All that was simulated, for who works on it. */
export function wholeTable(simulated: Simulated): string {
  const rows = Object.keys(TOOLS).map((tool) => {
    const { detected, trusted, times, longTimes, alarming, worst }: Row = rowOf(tool, simulated);
    const alarms = isBlind(tool) ? '– | –' : `${alarming} | ${percent(worst)}`;
    return `| ${tool} | ${detected} | ${trusted} | ${times.toFixed(2)} | ${longTimes.toFixed(2)} | ${alarms} |`;
  });
  return [
    '| tool | bad cells detected, of 160 | … and healthy ones left alone | time × that of who knows both rates | … where that is over 3 polls | healthy cells over 1 %, of 32 | most false alarms |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** Who knows the rates has nothing to test where both are the same. */
function isBlind(tool: string): boolean {
  return tool.startsWith('knows');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
