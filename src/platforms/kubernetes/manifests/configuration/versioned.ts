import { Refused } from '../../../../ports/reason.ts';
import { isMapping, type Mapping } from '../../../../units/mapping.ts';
import type { Resource } from '../../api/api.ts';
import { readable } from '../../check/installed.ts';
import { nextSite } from '../../next.ts';
import { corePath, type Site } from '../../site.ts';
import { readWorkload } from '../../workload/workload.ts';
import { hasContentOf } from '../applied/content.ts';
import { usedBy } from '../files/references.ts';
import type { Manifest, Manifests } from '../object.ts';
import { titleOf } from '../title.ts';
import { copyOf } from './copy.ts';

/** `ConfigMap/shop-config`, and the name that this version's copy has; the plain one where the version needs none of its own. */
export type Names = Readonly<Record<string, string>>;

/** How the pods of a version call their configuration, and what of it has to be applied first. */
export type Versioned = {
  /** For the workload and its Jobs. */
  readonly names: Names;
  /** For all others of the manifests. */
  readonly shared: Names;
  readonly missing: readonly Manifest[];
};

type One = { readonly key: string; readonly name: string; readonly shared: string; readonly missing: readonly Manifest[] };

/**
 * Which ConfigMaps and Secrets this version reads; only looks. What is not there yet is made under its plain name; what is there as the manifests
 * say it is used; of what is there with other content, the version gets a copy, and the plain one stays as older versions have it.
 *
 * What others of the manifests use too (a worker, an Ingress) is applied to its plain name, which they read; the workload then always has
 * a copy, so that the next change does not reach its pods. Only where its present pods still read the plain one, that may not change: then the
 * others get a copy as well, which is never deleted, since nobody counts who uses it.
 *
 * Throws `Refused` where a copy was changed by somebody.
 */
export async function versioned(site: Site, manifests: Manifests, signal: AbortSignal): Promise<Versioned> {
  // Who may not look at a next track has none.
  const present = await Promise.all([readWorkload(site, signal), readable(() => readWorkload(nextSite(site), signal))]);
  const uses = { rest: new Set(usedBy(manifests.rest)), present: new Set(usedBy(present)) };
  const all = await Promise.all(manifests.configuration.map((object) => one(site, object, uses, signal)));
  return {
    names: Object.fromEntries(all.map(({ key, name }) => [key, name])),
    shared: Object.fromEntries(all.map(({ key, shared }) => [key, shared])),
    missing: all.flatMap(({ missing }) => missing),
  };
}

async function one(
  site: Site,
  object: Manifest,
  uses: { readonly rest: ReadonlySet<string>; readonly present: ReadonlySet<string> },
  signal: AbortSignal,
): Promise<One> {
  const { name } = object.metadata;
  const key = `${object.kind}/${name}`;
  const plain = await readLike(site, object, signal);
  const isAsSaid = plain !== null && hasContentOf(plain, object);
  const isShared = uses.rest.has(key);
  if (isShared && !uses.present.has(key)) {
    const copy = await copied(site, object, false, signal);
    return { key, name: copy.name, shared: name, missing: [object, ...copy.missing] };
  }
  if (plain === null || isAsSaid) return { key, name, shared: name, missing: isAsSaid ? [] : [object] };
  const copy = await copied(site, object, isShared, signal);
  return { key, name: copy.name, shared: copy.name, missing: copy.missing };
}

async function copied(site: Site, object: Manifest, isShared: boolean, signal: AbortSignal): Promise<Pick<One, 'name' | 'missing'>> {
  const copy = copyOf(site, object, isShared);
  const { name } = copy.metadata;
  const there = await readLike(site, copy, signal);
  if (there === null) return { name, missing: [copy] };
  if (hasContentOf(there, copy)) return { name, missing: [] };
  const kind = copy.kind.toLowerCase();
  const look = `\`kubectl delete ${kind} ${name}\` lets it be made again`;
  throw new Refused('drift', `${titleOf(copy)} is to be a copy of ${titleOf(object)}, and somebody gave it other content: ${look}`);
}

/** What is there under the name of a ConfigMap or Secret. */
async function readLike(site: Site, { kind, metadata }: Manifest, signal: AbortSignal): Promise<Resource | null> {
  const plural = kind === 'Secret' ? 'secrets' : 'configmaps';
  return site.api.get(`${await corePath(site, plural, signal)}/${encodeURIComponent(metadata.name)}`, signal);
}

/** By what pods call configuration, and the kind of that. */
const CALLS: Readonly<Record<string, string>> = {
  configMap: 'ConfigMap',
  configMapRef: 'ConfigMap',
  configMapKeyRef: 'ConfigMap',
  secret: 'Secret',
  secretRef: 'Secret',
  secretKeyRef: 'Secret',
  imagePullSecrets: 'Secret',
};

/** An object whose pods call their configuration by these names. The object itself stays as it is. */
export function withNames<T>(object: T, names: Names): T {
  const walk = (part: unknown, inPods: boolean): unknown => {
    if (Array.isArray(part)) return part.map((item) => walk(item, inPods));
    if (!isMapping(part)) return part;
    const isWithin = inPods || Array.isArray(part['containers']);
    const entries = Object.entries(part).map(([key, value]) => {
      const kind = isWithin ? CALLS[key] : undefined;
      return [key, walk(kind === undefined ? value : renamed(value, kind, names), isWithin)] as const;
    });
    return Object.fromEntries(entries);
  };
  return walk(object, false) as T;
}

function renamed(call: unknown, kind: string, names: Names): unknown {
  if (Array.isArray(call)) return call.map((item) => renamed(item, kind, names));
  if (!isMapping(call)) return call;
  const set = (key: string): Mapping => {
    const name = names[`${kind}/${call[key]}`];
    return name === undefined ? {} : { [key]: name };
  };
  // A volume calls its Secret by another key than all others do.
  return { ...call, ...set('name'), ...set('secretName') };
}
