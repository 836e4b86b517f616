import { Refused } from '../../../../ports/reason.ts';
import type { Resource } from '../../api/api.ts';
import { aborted } from '../../changed.ts';
import { type Conditioned, conditionOf } from '../../condition.ts';
import type { Site } from '../../site.ts';
import type { Manifest } from '../object.ts';
import { titleOf } from '../title.ts';
import type { Place } from './kinds.ts';

/** A CustomResourceDefinition, as far as we look at it. */
type Definition = Manifest & {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served?: boolean }[];
  };
};
type Present = Resource & Conditioned;
type Kinds = { readonly resources: readonly { readonly kind: string }[] };

/** Milliseconds until it is given up, and between two looks where nothing can be watched. */
const [PATIENCE, AGAIN] = [60_000, 1_000];

export function isDefinition(object: Manifest): object is Definition {
  return object.kind === 'CustomResourceDefinition' && object.apiVersion.startsWith('apiextensions.k8s.io/');
}

/** Whether the kind of an object comes with the same manifests. */
export function isDefinedIn(objects: readonly Manifest[], { apiVersion, kind }: Manifest): boolean {
  return objects.some((one) => isDefinition(one) && one.spec.names.kind === kind && servedBy(one).includes(apiVersion));
}

/** Resolves when objects of the kind can be made. Throws a plain error where that is not so after 60 s, `Refused` where its names are taken. */
export async function established(site: Site, definition: Definition, { all, path }: Place, signal: AbortSignal): Promise<void> {
  const { name } = definition.metadata;
  const query = { fieldSelector: `metadata.name=${name}` };
  for (const end = performance.now() + PATIENCE; ; signal.throwIfAborted()) {
    const present = await site.api.get<Present>(path, signal);
    if (present === null) throw new Refused('drift', `${titleOf(definition)} was deleted while it was applied: apply it again`);
    // What the API server says of its kinds follows a moment after.
    if (conditionOf(present, 'Established')?.status === 'True' && (await areServed(site, definition, signal))) return;
    const names = conditionOf(present, 'NamesAccepted');
    if (names?.status === 'False') throw new Refused('update-failed', `${titleOf(definition)} does not get its names: ${names.message}`);
    if (performance.now() > end) throw new Error(`${titleOf(definition)} is not established after ${PATIENCE / 1_000} s`);
    const soon = AbortSignal.any([signal, AbortSignal.timeout(AGAIN)]);
    // Who may not watch looks again.
    await site.api.changed(all, present.metadata.resourceVersion ?? '', soon, query).catch(() => aborted(soon));
  }
}

async function areServed({ api }: Site, definition: Definition, signal: AbortSignal): Promise<boolean> {
  const each = await Promise.all(servedBy(definition).map((apiVersion) => api.get<Kinds>(`/apis/${apiVersion}`, signal)));
  return each.every((kinds) => kinds?.resources.some(({ kind }) => kind === definition.spec.names.kind));
}

/** Each as an `apiVersion`. */
function servedBy({ spec: { group, versions } }: Definition): readonly string[] {
  return versions.filter(({ served }) => served !== false).map(({ name }) => `${group}/${name}`);
}
