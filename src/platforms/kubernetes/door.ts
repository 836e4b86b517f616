import type { List, Resource } from './api.ts';
import { selects } from './others.ts';
import { corePath, type Site, workloadName } from './site.ts';

type Service = Resource & {
  readonly spec?: {
    readonly clusterIP?: string;
    readonly selector?: Readonly<Record<string, string>>;
    readonly ports?: readonly { readonly name?: string; readonly port: number }[];
  };
};

/** Where the service is asked: a Service and its port; or, in a sentence, why there is none. */
export type Door = { readonly name: string; readonly port: number } | string;

/**
 * The Service that leads to pods with these labels. Of several, the one with a name of ours; headless ones, which a StatefulSet has for names,
 * count only where there is no other.
 */
export async function door(site: Site, podLabels: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Door> {
  const all = (await site.api.get<List<Service>>(await corePath(site, 'services', signal), signal))?.items ?? [];
  const leading = all.filter(({ spec }) => selects(spec?.selector, podLabels) && (spec?.ports ?? []).length > 0);
  const balanced = leading.filter(({ spec }) => spec?.clusterIP !== 'None');
  const choice = balanced.length > 0 ? balanced : leading;
  const names = [site.service.name, site.service.workload.name];
  const chosen = choice.length === 1 ? choice[0] : choice.find(({ metadata }) => names.includes(metadata.name));
  const port = chosen?.spec?.ports?.[0]?.port;
  if (chosen !== undefined && port !== undefined) return { name: chosen.metadata.name, port };
  const pods = `the pods of ${workloadName(site)}`;
  if (choice.length === 0) return `No Service selects ${pods}: make one, or take \`smoke-test\` out.`;
  const several = choice.map(({ metadata }) => metadata.name).join(', ');
  return `Several Services select ${pods} (${several}), and none is named ${names[0]}: name the one that users reach so, or take \`smoke-test\` out.`;
}
