import type { Rollout } from '../../../ports/journal.ts';
import type { Problem } from '../../../ports/service.ts';
import type { Resource } from '../api/api.ts';
import type { Backend } from '../backend.ts';
import type { Door } from '../door.ts';
import { journalName } from '../journal-name.ts';
import { corePath, type Site, workloadName } from '../site.ts';
import { neededRights, type Right } from './needed.ts';

export type Asked = Omit<Right, 'verbs'> & { readonly verb: string };

type Review = { readonly status?: { readonly allowed?: boolean } };

/**
 * Which of the rights that a rollout of this kind needs kubectl's user does not have, with the rules to add: a problem where nothing works
 * without, others for what only explains. `blind`: not even the workload may be read.
 */
export async function missingRights(
  site: Site,
  kind: Rollout['kind'],
  signal: AbortSignal,
): Promise<{ readonly problems: readonly Problem[]; readonly blind: boolean }> {
  const { workload } = site.service;
  const asked: Asked[] = neededRights(site.service, kind).flatMap(({ verbs, ...right }) => verbs.map((verb) => ({ ...right, verb })));
  const answers = await Promise.all(asked.map((right) => isAllowed(site, right, signal)));
  const missing = asked.filter((_, at) => !answers[at]);
  const has = (verb: string, resource: string, name?: string) =>
    !missing.some((right) => right.verb === verb && right.resource === resource && right.name === name);
  // Where it is there already, nobody has to make it.
  const journal = journalName(site.service.name, site.service.environment);
  const mayMake = has('create', 'configmaps') || (has('get', 'configmaps', journal) && (await journalIsThere(site, signal)));
  const lacking = missing.filter(({ spare, verb, resource }) => !spare && (verb !== 'create' || resource !== 'configmaps' || !mayMake));
  const spare = Map.groupBy(
    missing.filter((right) => right.spare !== undefined),
    (right) => right.spare as string,
  );
  const explained = await Promise.all([...spare].map(([what, some]) => lacks(site, what, some, signal)));
  const problems = [
    ...(await lacks(site, purposeOf(site, kind), lacking, signal)),
    ...explained.flat().map((problem) => ({ ...problem, unchecked: true })),
  ];
  return { problems, blind: !has('get', `${workload.kind}s`, workload.name) };
}

function purposeOf(site: Site, kind: Rollout['kind']): string {
  return kind === 'rolling' ? `to roll ${workloadName(site)}` : `to put a second version beside ${workloadName(site)}`;
}

/** The right to lead the Service to the other track, where that is lacking: its name is known only once it was found. */
export async function missingAtBackend(site: Site, { name }: Backend, signal: AbortSignal): Promise<readonly Problem[]> {
  const right = { group: '', resource: 'services', name, verb: 'patch' };
  return (await isAllowed(site, right, signal)) ? [] : lacks(site, 'to lead the Service to the next track', [right], signal);
}

/** The right to keep home's autoscaler from shrinking it, where that is lacking: its name too is known only once it was found. */
export async function missingAtScaler(site: Site, { metadata: { name } }: Resource, signal: AbortSignal): Promise<readonly Problem[]> {
  const right = { group: 'autoscaling', resource: 'horizontalpodautoscalers', name, verb: 'patch' };
  if (await isAllowed(site, right, signal)) return [];
  return lacks(site, `to keep ${workloadName(site)} as large as it is until the rollout is over`, [right], signal);
}

/** The right that the smoke test needs, where that is lacking. A Role may give it for one port of one Service only. */
export async function missingAtDoor(site: Site, { name, port }: Exclude<Door, string>, signal: AbortSignal): Promise<readonly Problem[]> {
  const right = { group: '', resource: 'services/proxy', name: `${name}:${port}`, verb: 'get' };
  return (await isAllowed(site, right, signal)) ? [] : lacks(site, 'for the smoke test', [right], signal);
}

/** A problem for each namespace whose Role lacks some. */
export async function lacks({ api }: Site, what: string, missing: readonly Asked[], signal: AbortSignal): Promise<readonly Problem[]> {
  const own = await api.namespace(signal);
  const byNamespace = Map.groupBy(missing, ({ namespace = own }) => namespace);
  return [...byNamespace].map(([namespace, some]) => {
    const message = `kubectl's user lacks rights in namespace ${namespace} ${what}. Add to the rules of its Role:`;
    return { message: [message, ...rulesOf(some)].join('\n') };
  });
}

export async function isAllowed(site: Site, { group, resource, name, verb, ...where }: Asked, signal: AbortSignal): Promise<boolean> {
  const [plural, subresource = ''] = resource.split('/');
  const namespace = where.namespace ?? (await site.api.namespace(signal));
  const resourceAttributes = { namespace, verb, group, resource: plural, subresource, ...(name !== undefined && { name }) };
  const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } };
  const answer = await site.api.create<Review>('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', review, signal);
  return answer !== 'exists' && answer.status?.allowed === true;
}

async function journalIsThere(site: Site, signal: AbortSignal): Promise<boolean> {
  const name = journalName(site.service.name, site.service.environment);
  return (await site.api.get(`${await corePath(site, 'configmaps', signal)}/${name}`, signal)) !== null;
}

/** As they stand under `rules:` of a Role, a line for each kind of object. */
export function rulesOf(missing: readonly Asked[]): string[] {
  const byKind = Map.groupBy(missing, ({ group, resource, name = '' }) => `${group}/${resource}/${name}`);
  return [...byKind.values()].map((some) => {
    const [{ group, resource, name }] = some as [Asked];
    const names = name === undefined ? '' : `, resourceNames: [${/^[\w.-]+$/.test(name) ? name : `"${name}"`}]`;
    return `- { apiGroups: ["${group}"], resources: [${resource}]${names}, verbs: [${some.map(({ verb }) => verb).join(', ')}] }`;
  });
}
