import { setImmediate as breath } from 'node:timers/promises';
import { PLAIN } from '../../src/analysis/bets.ts';
import { LIMITS, rowOf, simulate, TOOLS } from '../simulate/compare.ts';
import { AS_FAST, BAD, type Cell, CONDITIONS, HEALTHY, LATE_FAILURES, SLOW_ONES } from '../simulate/grid.ts';
import { detected, type Measured, measure, middle, typical } from '../simulate/measure.ts';
import { sluice } from '../simulate/tools.ts';
import { atLeast, atMost, beside, type Figure, type Part } from './figure.ts';

/** Simulated hours of each cell. */
const RUNS = { bad: 400, healthy: 2_000, plain: 60 };
const SEED = 1;
const SURE = 0.95;

const JUDGES = { judge: sluice(LIMITS), plain: sluice({ ...LIMITS, bets: PLAIN }) };

/** What the judge does with traffic of all kinds, beside other tools and beside itself with plain bets. The same seed, the same figures. */
export const grid: Part = async ({ portion, signal, say }) => {
  const runs = (all: number) => Math.max(1, Math.round(all * portion));
  const cell = async (name: string) => {
    await breath();
    signal.throwIfAborted();
    say(name);
  };
  const tools = await simulate(TOOLS, { bad: runs(RUNS.bad), healthy: runs(RUNS.healthy), seed: SEED }, cell);
  const own = rowOf('Sluice', tools);
  const others = Object.keys(TOOLS).filter((tool) => tool !== 'Sluice');
  const figures: Figure[] = [
    atLeast('bad cells of 160 that are found in 95 % of the hours', own.detected, '', 114),
    atMost('time to detect, beside who knows both rates: the middle of the cells', own.times, '×', 2),
    atMost('most false alarms of the 32 healthy cells', 100 * own.worst, '%', 1),
    ...others.flatMap((tool) => {
      const row = rowOf(tool, tools);
      const found = beside(`… ${tool}: bad cells found`, row.detected, '');
      return tool.startsWith('knows') ? [found] : [found, beside(`… ${tool}: most false alarms`, 100 * row.worst, '%')];
    }),
  ];
  const alarms = async (name: string, cells: readonly Cell[], most: (cell: Cell) => number) => {
    const shares: number[] = [];
    for (const [i, one] of cells.entries()) {
      await cell(`${name}, ${one.name}`);
      shares.push(detected(measure(one, { judge: JUDGES.judge }, { runs: runs(RUNS.healthy), seed: SEED + i }).judge));
    }
    figures.push(beside(`${name}: false alarms, in the mean of the healthy cells`, 100 * mean(shares), '%'));
    for (const bound of new Set(cells.map(most))) {
      const of = shares.filter((_, i) => most(cells[i] as Cell) === bound);
      figures.push(atMost(`… most of ${of.length} of them`, 100 * Math.max(...of), '%', 100 * bound));
    }
  };
  const times = async (name: string, cells: readonly Cell[]) => {
    const found: Record<keyof typeof JUDGES, Measured>[] = [];
    for (const [i, one] of cells.entries()) {
      await cell(`${name}, ${one.name}`);
      found.push(measure(one, JUDGES, { runs: runs(RUNS.plain), seed: SEED + i }));
    }
    figures.push(...besidePlain(name, found));
  };
  for (const { name, traffic, most } of CONDITIONS) {
    await alarms(
      name,
      HEALTHY.map((one) => ({ ...one, ...traffic })),
      most,
    );
    await times(
      name,
      BAD.map((one) => ({ ...one, ...traffic })),
    );
  }
  await times('a failure that begins at minute 30', LATE_FAILURES);
  await alarms('as fast as stable', AS_FAST, () => LIMITS.falseAlarmRate);
  for (const [name, cells] of SLOW_ONES) await times(name, cells);
  return figures;
};

function besidePlain(name: string, cells: readonly Record<keyof typeof JUDGES, Measured>[]): Figure[] {
  const both = cells.filter(({ judge, plain }) => detected(judge) >= SURE && detected(plain) >= SURE);
  const [own, plain] = (['judge', 'plain'] as const).map((kind) => cells.filter((one) => detected(one[kind]) >= SURE).length);
  const ratios = both.map(({ judge, plain }) => typical(judge) / typical(plain));
  const [longer, sooner] = [ratios.filter((ratio) => ratio > 1).length, ratios.filter((ratio) => ratio < 1).length];
  const counted = beside(`${name}: bad cells of ${cells.length} found, with plain bets ${plain}`, own ?? 0, '');
  if (ratios.length === 0) return [counted];
  return [
    counted,
    atMost('… time to detect beside plain bets, in the middle of the cells', middle(ratios), '×', 1),
    beside(`… cells in which it takes longer; ${sooner} in which it is sooner`, longer, ''),
  ];
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
