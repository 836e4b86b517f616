import type { KubernetesService } from '../../../../ports/service.ts';
import { isMapping } from '../../../../units/mapping.ts';
import { imageFor, ourContainers } from '../../workload/image.ts';
import { type Container, isIt } from '../../workload/workload.ts';
import { CONTAINERS } from './pods.ts';

/**
 * An object with the images of one version in all pods that it describes: those of the service file get it, and in all others `{version}` is
 * replaced. The object itself stays as it is.
 */
export function withVersion<T>(service: KubernetesService, object: T, version: string): T {
  const { kind, metadata } = object as { readonly kind?: string; readonly metadata?: { readonly name?: string } };
  // Which container gets the image, the service file says of its workload only.
  const owner = isIt({ kind: kind ?? '', name: metadata?.name ?? '' }, service.workload) ? service : { ...service, container: null };
  const imageOf = (container: Container & { readonly image: string }) => {
    const [ours] = ourContainers(owner, { spec: { containers: [container] } });
    return imageFor(ours?.template ?? container.image, version);
  };
  const walk = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(walk);
    if (!isMapping(part)) return part;
    const entries = Object.entries(part).map(([key, value]) => {
      const inner = walk(value);
      return [key, CONTAINERS.includes(key) && Array.isArray(inner) ? inner.map(set) : inner] as const;
    });
    return Object.fromEntries(entries);
  };
  const set = (container: unknown): unknown =>
    isMapping(container) && typeof container['image'] === 'string'
      ? { ...container, image: imageOf(container as Container & { readonly image: string }) }
      : container;
  return walk(object) as T;
}
