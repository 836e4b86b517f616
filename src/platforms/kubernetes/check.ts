import type { Problem } from '../../ports/service.ts';
import { absent } from './absent.ts';
import { containerProblems } from './containers.ts';
import { door } from './door.ts';
import { drainHint } from './drain.ts';
import { others } from './others.ts';
import { owners } from './owners.ts';
import { missingAtDoor, missingRights } from './rights.ts';
import { servingProblems } from './serving.ts';
import { type Site, workloadName } from './site.ts';
import { readObserved, underway } from './underway.ts';
import type { Workload } from './workload.ts';

/** What would fail later, or would be undone by others, found without writing. What cannot be seen for want of a right is left out: the right is named. */
export async function check(site: Site, signal: AbortSignal): Promise<readonly Problem[]> {
  const { problems, blind } = await missingRights(site, signal);
  if (blind) return problems;
  const workload = await readObserved(site, signal);
  if (workload === null) return [...problems, { message: await absent(site, signal) }];
  const mayAll = problems.every(({ unchecked }) => unchecked);
  return [...problems, ...(await problemsOf(site, workload, mayAll, signal))];
}

async function problemsOf(site: Site, workload: Workload, mayAll: boolean, signal: AbortSignal): Promise<readonly Problem[]> {
  const { template } = workload.spec;
  const labels = template.metadata?.labels ?? {};
  const name = workloadName(site);
  const rolling = underway(site.service, workload);
  const found = site.service.smokeTest && mayAll ? await door(site, labels, signal) : null;
  const hint = drainHint(template.spec);
  return [
    ...containerProblems(site, template).map((message) => ({ message })),
    ...servingProblems(site, workload),
    ...(rolling === null ? [] : [elsewhere(site, `${name} is being rolled, and Sluice did not begin that (${rolling})`)]),
    ...(typeof found === 'string' ? [{ message: found }] : found === null ? [] : await missingAtDoor(site, found, signal)),
    ...(await others(site, labels, signal)),
    ...[...owners(workload, name), ...(hint === null ? [] : [hint])].map((message) => ({ message, unchecked: true })),
  ];
}

function elsewhere({ service }: Site, message: string): Problem {
  const { kind, name } = service.workload;
  const wait = `wait for its end (\`kubectl rollout status ${kind}/${name}\`), or put back what was there before`;
  return { code: 'managed-elsewhere', message: `${message}: ${wait}.` };
}
