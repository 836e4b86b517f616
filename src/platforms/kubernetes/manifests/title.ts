import type { ManifestObject } from '../../../ports/service.ts';

/** How people name an object of the manifests: `ConfigMap shop-config`. */
export function titleOf(object: ManifestObject['object']): string {
  const { name } = object['metadata'] as { readonly name: string };
  return `${object['kind']} ${name}`;
}

/** What no other object of the manifests may be: the same in another version of its API is the same. */
export function identityOf(object: ManifestObject['object'], namespace: string | null): string {
  const [group] = String(object['apiVersion']).split('/').reverse().slice(1);
  const { name, namespace: own = namespace } = object['metadata'] as { readonly name: string; readonly namespace?: string };
  return JSON.stringify([group ?? '', object['kind'], own, name]);
}
