import type { List, Resource } from '../../api/api.ts';
import { readable } from '../../check/installed.ts';
import { nextSite } from '../../next.ts';
import { appsPath, corePath, type Site } from '../../site.ts';
import { readWorkload } from '../../workload/workload.ts';
import { jobMark } from '../jobs/job-object.ts';
import { COPY } from './copy.ts';

const KINDS = { ConfigMap: 'configmaps', Secret: 'secrets' } as const;

/**
 * Deletes copies of configuration that were made for a version of this service, and that no version needs any more: neither the workload, nor its
 * next track, nor a revision that their controllers keep to go back to.
 * @param kept copies that are needed besides, such as `ConfigMap/shop-1a2b3c4d`
 */
export async function removeUnused(site: Site, kept: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
  const found = await copies(site, signal);
  const candidates = found.filter(({ title }) => !kept.has(title));
  if (candidates.length === 0) return;
  const used = await templates(site, signal);
  for (const { name, path } of candidates) {
    // Wherever it stands: who calls a copy by its name needs it.
    if (!used.includes(name)) await site.api.remove(path, signal);
  }
}

type Copy = { readonly title: string; readonly name: string; readonly path: string };

async function copies(site: Site, signal: AbortSignal): Promise<readonly Copy[]> {
  const query = { labelSelector: `${COPY}=${jobMark(site)}` };
  const each = await Promise.all(
    Object.entries(KINDS).map(async ([kind, plural]) => {
      const all = await corePath(site, plural, signal);
      // Who may not list Secrets made no copy of one.
      const list = await readable(() => site.api.get<List<Resource>>(all, signal, query));
      const items = list === 'forbidden' ? [] : (list?.items ?? []);
      return items.map(({ metadata: { name } }) => ({ title: `${kind}/${name}`, name, path: `${all}/${encodeURIComponent(name)}` }));
    }),
  );
  return each.flat();
}

/** All that the controllers of the workload and its next track make pods of, now or when they go back, as one text. */
async function templates(site: Site, signal: AbortSignal): Promise<string> {
  const both = [site, nextSite(site)].map(async (one) => {
    // Who may not look at a next track has none.
    const workload = await (one === site ? readWorkload(one, signal) : readable(() => readWorkload(one, signal)));
    if (workload === null || workload === 'forbidden') return [];
    const plural = one.service.workload.kind === 'deployment' ? 'replicasets' : 'controllerrevisions';
    const list = await site.api.get<List<Resource>>(await appsPath(one, plural, signal), signal);
    const revisions = (list?.items ?? []).filter(({ metadata }) =>
      metadata.ownerReferences?.some(({ uid }) => uid === workload.metadata.uid),
    );
    return [workload, ...revisions];
  });
  return JSON.stringify(await Promise.all(both));
}
