import type { Operation } from '../api/api.ts';
import { nextSite } from '../next.ts';
import { annotating } from '../ours.ts';
import { type Site, workloadName, workloadPath } from '../site.ts';
import { readWorkload, type Workload } from '../workload/workload.ts';
import { untilDone } from './overtaken.ts';

/** On the Deployment of the next track: the weight that was asked for last, of which its pods can be further away than another one. */
const WEIGHT = 'sluice-actions.github.io/weight';

/** null where none was asked for. */
export function askedWeight(next: Workload | null): number | null {
  const weight = Number(next?.metadata.annotations?.[WEIGHT]);
  return Number.isInteger(weight) ? weight : null;
}

/** Throws a plain error where there is no next track. */
export async function askWeight(site: Site, weight: number, signal: AbortSignal): Promise<void> {
  const next = nextSite(site);
  await untilDone(workloadName(next), async () => {
    const found = await readWorkload(next, signal);
    if (found === null) throw new Error(`there is no ${workloadName(next)} that could get traffic`);
    if (askedWeight(found) === weight) return true;
    const done = await site.api.patch(await workloadPath(next, signal), annotate(found, `${weight}`), signal);
    return done !== null && done !== 'conflict';
  });
}

function annotate(next: Workload, value: string): Operation[] {
  return [{ op: 'test', path: '/metadata/uid', value: next.metadata.uid }, annotating(next, WEIGHT, value)];
}
