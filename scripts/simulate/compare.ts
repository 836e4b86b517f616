import { PLAIN, STANDARD } from '../../src/analysis/bets.ts';
import type { Limits } from '../../src/analysis/judge.ts';
import { BAD, type Cell, HEALTHY } from './grid.ts';
import { detected, type Measured, measure, middle, typical } from './measure.ts';
import {
  argo,
  argoMinute,
  argoOften,
  flagger,
  interval,
  type Kind,
  kayenta,
  kayentaOften,
  knowsRatio,
  oracle,
  pipecd,
  sluice,
} from './tools.ts';

/** What is needed of the judge, as the settings say when nothing is set. */
export const LIMITS: Limits = {
  bets: STANDARD,
  falseAlarmRate: 0.01,
  confidence: 0.95,
  minPolls: 3,
  maxErrorRatio: 2,
  maxErrorRate: 0.005,
  burst: 'auto',
};

export const TOOLS: Readonly<Record<string, Kind>> = {
  Sluice: sluice(LIMITS),
  'Sluice, plain bets': sluice({ ...LIMITS, bets: PLAIN }),
  'knows both rates': oracle(LIMITS.falseAlarmRate),
  'knows the ratio': knowsRatio(LIMITS.falseAlarmRate),
  Flagger: flagger,
  'Argo Rollouts': argo,
  'Argo Rollouts, each minute': argoMinute,
  'Argo Rollouts, each poll': argoOften,
  Kayenta: kayenta,
  'Kayenta, each minute': kayentaOften,
  PipeCD: pipecd,
  'sequential interval': interval(LIMITS.falseAlarmRate),
};

/** Of a tool in a cell: the share of runs in which it failed the canary, and after how many polls in the middle; null where it did not in half of them. */
export type Found = { readonly share: number; readonly polls: number | null };

/** By tool, cell by cell as `BAD` and `HEALTHY` list them. */
export type Simulated = {
  readonly bad: readonly Readonly<Record<string, Found>>[];
  readonly healthy: readonly Readonly<Record<string, Found>>[];
};

export type Runs = { readonly bad: number; readonly healthy: number; readonly seed: number };

export type Row = {
  readonly tool: string;
  /** Cells of 160 in which 95 % of the runs were failed within the hour. */
  readonly detected: number;
  /** Of these, the cells in which a healthy canary has at most 1 % false alarms: who blames everything detects everything. */
  readonly trusted: number;
  /** Time to detect beside that of the test which knows both rates, in the middle of all cells that both detect. */
  readonly times: number;
  /** The same, of the cells for which that test needs more than three polls. */
  readonly longTimes: number;
  /** Healthy cells of 32 with more than 1 % false alarms, and the most. */
  readonly alarming: number;
  readonly worst: number;
};

const SURE = 0.95;
const REFERENCE = 'knows both rates';

/** The whole grid: every tool on the same traffic. `before` is told each cell, and waited for. */
export async function simulate(
  kinds: Readonly<Record<string, Kind>>,
  runs: Runs,
  before: (cell: string) => void | Promise<void> = () => {},
): Promise<Simulated> {
  const each = async (cells: readonly Cell[], at: (i: number) => Record<string, Found>) => {
    const found: Record<string, Found>[] = [];
    for (const [i, { name }] of cells.entries()) {
      await before(name);
      found.push(at(i));
    }
    return found;
  };
  return { bad: await each(BAD, (i) => inBad(i, kinds, runs)), healthy: await each(HEALTHY, (i) => inHealthy(i, kinds, runs)) };
}

/** What the tools find in the cell of that number, which needs no other cell. */
export function inBad(i: number, kinds: Readonly<Record<string, Kind>>, { bad, seed }: Runs): Record<string, Found> {
  return found(measure(BAD[i] as Cell, kinds, { runs: bad, seed: seed + i }));
}

export function inHealthy(i: number, kinds: Readonly<Record<string, Kind>>, { healthy, seed }: Runs): Record<string, Found> {
  // Both rates are the same in a healthy cell: who knows them has nothing to test.
  const tests = Object.fromEntries(Object.entries(kinds).filter(([name]) => !name.startsWith('knows')));
  return found(measure(HEALTHY[i] as Cell, tests, { runs: healthy, seed: seed + BAD.length + i }));
}

function found(measured: Readonly<Record<string, Measured>>): Record<string, Found> {
  const one = (of: Measured): Found => ({ share: detected(of), polls: Number.isFinite(typical(of)) ? typical(of) : null });
  return Object.fromEntries(Object.entries(measured).map(([tool, of]) => [tool, one(of)]));
}

/** What a tool is worth in all the grid. */
export function rowOf(tool: string, { bad, healthy }: Simulated): Row {
  const isFound = (cell: Readonly<Record<string, Found>>, name: string) => (cell[name] as Found).share >= SURE;
  const both = bad.filter((cell) => isFound(cell, tool) && isFound(cell, REFERENCE));
  const times = both.map((cell) => ({ own: cell[tool]?.polls as number, least: cell[REFERENCE]?.polls as number }));
  const ratios = (cells: typeof times) => middle(cells.map(({ own, least }) => own / least));
  const alarms = healthy.map((cell) => cell[tool]?.share ?? 0);
  const isAlarming = (i: number) => (alarms[i] ?? 0) > LIMITS.falseAlarmRate;
  const cellsOfOne = BAD.length / HEALTHY.length;
  return {
    tool,
    detected: bad.filter((cell) => isFound(cell, tool)).length,
    trusted: bad.filter((cell, i) => isFound(cell, tool) && !isAlarming(Math.floor(i / cellsOfOne))).length,
    times: ratios(times),
    longTimes: ratios(times.filter(({ least }) => least > 3)),
    alarming: alarms.filter((_, i) => isAlarming(i)).length,
    worst: Math.max(0, ...alarms),
  };
}
