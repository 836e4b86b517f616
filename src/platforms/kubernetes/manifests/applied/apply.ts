import { Refused } from '../../../../ports/reason.ts';
import type { Problem } from '../../../../ports/service.ts';
import type { Resource } from '../../api/api.ts';
import type { Site } from '../../site.ts';
import { accepted } from '../../tracks/accepted.ts';
import type { Manifest } from '../object.ts';
import { adopted, isPredecessors } from './adopt.ts';
import { belonging } from './belonging.ts';
import { asStored } from './content.ts';
import { established, isDefinition } from './definitions.ts';
import { type DryRun, dryRun, placed } from './dry-run.ts';
import { type Place, places } from './kinds.ts';
import { lackedRights } from './lacked-rights.ts';

/**
 * Makes objects, or sets what the manifests say of them, in this order; nothing is deleted. What `kubectl apply` or `kubectl create` set before is
 * ours from here on. A kind is waited for where its definition is among them. Throws `Refused` before the first write where any would be
 * refused, and where one is refused later.
 */
export async function applyObjects(site: Site, objects: readonly Manifest[], signal: AbortSignal): Promise<void> {
  const place = places(site);
  if (await isDoubtful(site, objects, signal)) {
    for (const object of objects) {
      const at = await placed(place, object, signal);
      if (typeof at !== 'string') await adopted(site, at.path, signal);
    }
    await isDoubtful(site, objects, signal);
  }
  for (const object of objects) {
    const at = await place(object, signal);
    await accepted(applied(site, at, asStored(object), signal));
    if (isDefinition(object)) await established(site, object, at, signal);
  }
}

/** Whether something cannot be known before it is applied. Throws `Refused` with all that is certain to be refused. */
async function isDoubtful(site: Site, objects: readonly Manifest[], signal: AbortSignal): Promise<boolean> {
  const problems = await applyProblems(site, objects, signal);
  const certain = problems.filter(({ unchecked }) => !unchecked);
  const [first] = certain;
  if (first !== undefined) throw new Refused(first.code ?? 'precondition', certain.map(({ message }) => message).join('\n'));
  return problems.length > 0;
}

/**
 * All that the API server would say no to: values that it does not take, fields that belong to somebody else, kinds that it does not know, and
 * rights that kubectl's user lacks. It is asked not to write anything. What only comes to be with these objects is not asked for.
 */
export async function applyProblems(site: Site, objects: readonly Manifest[], signal: AbortSignal): Promise<readonly Problem[]> {
  const place = places(site);
  const runs: readonly DryRun[] = await Promise.all(objects.map((object) => dryRun(site, place, objects, object, signal)));
  const forbidden = runs.flatMap(({ forbidden: one }) => one ?? []);
  return [...runs.flatMap(({ problems }) => problems), ...(await lackedRights(site, forbidden, signal))];
}

/** Takes fields from predecessors only, and only as long as nobody changed the object since it was known that they are theirs. */
async function applied(site: Site, { path }: Place, object: Manifest, signal: AbortSignal): Promise<void> {
  for (;;) {
    const present = await adopted(site, path, signal);
    const answer = await site.api.apply<Resource>(path, object, signal);
    if (answer === 'conflict') continue;
    if ('applied' in answer) return;
    const others = answer.conflicts.filter((one) => !isPredecessors(one));
    if (others.length > 0) throw new Refused('managed-elsewhere', belonging(object, others).join('\n'));
    const { resourceVersion } = present?.metadata ?? {};
    // Without it, what somebody else set meanwhile would be taken too.
    if (resourceVersion === undefined) continue;
    const exact = { ...object, metadata: { ...object.metadata, resourceVersion } };
    const forced = await site.api.apply<Resource>(path, exact, signal, { force: true });
    if (forced !== 'conflict') return;
  }
}
