import { nearest } from '../../../units/nearest.ts';
import type { Api, List, Resource } from '../api/api.ts';
import { appsPath, type Site, workloadName } from '../site.ts';

const KINDS = ['deployment', 'statefulset', 'daemonset'] as const;
const MOST_NAMED = 20;

/** What to write instead of a workload that is not there: all that are there, and the one that was most likely meant. */
export async function absent(site: Site, signal: AbortSignal): Promise<string> {
  const { api, service } = site;
  const there = (await Promise.all(KINDS.map((kind) => named(site, kind, signal)))).flat();
  const namespace = await api.namespace(signal);
  const missing = `There is no ${workloadName(site)} in namespace ${namespace} (${api.place})`;
  if (there.length === 0)
    return `${missing}, and no other workload can be seen there: apply its manifest first, or name its file with \`manifests\`, or correct \`namespace\` or \`context\`.`;
  const wanted = `${service.workload.kind}/${service.workload.name}`;
  const meant = there.find((one) => one.endsWith(`/${service.workload.name}`)) ?? nearest(wanted, there);
  const shown = `${there.slice(0, MOST_NAMED).join(', ')}${there.length > MOST_NAMED ? ` and ${there.length - MOST_NAMED} more` : ''}`;
  const change = meant === null ? 'correct `workload` or `namespace`' : `write \`workload: ${meant}\` if that is it`;
  return `${missing}; there is ${shown}: ${change}, or apply its manifest first, or name its file with \`manifests\`.`;
}

async function named(site: Site, kind: (typeof KINDS)[number], signal: AbortSignal): Promise<string[]> {
  // Who may not list them may still roll the one that the service file names.
  const list = await all(site.api, await appsPath(site, `${kind}s`, signal), signal);
  return list.map(({ metadata }) => `${kind}/${metadata.name}`).sort();
}

async function all(api: Api, path: string, signal: AbortSignal): Promise<readonly Resource[]> {
  const list = await api.get<List<Resource>>(path, signal).catch(() => null);
  signal.throwIfAborted();
  return list?.items ?? [];
}
