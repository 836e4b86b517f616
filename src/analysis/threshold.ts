import type { Reading, Verdict } from '../ports/metrics.ts';
import type { AnalysisSettings, MetricSettings, Success } from '../ports/service.ts';

export type Threshold = Extract<MetricSettings, { kind: 'threshold' }>;

/** What is carried of a threshold: looks that found something else, and in a row nothing; the last number, and the milliseconds since that look. */
export type Looks = { readonly failures: number; readonly silent: number; readonly last: number | null; readonly waited: number };

const NONE: Looks = { failures: 0, silent: 0, last: null, waited: Number.POSITIVE_INFINITY };

export function thresholdsOf({ metrics }: AnalysisSettings): readonly Threshold[] {
  return metrics.filter((metric): metric is Threshold => metric.kind === 'threshold');
}

/** After a poll of so many milliseconds: a look, where one is due and it was asked. As Argo Rollouts counts: failures in all, errors in a row. */
export function looked(before: Looks | undefined, threshold: Threshold, told: Reading<number> | undefined, elapsed: number): Looks {
  // JSON has no infinity.
  const looks = { ...NONE, ...before, waited: (before?.waited ?? NONE.waited) + elapsed };
  // A reading may come a little early: to wait for the one after it would be to wait twice as long.
  if (looks.waited + elapsed / 4 < threshold.interval || told === undefined) return looks;
  if ('noData' in told) return { ...looks, silent: looks.silent + 1, waited: 0 };
  const failures = looks.failures + (succeeds(told.value, threshold.success) ? 0 : 1);
  return { failures, silent: 0, last: told.value, waited: 0 };
}

/** Whether it has decided: `fail` over the failure limit, `inconclusive` over that of errors in a row. */
export function resultOf({ failures, silent, last }: Looks, { failureLimit, consecutiveErrorLimit }: Threshold): Verdict['result'] {
  if (failures > failureLimit) return 'fail';
  if (silent > consecutiveErrorLimit) return 'inconclusive';
  return last === null ? 'undecided' : 'pass';
}

/** `0.97, wanted >= 0.99: 2 looks found something else, and at most 1 may`. */
export function thresholdLine({ failures, silent, last }: Looks, { success, failureLimit }: Threshold): string {
  const wanted = success.map(({ is, than }) => `${is} ${than}`).join(', ');
  const may = failureLimit === 0 ? 'none may' : `at most ${failureLimit} may`;
  const found = failures === 0 ? 'no look found anything else' : `${looksOf(failures)} found something else, and ${may}`;
  const silence = silent === 0 ? '' : `the last ${silent === 1 ? 'look' : looksOf(silent)} found nothing`;
  const said = [last === null ? '' : found, silence].filter((part) => part !== '').join('; ');
  return `${last ?? 'no number yet'}, wanted ${wanted}: ${said}`;
}

function looksOf(count: number): string {
  return count === 1 ? '1 look' : `${count} looks`;
}

function succeeds(value: number, success: Success): boolean {
  return success.every(({ is, than }) => HOLDS[is](value, than));
}

const HOLDS: Readonly<Record<Success[number]['is'], (value: number, than: number) => boolean>> = {
  '>': (value, than) => value > than,
  '>=': (value, than) => value >= than,
  '<': (value, than) => value < than,
  '<=': (value, than) => value <= than,
  '==': (value, than) => value === than,
};
