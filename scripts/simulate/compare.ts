import { PLAIN, STANDARD } from '../../src/analysis/bets.ts';
import type { Limits } from '../../src/analysis/judge.ts';
import { BAD, HEALTHY } from './grid.ts';
import { detected, type Measured, measure, middle, typical } from './measure.ts';
import { argo, argoOften, flagger, interval, type Kind, kayenta, kayentaOften, knowsRatio, oracle, sluice } from './tools.ts';

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
  'Argo Rollouts, each poll': argoOften,
  Kayenta: kayenta,
  'Mann-Whitney, each minute': kayentaOften,
  'sequential interval': interval(LIMITS.falseAlarmRate),
};

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

/** The whole grid: every tool on the same traffic. */
export function compare(
  kinds: Readonly<Record<string, Kind>>,
  options: { readonly bad: number; readonly healthy: number; readonly seed: number; readonly say?: (line: string) => void },
): readonly Row[] {
  const bad = BAD.map((cell, i) => {
    options.say?.(cell.name);
    return measure(cell, kinds, { runs: options.bad, seed: options.seed + i });
  });
  // Both rates are the same in a healthy cell: who knows them has nothing to test.
  const tests = Object.fromEntries(Object.entries(kinds).filter(([name]) => !name.startsWith('knows')));
  const healthy = HEALTHY.map((cell, i) => {
    options.say?.(cell.name);
    return measure(cell, tests, { runs: options.healthy, seed: options.seed + BAD.length + i });
  });
  return Object.keys(kinds).map((tool) => row(tool, bad, healthy));
}

function row(tool: string, bad: readonly Record<string, Measured>[], healthy: readonly Record<string, Measured>[]): Row {
  const found = (cell: Record<string, Measured>, name: string) => detected(cell[name] as Measured) >= SURE;
  const both = bad.filter((cell) => found(cell, tool) && found(cell, REFERENCE));
  const times = both.map((cell) => ({ own: typical(cell[tool] as Measured), least: typical(cell[REFERENCE] as Measured) }));
  const ratios = (cells: typeof times) => middle(cells.map(({ own, least }) => own / least));
  const alarms = healthy.flatMap((cell) => (cell[tool] ? [detected(cell[tool])] : []));
  return {
    tool,
    detected: bad.filter((cell) => found(cell, tool)).length,
    trusted: bad.filter((cell, i) => found(cell, tool) && !isAlarming(healthy[Math.floor(i / (BAD.length / HEALTHY.length))]?.[tool]))
      .length,
    times: ratios(times),
    longTimes: ratios(times.filter(({ least }) => least > 3)),
    alarming: healthy.filter((cell) => isAlarming(cell[tool])).length,
    worst: Math.max(0, ...alarms),
  };
}

function isAlarming(healthy: Measured | undefined): boolean {
  return healthy !== undefined && detected(healthy) > LIMITS.falseAlarmRate;
}
