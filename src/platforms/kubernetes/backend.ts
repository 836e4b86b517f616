import type { List, Resource } from './api/api.ts';
import { nextName } from './next.ts';
import { ourAnnotation } from './ours.ts';
import { labelSelector, selects } from './selector.ts';
import { corePath, type Site, workloadName } from './site.ts';
import { lastWriter } from './workload/drift.ts';
import type { Workload } from './workload/workload.ts';

export type Labels = Readonly<Record<string, string>>;

export type ServicePort = {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: number | string;
  readonly protocol?: string;
  readonly appProtocol?: string;
};

export type ServiceResource = Resource & {
  readonly spec?: {
    readonly clusterIP?: string;
    readonly selector?: Labels;
    readonly ports?: readonly (ServicePort & { readonly nodePort?: number })[];
  };
};

/** The Service by which users reach the workload. */
export type Backend = {
  readonly name: string;
  readonly ports: readonly ServicePort[];
  /** As its user wrote it, also while it leads to the next track. */
  readonly selector: Labels;
  /** The label of the selector by which tracks are told apart; its value on home's pods is `selector[key]`. */
  readonly key: string;
  /** Whether it leads to the next track. */
  readonly switched: boolean;
  /** As it was read. */
  readonly object: ServiceResource;
};

/** On the Service, in the same write as the selector that leads to the next track: what {@link Switch} says. */
export const SWITCH = 'sluice-actions.github.io/selector';

/** One label of a Service's selector: what its user wrote, and what leads to the next track. */
export type Switch = { readonly key: string; readonly was: string; readonly set: string };

type Unclear = { readonly names: readonly string[]; readonly aside: ServiceResource | null };

/** The Service before a workload whose traffic can be moved; a sentence where there is none, or several. */
export async function backendOf(site: Site, home: Workload, signal: AbortSignal): Promise<Backend | string> {
  const found = await serviceOf(site, home.spec.template.metadata?.labels ?? {}, signal);
  if ('names' in found) return missing(site, found);
  const { name } = found.metadata;
  if (isHeadless(found)) {
    const why = 'its callers take the addresses of pods from DNS and keep them, so that nobody can shift its traffic';
    return `The Service ${name} is headless: ${why}. Make one without \`clusterIP: None\`, and let callers use that.`;
  }
  const present = switchOf(site, found);
  const selector = ownSelector(site, found);
  const keys = Object.keys(selector).toSorted();
  const apart = keys.find((one) => one === present?.key) ?? keys.find((one) => home.spec.selector.matchLabels?.[one] !== undefined);
  const key = apart ?? (keys[0] as string);
  const ports = (found.spec?.ports ?? []).map(({ nodePort: _own, ...port }) => port);
  return { name, ports, selector, key, switched: present !== null && found.spec?.selector?.[key] === present.set, object: found };
}

/** The switch that is noted on a Service for the next track of this workload; null: none. Its selector may be another one again. */
export function switchOf(site: Site, service: ServiceResource): Switch | null {
  try {
    const noted = JSON.parse(ourAnnotation(service, SWITCH) ?? 'null') as Partial<Switch> | null;
    const isWhole = typeof noted?.key === 'string' && typeof noted.was === 'string';
    return isWhole && noted.set === nextName(site.service.workload.name) ? (noted as Switch) : null;
  } catch {
    return null;
  }
}

/**
 * The Service that leads to pods with these labels, or would if it were not switched. Of several, the one with a name of ours; headless ones,
 * which a StatefulSet has for names, count only where there is no other. Where it cannot be told: the names of all that do, and
 * where none does, the one with a name of ours that leads elsewhere.
 */
export async function serviceOf(site: Site, podLabels: Labels, signal: AbortSignal): Promise<ServiceResource | Unclear> {
  const { name, workload } = site.service;
  const all = await candidates(site, signal);
  // Also the one that we switched, whatever somebody has made of its selector since.
  const isOurs = (one: ServiceResource) => selects(ownSelector(site, one), podLabels) || switchOf(site, one) !== null;
  const leading = all.filter((one) => isOurs(one) && (one.spec?.ports ?? []).length > 0);
  const balanced = leading.filter((one) => !isHeadless(one));
  const choice = balanced.length > 0 ? balanced : leading;
  const names = [name, workload.name];
  const chosen = choice.length === 1 ? choice[0] : choice.find(({ metadata }) => names.includes(metadata.name));
  if (chosen !== undefined) return chosen;
  const aside = choice.length > 0 ? undefined : all.find(({ metadata }) => names.includes(metadata.name));
  return { names: choice.map(({ metadata }) => metadata.name), aside: aside ?? null };
}

async function candidates(site: Site, signal: AbortSignal): Promise<readonly ServiceResource[]> {
  const path = await corePath(site, 'services', signal);
  const { backend } = site.service;
  if (backend === null) return (await site.api.get<List<ServiceResource>>(path, signal))?.items ?? [];
  const one = await site.api.get<ServiceResource>(`${path}/${encodeURIComponent(backend)}`, signal);
  return one === null ? [] : [one];
}

function ownSelector(site: Site, service: ServiceResource): Labels {
  const selector = service.spec?.selector ?? {};
  const present = switchOf(site, service);
  return present !== null && selector[present.key] === present.set ? { ...selector, [present.key]: present.was } : selector;
}

function isHeadless({ spec }: ServiceResource): boolean {
  return spec?.clusterIP === 'None';
}

function missing(site: Site, { names, aside }: Unclear): string {
  const { backend, name } = site.service;
  const pods = `the pods of ${workloadName(site)}`;
  if (names.length > 0) {
    const write = `write the one that users reach to the service file, such as \`backend: ${names[0]}\``;
    return `Several Services select ${pods} (${names.join(', ')}), and none is named ${name}: ${write}.`;
  }
  if (backend !== null)
    return `There is no Service ${backend} that selects ${pods} and has ports: change \`backend\` of the service, or make it.`;
  if (aside !== null) {
    const { metadata, spec } = aside;
    const selector = labelSelector({ matchLabels: spec?.selector ?? {} }) || 'nothing';
    const who = lastWriter(aside, ['f:spec', 'f:selector']);
    return `The Service ${metadata.name} selects ${selector} (${who}) and not ${pods}: put its selector right, or write another one as \`backend\`.`;
  }
  return `No Service selects ${pods}: make one by which users reach them.`;
}
