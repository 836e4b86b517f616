import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

type Uses = { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> };
type Action = { readonly inputs?: Readonly<Record<string, unknown>>; readonly runs: { readonly steps?: readonly Uses[] } };
type Workflow = { readonly jobs?: Readonly<Record<string, { readonly steps?: readonly Uses[] }>> };

const read = (suite: string, name: string) => parse(readFileSync(join(suite, 'actions', name, 'action.yml'), 'utf8')) as Action;

/** What GitHub's runner warns of, and act does not: inputs that an action of ours does not have. A line for each step of the file. */
export function unexpectedInputs(text: string, suite: string): string[] {
  const { jobs = {} } = parse(text) as Workflow;
  return Object.values(jobs).flatMap(({ steps = [] }) => steps.flatMap((step) => unexpected(step, suite)));
}

/** The same for the steps in a composite action. */
export function unexpectedWithin(name: string, suite: string): string[] {
  return (read(suite, name).runs.steps ?? []).flatMap((step) => unexpected(step, suite));
}

function unexpected({ uses = '', with: given = {} }: Uses, suite: string): string[] {
  const name = /^sluice-actions\/sluice\/actions\/([\w-]+)@/.exec(uses)?.[1];
  if (name === undefined) return [];
  const known = Object.keys(read(suite, name).inputs ?? {});
  const unknown = Object.keys(given).filter((input) => !known.includes(input));
  const list = (names: readonly string[]) => names.map((one) => `'${one}'`).join(', ');
  return unknown.length > 0 ? [`Unexpected input(s) ${list(unknown)}, valid inputs are [${list(known)}]`] : [];
}
