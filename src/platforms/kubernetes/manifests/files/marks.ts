import { nearest } from '../../../../units/nearest.ts';
import { quoted } from '../../../../units/problem.ts';
import type { Manifest } from '../object.ts';

const RUN = 'sluice-actions.github.io/run';
const HOOK = 'helm.sh/hook';
const WEIGHT = 'helm.sh/hook-weight';

type Moment = 'before' | 'after';

/** When Helm's hooks run here; null: never, as with an install and an upgrade of Helm. */
const HOOKS: Readonly<Record<string, Moment | null>> = {
  'pre-install': 'before',
  'pre-upgrade': 'before',
  'post-install': 'after',
  'post-upgrade': 'after',
  'pre-delete': null,
  'post-delete': null,
  'pre-rollback': null,
  'post-rollback': null,
  test: null,
  'test-success': null,
  'test-failure': null,
  'crd-install': 'before',
};

/** What is done with an object: a Job runs at its moment, `left-out` is for another time, and all else is applied. */
export type Use = Moment | 'left-out' | 'rest';

/** What the marks on an object say is done with it, or what is wrong with them, with what to write. */
export function useOf(object: Manifest): Use | { readonly problem: string } {
  const annotations = object.metadata.annotations ?? {};
  const run = annotations[RUN];
  const hooks = (annotations[HOOK] ?? '').split(',').map((one) => one.trim());
  const given = hooks.filter((one) => one !== '');
  const unknown = given.find((one) => !Object.hasOwn(HOOKS, one));
  if (unknown !== undefined) {
    const near = nearest(unknown, Object.keys(HOOKS));
    return wrong(`\`${HOOK}: ${quoted(unknown)}\` is no hook of Helm: write ${near ?? 'pre-upgrade or post-upgrade'}, or take it out`);
  }
  if (run !== undefined && run !== 'before' && run !== 'after')
    return wrong(`\`${RUN}: ${quoted(run)}\` says no time: write \`${RUN}: before\` or \`${RUN}: after\``);
  const moments = [...new Set(given.map((one) => HOOKS[one] as Moment | null))];
  if (isJob(object)) return jobUse(run ?? null, moments);
  if (run !== undefined) return wrong(`\`${RUN}\` does something on a Job only: take it out`);
  return given.length > 0 && moments.every((moment) => moment === null) ? 'left-out' : 'rest';
}

function jobUse(run: Moment | null, all: readonly (Moment | null)[]): Use | { readonly problem: string } {
  const moments = all.filter((moment) => moment !== null);
  if (run !== null) {
    if (moments.length === 0 || moments.includes(run)) return run;
    return wrong(`\`${RUN}: ${run}\` says ${run} the rollout, and \`${HOOK}\` says ${moments[0]} it: take one out`);
  }
  const [first] = moments;
  if (moments.length > 1) return wrong(`its \`${HOOK}\` says both before and after a rollout: add \`${RUN}: before\` or \`${RUN}: after\``);
  if (first !== undefined) return first;
  if (all.length > 0) return 'left-out';
  const lines = (moment: Moment) => `\`annotations: { ${RUN}: ${moment} }\``;
  return wrong(
    `it does not say when it runs: add under its \`metadata\` ${lines('before')} (once in a rollout, before the first instance) or ${lines('after')} (once, after the promotion)`,
  );
}

export function isJob({ apiVersion, kind }: Manifest): boolean {
  return kind === 'Job' && apiVersion.startsWith('batch/');
}

/** Jobs of one moment in the order in which they run: by Helm's weight, then by name. */
export function inTurn(jobs: readonly Manifest[]): readonly Manifest[] {
  // As Helm does: what is no number weighs nothing.
  const weight = ({ metadata }: Manifest) => Number.parseInt(metadata.annotations?.[WEIGHT] ?? '', 10) || 0;
  return jobs.toSorted((a, b) => weight(a) - weight(b) || (a.metadata.name < b.metadata.name ? -1 : 1));
}

function wrong(problem: string): { readonly problem: string } {
  return { problem };
}
