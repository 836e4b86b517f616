import type { Problem } from '../../../ports/service.ts';
import { isEqual } from '../../../units/digest.ts';
import type { Labels, ServiceResource } from '../backend.ts';
import type { Manifests } from '../manifests/object.ts';
import { selects } from '../selector.ts';
import { corePath, type Site } from '../site.ts';
import type { Workload } from '../workload/workload.ts';
import { readable } from './installed.ts';
import { targetProblems } from './target-port.ts';

/**
 * Services that lead to the pods that run now, and would not lead to these, or to a port of theirs, or to those of the manifests: they are applied before the first new pod, and
 * stay as they are where the version goes back.
 * @param selector of the Service by which users reach the workload; null where that is not known
 */
export async function ledProblems(
  site: Site,
  { rest, workload: made }: Manifests,
  { spec }: Workload,
  selector: Labels | null,
  signal: AbortSignal,
): Promise<readonly Problem[]> {
  const [now, then] = [spec, made.spec].map(({ template }) => template.metadata?.labels ?? {}) as [Labels, Labels];
  const path = await corePath(site, 'services', signal);
  const own = rest.filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Service') as readonly ServiceResource[];
  const each = await Promise.all(
    own.map(async (said) => {
      const found = await readable(() => site.api.get<ServiceResource>(`${path}/${said.metadata.name}`, signal));
      return found === null || found === 'forbidden' ? [] : [{ said, present: found }];
    }),
  );
  const leading = each.flat().filter(({ present }) => selects(present.spec?.selector, now));
  const lost = leading.flatMap(({ said, present }) => {
    const name = `Service ${said.metadata.name}`;
    const wanted = said.spec?.selector;
    if (!selects(wanted, now)) return [{ message: leadsAway(name, wanted, now) }];
    if (!selects(wanted, then)) return [{ message: leadsNowhere(name, wanted ?? {}, then) }];
    return targetProblems(said, present, spec.template).map((message) => ({ message }));
  });
  const isApplied = leading.some(({ present }) => isEqual(present.spec?.selector ?? null, selector));
  if (selector === null || isApplied || !selects(selector, now) || selects(selector, then)) return lost;
  return [...lost, { message: leadsNowhere('The Service by which users reach it', selector, then) }];
}

function leadsAway(name: string, wanted: Labels | undefined, now: Labels): string {
  const [key, value] = Object.entries(wanted ?? {}).find(([label, said]) => now[label] !== said) ?? [];
  const why = key === undefined ? 'it has no selector' : `they have no label \`${key}: ${value}\``;
  return `${name}: it would not lead to the pods that run now any more, and nothing would serve: ${why}. Deploy the labels first, with the selector as it is, and the selector with the next version.`;
}

function leadsNowhere(name: string, wanted: Labels, then: Labels): string {
  const [key, value] = Object.entries(wanted).find(([label, said]) => then[label] !== said) ?? [];
  return `${name} would not lead to the pods of the manifests: write \`${key}: ${value}\` under their \`spec.template.metadata.labels\`.`;
}
