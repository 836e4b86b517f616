import type { Rollout } from '../../../ports/journal.ts';
import type { KubernetesService } from '../../../ports/service.ts';
import { journalName } from '../journal-name.ts';
import { nextName } from '../next.ts';
import { dialectOf } from '../router/route/dialects.ts';

/** One line of a Role. */
export type Right = {
  readonly group: string;
  readonly resource: string;
  readonly verbs: readonly string[];
  /** The only object of that kind that is meant. */
  readonly name?: string;
  /** Left out: the workload's own. */
  readonly namespace?: string;
  /** It works without, and this is what is missed. */
  readonly spare?: string;
};

const WATCHED = 'to say at once how a pod is, and why';
const SEEN = 'to see whether a NetworkPolicy means only the pods that run now';

/**
 * All that a rollout of this kind asks of the API server, the way back and the journal included; but for what only the names of its Service and
 * its autoscaler tell.
 */
export function neededRights(service: KubernetesService, kind: Rollout['kind']): readonly Right[] {
  return [
    ...workloadRights(service, kind),
    ...(kind === 'tracks' ? trackRights(service) : doorRights(service)),
    ...(service.manifests === null ? [] : manifestRights(service, kind)),
  ];
}

/** For what goes with a version; what its other objects need is found when they are tried. */
function manifestRights({ objects }: KubernetesService, kind: Rollout['kind']): readonly Right[] {
  const verbs = ['get', 'list', 'create', 'patch', 'delete'];
  const has = (wanted: string) => objects?.some(({ object }) => object['kind'] === wanted) ?? false;
  return [
    { group: '', resource: 'configmaps', verbs },
    ...(has('Secret') ? [{ group: '', resource: 'secrets', verbs }] : []),
    ...(has('Job') ? [{ group: 'batch', resource: 'jobs', verbs: ['get', 'create', 'watch', 'patch'] }] : []),
    { group: 'batch', resource: 'jobs', verbs: ['list', 'delete'] },
    ...(kind === 'tracks' ? [] : [{ group: 'autoscaling', resource: 'horizontalpodautoscalers', verbs: ['list'] }]),
  ];
}

/** To replace the pods of the workload. */
function workloadRights(service: KubernetesService, rollout: Rollout['kind']): readonly Right[] {
  const { kind, name } = service.workload;
  // What a pod belongs to is found in these; the pods of a StatefulSet say it themselves.
  const revisions = { deployment: 'replicasets', daemonset: 'controllerrevisions', statefulset: null }[kind];
  return [
    { group: 'apps', resource: `${kind}s`, name, verbs: ['get', 'patch'] },
    { group: 'apps', resource: `${kind}s`, name, verbs: ['watch'], spare: WATCHED },
    ...(revisions === null ? [] : [{ group: 'apps', resource: revisions, verbs: ['list'] }]),
    { group: '', resource: 'pods', verbs: kind === 'statefulset' ? ['list', 'delete'] : ['list'] },
    ...(rollout === 'tracks' ? [] : [{ group: '', resource: 'pods', verbs: ['watch'], spare: WATCHED }]),
    { group: '', resource: 'pods/log', verbs: ['get'], spare: WATCHED },
    { group: '', resource: 'events', verbs: ['list'], spare: WATCHED },
    // Its name is not known to the API server before it is made.
    { group: '', resource: 'configmaps', verbs: ['create'] },
    { group: '', resource: 'configmaps', name: journalName(service.name, service.environment), verbs: ['get', 'update'] },
  ];
}

function doorRights(service: KubernetesService): readonly Right[] {
  return service.smokeTest ? [backendRight(service)] : [];
}

/** To find the Service by which users reach the workload. */
function backendRight({ backend }: KubernetesService): Right {
  return { group: '', resource: 'services', ...(backend === null ? { verbs: ['list'] } : { name: backend, verbs: ['get'] }) };
}

/** To put a second version beside the workload, give it traffic, and take it away. */
function trackRights(service: KubernetesService): readonly Right[] {
  const next = nextName(service.workload.name);
  return [
    { group: 'apps', resource: 'deployments', verbs: ['create'] },
    { group: 'apps', resource: 'deployments', name: next, verbs: ['get', 'patch', 'delete'] },
    { group: 'apps', resource: 'deployments', name: next, verbs: ['watch'], spare: WATCHED },
    // Without a route a share is given by a label of pods.
    { group: '', resource: 'pods', verbs: service.route === null ? ['watch', 'patch'] : ['watch'] },
    ...(service.smokeTest ? [{ group: '', resource: 'pods/proxy', verbs: ['get'] }] : []),
    backendRight(service),
    { group: '', resource: 'services', verbs: ['create'] },
    { group: '', resource: 'services', name: next, verbs: ['get', 'delete'] },
    { group: 'discovery.k8s.io', resource: 'endpointslices', verbs: ['list', 'watch'] },
    { group: 'policy', resource: 'poddisruptionbudgets', verbs: ['list', 'create'] },
    { group: 'policy', resource: 'poddisruptionbudgets', name: next, verbs: ['get', 'delete'] },
    { group: 'autoscaling', resource: 'horizontalpodautoscalers', verbs: ['list', 'create'] },
    { group: 'autoscaling', resource: 'horizontalpodautoscalers', name: next, verbs: ['get', 'patch', 'delete'] },
    ...routeRights(service),
    { group: 'networking.k8s.io', resource: 'networkpolicies', verbs: ['list'], spare: SEEN },
  ];
}

function routeRights({ route }: KubernetesService): readonly Right[] {
  if (route === null) return [];
  const { kind, name, namespace } = route;
  const where = namespace === null ? {} : { namespace };
  const { api, lacking } = dialectOf(route);
  const [group = ''] = api.split('/');
  // Where no controller says what it has seen, there is nothing to be watched.
  const verbs = lacking === undefined ? ['get', 'patch'] : ['get', 'patch', 'watch'];
  return [{ group, resource: `${kind}s`, name, ...where, verbs }];
}
