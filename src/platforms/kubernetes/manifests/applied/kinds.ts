import { Refused } from '../../../../ports/reason.ts';
import type { Site } from '../../site.ts';
import type { Manifest } from '../object.ts';
import { titleOf } from '../title.ts';

/** Where the API server has an object. */
export type Place = {
  readonly path: string;
  /** Of all objects of its kind, in its namespace where it has one. */
  readonly all: string;
  /** null: it is in none. */
  readonly namespace: string | null;
  /** As a Role names them. */
  readonly group: string;
  readonly resource: string;
};

type Kind = { readonly name: string; readonly kind: string; readonly namespaced: boolean };
type Kinds = { readonly resources: readonly Kind[] };
type Group = { readonly versions: readonly { readonly groupVersion: string }[] };

/**
 * Where objects are, by what the API server says of their kinds, which it is asked once. Objects without a namespace are in the service's.
 * Throws `Refused` for a kind that it does not know; it is asked for that anew each time.
 */
export function places(site: Site): (object: Manifest, signal: AbortSignal) => Promise<Place> {
  const known = new Map<string, Promise<readonly Kind[]>>();
  function kinds(apiVersion: string, signal: AbortSignal): Promise<readonly Kind[]> {
    const asked = known.get(apiVersion) ?? kindsOf(site, apiVersion, signal);
    known.set(apiVersion, asked);
    asked.catch(() => known.delete(apiVersion));
    return asked;
  }
  return async (object, signal) => {
    const { apiVersion } = object;
    const found = kindIn(await kinds(apiVersion, signal), object);
    if (found !== null) return placeOf(site, object, found, signal);
    known.delete(apiVersion);
    throw await unknown(site, object, signal);
  };
}

async function placeOf({ api }: Site, { apiVersion, metadata }: Manifest, kind: Kind, signal: AbortSignal): Promise<Place> {
  const namespace = kind.namespaced ? (metadata.namespace ?? (await api.namespace(signal))) : null;
  const within = namespace === null ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  const all = `${rootOf(apiVersion)}${within}/${kind.name}`;
  const path = `${all}/${encodeURIComponent(metadata.name)}`;
  return { path, all, namespace, group: groupOf(apiVersion), resource: kind.name };
}

async function kindsOf({ api }: Site, apiVersion: string, signal: AbortSignal): Promise<readonly Kind[]> {
  return (await api.get<Kinds>(rootOf(apiVersion), signal))?.resources ?? [];
}

function kindIn(kinds: readonly Kind[], { kind }: Manifest): Kind | null {
  // What has a slash is a part of another one.
  return kinds.find((one) => one.kind === kind && !one.name.includes('/')) ?? null;
}

async function unknown(site: Site, object: Manifest, signal: AbortSignal): Promise<Refused> {
  const { apiVersion, kind } = object;
  const others = await elsewhere(site, object, signal);
  const missing = `${titleOf(object)}: ${site.api.place} has no kind ${kind} in ${apiVersion}`;
  if (others.length > 0) return new Refused('precondition', `${missing}: write \`apiVersion: ${others.join('` or `')}\``);
  const definition = `the CustomResourceDefinition of the kind ${kind} and the group ${groupOf(apiVersion) || apiVersion} is not there`;
  return new Refused('precondition', `${missing}: ${definition}. Install what brings it first, or add it to \`manifests\``);
}

/** Other versions of its group that have the kind. */
async function elsewhere(site: Site, object: Manifest, signal: AbortSignal): Promise<readonly string[]> {
  const group = groupOf(object.apiVersion);
  const known = group === '' ? null : await site.api.get<Group>(`/apis/${encodeURIComponent(group)}`, signal);
  const versions = (known?.versions ?? []).map(({ groupVersion }) => groupVersion);
  const each = await Promise.all(versions.map((version) => kindsOf(site, version, signal)));
  return versions.filter((_, at) => kindIn(each[at] ?? [], object) !== null);
}

/** Empty for the core. */
function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] as string) : '';
}

function rootOf(apiVersion: string): string {
  const path = apiVersion.split('/').map(encodeURIComponent).join('/');
  return apiVersion.includes('/') ? `/apis/${path}` : `/api/${path}`;
}
