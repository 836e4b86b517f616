import { isMapping } from '../units/mapping.ts';
import { quoted } from '../units/problem.ts';
import { chosenOf } from './edges.ts';
import { NoData } from './no-data.ts';
import type { Count } from './odometer.ts';

/** What a custom metric prints of both versions: `schema/metric.schema.json`. */
export type Roles = { readonly stable: string; readonly canary: string };

const ROLES = ['stable', 'canary'] as const;
const MOST_TOLD = 5;

/** The counters of a custom metric, and the edges that both versions have. Throws `NoData` with everything that is wrong. */
export function countsIn(value: unknown, tracks: Roles, threshold: number | null): { counts: Count[]; edges: readonly number[] | null } {
  const problems = documentProblems(value);
  if (problems.length > 0) {
    const more = problems.length > MOST_TOLD ? `; and ${problems.length - MOST_TOLD} more` : '';
    throw new NoData(`it does not keep to schema/metric.schema.json: ${problems.slice(0, MOST_TOLD).join('; ')}${more}`);
  }
  const document = value as Document;
  const process = document.process ?? null;
  // By another name its numbers began at 0, whenever that was.
  const began = process === null ? null : Number.POSITIVE_INFINITY;
  const [one, other] = ROLES.map((role) => Object.keys(histogramOf(document[role])).map(millisecondsOf));
  const common = (one ?? []).filter((edge) => other?.includes(edge)).sort((a, b) => a - b);
  const edges = common.length === 0 ? null : chosenOf(common, threshold);
  const counts = ROLES.flatMap((role) => {
    const part = document[role];
    const requests = 'good' in part ? part.good + part.bad : part.requests;
    const upTo = new Map(Object.entries(histogramOf(part)).map(([edge, count]) => [millisecondsOf(edge), count]));
    const count = (what: Count['what'], amount: number): Count => {
      return { name: JSON.stringify([role, what, process]), process, began, track: tracks[role], what, value: amount };
    };
    return [
      count('requests', requests),
      count('errors', part.bad),
      ...(edges ?? []).map((edge) => count(edge, requests - (upTo.get(edge) ?? 0))),
    ];
  });
  return { counts, edges };
}

type Part =
  | { readonly good: number; readonly bad: number }
  | { readonly requests: number; readonly bad: number; readonly histogram?: Readonly<Record<string, number>> };
type Document = { readonly process?: string; readonly stable: Part; readonly canary: Part };

function histogramOf(part: Part): Readonly<Record<string, number>> {
  return 'histogram' in part ? (part.histogram ?? {}) : {};
}

function millisecondsOf(edge: string): number {
  return Math.round(Number(edge) * 1_000_000) / 1_000;
}

/** All that is wrong with what a custom metric printed, each with its place. */
export function documentProblems(value: unknown): string[] {
  if (!isMapping(value)) return ['it is no object: print { "stable": { "good": 1, "bad": 0 }, "canary": { "good": 1, "bad": 0 } }'];
  const problems = unknownKeys('it', value, ['process', ...ROLES]);
  const { process } = value;
  if (process !== undefined && (typeof process !== 'string' || process === ''))
    problems.push('process is no text: name what counts, or leave it out');
  for (const role of ROLES) problems.push(...partProblems(role, value[role]));
  return problems;
}

function partProblems(role: string, part: unknown): string[] {
  if (!isMapping(part)) return [`${role} is ${part === undefined ? 'missing' : 'no object'}: write { "good": …, "bad": … }`];
  const isPlain = part['good'] !== undefined;
  const keys = isPlain ? ['good', 'bad'] : ['requests', 'bad', 'histogram'];
  const problems = unknownKeys(role, part, keys);
  for (const key of isPlain ? ['good', 'bad'] : ['requests', 'bad'])
    if (!isCount(part[key])) problems.push(wrongCount(`${role}.${key}`, part[key]));
  if (isCount(part['requests']) && isCount(part['bad']) && part['bad'] > part['requests'])
    problems.push(`${role}.bad is more than ${role}.requests: requests are all of them`);
  if (isPlain || part['histogram'] === undefined) return problems;
  return [...problems, ...histogramProblems(`${role}.histogram`, part['histogram'], part['requests'])];
}

function histogramProblems(place: string, histogram: unknown, requests: unknown): string[] {
  if (!isMapping(histogram)) return [`${place} is no object: write { "0.1": 90, "0.5": 99 }, how many took at most so many seconds`];
  const problems = Object.entries(histogram).flatMap(([edge, count]) => [
    ...(/^(\d+\.?\d*|\.\d+)$/.test(edge) && Number(edge) > 0 ? [] : [`${place} has the key ${quoted(edge)}: write seconds, like "0.25"`]),
    ...(isCount(count) ? [] : [wrongCount(`${place}[${quoted(edge)}]`, count)]),
  ]);
  if (problems.length > 0) return problems;
  const counts = Object.entries(histogram as Record<string, number>).sort(([a], [b]) => Number(a) - Number(b));
  const falls = counts.find(([, count], at) => count < (counts[at - 1]?.[1] ?? 0));
  if (falls) problems.push(`${place}[${quoted(falls[0])}] is less than the one before: each counts all that took at most so long`);
  const last = counts.at(-1);
  if (last && isCount(requests) && last[1] > requests) problems.push(`${place}[${quoted(last[0])}] is more than requests`);
  return problems;
}

function unknownKeys(place: string, value: object, known: readonly string[]): string[] {
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  return unknown.map((key) => `${place} has the key ${quoted(key)}: leave it out, or write ${known.join(', ')}`);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}

function wrongCount(place: string, value: unknown): string {
  const what = value === undefined ? 'missing' : quoted(JSON.stringify(value));
  return `${place} is ${what}: write how many there were in all, a number from 0`;
}
