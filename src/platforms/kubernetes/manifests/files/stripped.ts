import { isMapping, type Mapping } from '../../../../units/mapping.ts';
import type { Manifest } from '../object.ts';

/** What the API server writes; it stands in what was taken from a cluster. */
const SERVER_MADE = ['uid', 'resourceVersion', 'managedFields', 'creationTimestamp', 'generation', 'selfLink'];

/** By which annotations Helm, kubectl, Argo CD and controllers know an object: a copy with them would be theirs to change and to delete. */
const MARKS =
  /^(kubectl\.kubernetes\.io\/last-applied-configuration|argocd\.argoproj\.io\/tracking-id|deployment\.kubernetes\.io\/revision|(meta\.helm\.sh\/|helm\.sh\/hook).*)$/;
/** The same of labels; on the workload's own object they stay. */
const LABELS =
  /^(app\.kubernetes\.io\/(instance|managed-by)|argocd\.argoproj\.io\/instance|applyset\.kubernetes\.io\/part-of|(helm|kustomize)\.toolkit\.fluxcd\.io\/.*)$/;

/** An object without what only the API server can say of it. */
export function withoutServerMade(object: Manifest): Manifest {
  const { status: _status, ...kept } = object as Manifest & { readonly status?: unknown };
  return { ...kept, metadata: without(kept.metadata, SERVER_MADE) as Manifest['metadata'] };
}

/** The same without marks of others, and without what binds it to others. Also its pods are without what the API server says. */
export function withoutMarks(object: Manifest): Manifest {
  const { metadata, ...kept } = withoutServerMade(object);
  const own = without(metadata, ['ownerReferences', 'finalizers']) as Manifest['metadata'];
  const spec: unknown = 'spec' in kept ? kept.spec : null;
  return {
    ...kept,
    metadata: { ...own, ...(own.annotations && { annotations: unmarked(own.annotations, MARKS) }) },
    ...(isMapping(spec) && { spec: { ...spec, ...(isMapping(spec['template']) && { template: ownTemplate(spec['template']) }) } }),
  };
}

/** The same for an object that is made anew under another name: nobody but us is to know it. */
export function asCopy(object: Manifest): Manifest {
  const { metadata, ...kept } = withoutMarks(object);
  return { ...kept, metadata: { ...metadata, ...(metadata.labels && { labels: unmarked(metadata.labels, LABELS) }) } };
}

function ownTemplate(template: Mapping): Mapping {
  const { metadata } = template;
  return { ...template, ...(isMapping(metadata) && { metadata: without(metadata, SERVER_MADE) }) };
}

function without(mapping: Mapping, keys: readonly string[]): Mapping {
  return Object.fromEntries(Object.entries(mapping).filter(([key]) => !keys.includes(key)));
}

function unmarked(all: Readonly<Record<string, string>>, marks: RegExp): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !marks.test(name)));
}
