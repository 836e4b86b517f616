import type { Problem } from '../../../ports/service.ts';
import type { Backend } from '../backend.ts';
import { nextName, TRACK } from '../next.ts';
import { isEnding, listPods, type Pod } from '../pods/pods.ts';
import { labelSelector } from '../selector.ts';
import { type Site, workloadName } from '../site.ts';
import { readable } from './installed.ts';

const HASH = 'pod-template-hash';

/** Other workloads whose pods the Service leads to as well, by what these pods say of themselves: no right is needed but to list them. */
export async function neighbours(site: Site, backend: Backend, signal: AbortSignal): Promise<readonly Problem[]> {
  const query = { labelSelector: labelSelector({ matchLabels: backend.selector }) };
  const list = await readable(() => listPods(site, query, signal));
  const items = list === 'forbidden' ? [] : list.items;
  const owners = new Set(items.filter((pod) => !isOver(pod) && !isOfNext(site, pod)).flatMap(ownerOf));
  owners.delete(workloadName(site));
  if (owners.size === 0) return [];
  const both = [workloadName(site), ...[...owners].sort()].join(' and ');
  const message = `${both} stand behind the Service ${backend.name}, so that nobody can tell whose version its callers get: give the others a label of their own, and the Service one that only ${workloadName(site)} has, or delete what is not needed.`;
  return [{ code: 'managed-elsewhere', message }];
}

/** Gets no requests any more. */
function isOver(pod: Pod): boolean {
  return isEnding(pod) || pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

function isOfNext({ service }: Site, { metadata }: Pod): boolean {
  return metadata.labels?.[TRACK] === nextName(service.workload.name);
}

/** What keeps a pod, as people name it. One that runs once, or that nobody keeps, is no version of the service. */
function ownerOf({ metadata }: Pod): readonly string[] {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  if (owner === undefined || owner.kind === 'Job') return [];
  const end = `-${metadata.labels?.[HASH]}`;
  // A Deployment's pods belong to a ReplicaSet of its own, which is named after both.
  const isOfDeployment = owner.kind === 'ReplicaSet' && owner.name.endsWith(end);
  return [isOfDeployment ? `deployment ${owner.name.slice(0, -end.length)}` : `${owner.kind.toLowerCase()} ${owner.name}`];
}
