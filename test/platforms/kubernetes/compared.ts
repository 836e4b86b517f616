import type { Manifest, Namespace } from '../../fakes/kubernetes.ts';

export type Written = { readonly spec: Manifest; readonly annotations: Readonly<Record<string, string>> };

/** Where Kubernetes counts the changes of a template. */
const THEIRS = new Set(['deployment.kubernetes.io/revision', 'deprecated.daemonset.template.generation']);

/** What a user says of a workload, without what its controller writes to it. */
export async function written(namespace: Namespace, workload: string): Promise<Written> {
  const { metadata, spec } = await namespace.read(workload);
  const annotations = Object.entries((metadata['annotations'] ?? {}) as Record<string, string>).filter(([key]) => !THEIRS.has(key));
  return { spec: spec as Manifest, annotations: Object.fromEntries(annotations) };
}

/** The same with another image in its first container, which is all that may differ. */
export function withImage({ spec, annotations }: Written, image: string): Written {
  const { template } = spec as Manifest;
  const [first, ...rest] = template['spec'].containers;
  const containers = [{ ...first, image }, ...rest];
  return { spec: { ...spec, template: { ...template, spec: { ...template['spec'], containers } } } as Manifest, annotations };
}
