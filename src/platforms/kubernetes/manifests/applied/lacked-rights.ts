import type { Problem } from '../../../../ports/service.ts';
import { type Asked, isAllowed, lacks, rulesOf } from '../../check/rights.ts';
import type { Site } from '../../site.ts';
import { titleOf } from '../title.ts';
import type { Forbidden } from './dry-run.ts';

/** Which rights are missing where an apply was not allowed, as the rules to add; where none is, what the API server said. */
export async function lackedRights(site: Site, forbidden: readonly Forbidden[], signal: AbortSignal): Promise<readonly Problem[]> {
  const each = await Promise.all(forbidden.map(async (one) => ({ ...one, missing: await missingFor(site, one, signal) })));
  const byScope = Map.groupBy(
    each.flatMap(({ missing }) => missing),
    ({ namespace }) => (namespace === '' ? 'cluster' : 'namespace'),
  );
  const cluster = byScope.get('cluster') ?? [];
  const message = "kubectl's user lacks rights to apply the manifests. Add to the rules of its ClusterRole:";
  return [
    ...each.filter(({ missing }) => missing.length === 0).map(({ object, said }) => ({ message: `${titleOf(object)}: ${said}` })),
    ...(await lacks(site, 'to apply the manifests', byScope.get('namespace') ?? [], signal)),
    ...(cluster.length === 0 ? [] : [{ message: [message, ...rulesOf(cluster)].join('\n') }]),
  ];
}

async function missingFor(site: Site, { place, object, isThere }: Forbidden, signal: AbortSignal): Promise<readonly Asked[]> {
  const { group, resource, namespace } = place;
  const verbs = isThere ? ['get', 'patch'] : ['get', 'patch', 'create'];
  const asked = verbs.map((verb) => ({ group, resource, namespace: namespace ?? '', name: object.metadata.name, verb }));
  const answers = await Promise.all(asked.map((right) => isAllowed(site, right, signal)));
  return asked.filter((_, at) => !answers[at]);
}
