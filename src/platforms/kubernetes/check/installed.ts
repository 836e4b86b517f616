import { Refused } from '../../../ports/reason.ts';
import type { Api, List, Resource } from '../api/api.ts';
import type { Site } from '../site.ts';

export type Groups = {
  readonly groups: readonly { readonly name: string; readonly preferredVersion: { readonly groupVersion: string } }[];
};
type Kinds = { readonly resources: readonly { readonly name: string }[] };

/** What API groups the cluster has. */
export async function groups({ api }: Site, signal: AbortSignal): Promise<Groups | 'forbidden'> {
  return readable(async () => (await api.get<Groups>('/apis', signal)) ?? { groups: [] });
}

/** All objects of a kind that may not be installed. */
export async function listed<T extends Resource>(
  api: Api,
  { group, plural }: { readonly group: string; readonly plural: string },
  known: Groups,
  signal: AbortSignal,
): Promise<readonly T[] | 'forbidden'> {
  const version = known.groups.find(({ name }) => name === group)?.preferredVersion.groupVersion;
  if (version === undefined) return [];
  return readable(async () => {
    // The group may be there without it: Argo CD has the same one as Argo Rollouts.
    const kinds = await api.get<Kinds>(`/apis/${version}`, signal);
    if (!kinds?.resources.some(({ name }) => name === plural)) return [];
    const namespace = encodeURIComponent(await api.namespace(signal));
    return (await api.get<List<T>>(`/apis/${version}/namespaces/${namespace}/${plural}`, signal))?.items ?? [];
  });
}

/** What is read; `forbidden` where kubectl's user lacks the right to. */
export async function readable<T>(read: () => Promise<T>): Promise<T | 'forbidden'> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Refused) return 'forbidden';
    throw error;
  }
}
