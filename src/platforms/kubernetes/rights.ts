import type { KubernetesService, Problem } from '../../ports/service.ts';
import type { Door } from './door.ts';
import { journalName } from './journal-name.ts';
import { corePath, type Site, workloadName } from './site.ts';

/** One line of a Role. `name`: the only object of that kind that is meant. `spare`: without it less is explained, or later. */
type Right = {
  readonly group: string;
  readonly resource: string;
  readonly verbs: readonly string[];
  readonly name?: string;
  readonly spare?: true;
};

type Asked = Omit<Right, 'verbs'> & { readonly verb: string };

type Review = { readonly status?: { readonly allowed?: boolean } };

/** All that a rolling update asks of the API server, the way back and the journal included. */
function neededRights(service: KubernetesService): readonly Right[] {
  const { kind, name } = service.workload;
  const journal = journalName(service.name, service.environment);
  // What a pod belongs to is found in these; the pods of a StatefulSet say it themselves.
  const revisions = { deployment: 'replicasets', daemonset: 'controllerrevisions', statefulset: null }[kind];
  return [
    { group: 'apps', resource: `${kind}s`, name, verbs: ['get', 'patch'] },
    { group: 'apps', resource: `${kind}s`, name, verbs: ['watch'], spare: true },
    ...(revisions === null ? [] : [{ group: 'apps', resource: revisions, verbs: ['list'] }]),
    { group: '', resource: 'pods', verbs: kind === 'statefulset' ? ['list', 'delete'] : ['list'] },
    { group: '', resource: 'pods', verbs: ['watch'], spare: true },
    { group: '', resource: 'pods/log', verbs: ['get'], spare: true },
    { group: '', resource: 'events', verbs: ['list'], spare: true },
    // Its name is not known to the API server before it is made.
    { group: '', resource: 'configmaps', verbs: ['create'] },
    { group: '', resource: 'configmaps', name: journal, verbs: ['get', 'update'] },
    ...(service.smokeTest ? [{ group: '', resource: 'services', verbs: ['list'] }] : []),
  ];
}

/**
 * Which of them kubectl's user does not have, with the rules to add: a problem where nothing works without, another one for what only
 * explains. `blind`: not even the workload may be read.
 */
export async function missingRights(
  site: Site,
  signal: AbortSignal,
): Promise<{ readonly problems: readonly Problem[]; readonly blind: boolean }> {
  const asked: Asked[] = neededRights(site.service).flatMap(({ verbs, ...right }) => verbs.map((verb) => ({ ...right, verb })));
  const answers = await Promise.all(asked.map((right) => isAllowed(site, right, signal)));
  const missing = asked.filter((_, at) => !answers[at]);
  const needed = missing.filter(({ spare }) => !spare);
  const has = (verb: string, resource: string) => !missing.some((right) => right.verb === verb && right.resource === resource);
  // Where it is there already, nobody has to make it.
  const mayMake = has('create', 'configmaps') || (has('get', 'configmaps') && (await journalIsThere(site, signal)));
  const lacking = needed.filter(({ verb }) => verb !== 'create' || !mayMake);
  const spare = missing.filter((right) => right.spare);
  const problems = [
    ...(lacking.length > 0 ? [await lack(site, `to roll ${workloadName(site)}`, lacking, signal)] : []),
    ...(spare.length > 0 ? [{ ...(await lack(site, 'to say at once how a pod is, and why', spare, signal)), unchecked: true }] : []),
  ];
  return { problems, blind: !has('get', `${site.service.workload.kind}s`) };
}

/** The right that the smoke test needs, where that is lacking. A Role may give it for one port of one Service only. */
export async function missingAtDoor(site: Site, { name, port }: Exclude<Door, string>, signal: AbortSignal): Promise<readonly Problem[]> {
  const right = { group: '', resource: 'services/proxy', name: `${name}:${port}`, verb: 'get' };
  return (await isAllowed(site, right, signal)) ? [] : [await lack(site, 'for the smoke test', [right], signal)];
}

async function lack({ api }: Site, what: string, missing: readonly Asked[], signal: AbortSignal): Promise<Problem> {
  const message = `kubectl's user lacks rights in namespace ${await api.namespace(signal)} ${what}. Add to the rules of its Role:`;
  return { message: [message, ...rulesOf(missing)].join('\n') };
}

async function isAllowed(site: Site, { group, resource, name, verb }: Asked, signal: AbortSignal): Promise<boolean> {
  const [plural, subresource = ''] = resource.split('/');
  const namespace = await site.api.namespace(signal);
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
function rulesOf(missing: readonly Asked[]): string[] {
  const byKind = Map.groupBy(missing, ({ group, resource, name = '' }) => `${group}/${resource}/${name}`);
  return [...byKind.values()].map((some) => {
    const [{ group, resource, name }] = some as [Asked];
    const names = name === undefined ? '' : `, resourceNames: [${/^[\w.-]+$/.test(name) ? name : `"${name}"`}]`;
    return `- { apiGroups: ["${group}"], resources: [${resource}]${names}, verbs: [${some.map(({ verb }) => verb).join(', ')}] }`;
  });
}
