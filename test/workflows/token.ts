import type { State } from '../fakes/github/state.ts';
import { callerOf, type Line } from './told.ts';
import type { Job, Permissions } from './yaml.ts';

/** Jobs by id, of the file that is run and, by the id of the job that calls it, of each file that it uses. */
export type AllJobs = { readonly own: Readonly<Record<string, Job>>; readonly called: Readonly<Record<string, Record<string, Job>>> };

/** Gives the token what the job that starts may. There is one token for all: jobs that run at once must have the same. */
export function tokenOf(state: State, { own, called }: AllJobs): (line: Line) => void {
  const running = new Map<string, string>();
  return (line) => {
    const { job = '', jobID = '', step, jobResult } = line;
    if (jobResult) running.delete(job);
    if (step !== 'Set up job' || running.has(job)) return;
    const caller = callerOf(line, own);
    const permissions = caller === null ? own[jobID]?.permissions : (called[caller]?.[jobID]?.permissions ?? own[caller]?.permissions);
    const granted = grant(Object.keys(state.permissions), permissions ?? {});
    for (const [other, theirs] of running) {
      if (theirs !== JSON.stringify(granted)) throw new Error(`${job} and ${other} ran at once, with other permissions: concurrentJobs: 1`);
    }
    running.set(job, JSON.stringify(granted));
    Object.assign(state.permissions, granted);
  };
}

/** What is not named is denied, as on GitHub. */
export function grant(names: readonly string[], permissions: Permissions): Record<string, string> {
  const of = (name: string) =>
    typeof permissions === 'string' ? permissions.replace('-all', '') : (permissions[name.replaceAll('_', '-')] ?? 'none');
  return Object.fromEntries(names.map((name) => [name, of(name)]));
}
