import { type FieldConflict, MANAGER, type Resource } from '../../api/api.ts';
import type { Site } from '../../site.ts';

type Entry = NonNullable<Resource['metadata']['managedFields']>[number];
type Fields = { readonly [key: string]: Fields };

const BY_CLIENT = 'kubectl-client-side-apply';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** As whom workflows write that apply their manifests by themselves: ours takes their place. */
const PREDECESSORS = [MANAGER, BY_CLIENT, 'kubectl-create', 'kubectl'];

/** Whether a field was set by `kubectl apply` or `kubectl create`. What `kubectl scale` set was set through a part of the object. */
export function isPredecessors({ manager, subresource }: FieldConflict): boolean {
  return PREDECESSORS.includes(manager) && subresource === null;
}

/**
 * Reads an object, and makes what `kubectl apply` set ours, as `kubectl apply --server-side` does: what the manifest no longer says is taken away
 * with the next apply, with kubectl's own note of what it applied. null: there is none.
 */
export async function adopted(site: Site, path: string, signal: AbortSignal): Promise<Resource | null> {
  for (;;) {
    const present = await site.api.get<Resource>(path, signal);
    const fields = present && ownFields(present);
    if (present === null || fields === null) return present;
    const changed = await site.api.patch<Resource>(
      path,
      [
        { op: 'test', path: '/metadata/resourceVersion', value: present.metadata.resourceVersion },
        { op: 'replace', path: '/metadata/managedFields', value: fields },
      ],
      signal,
    );
    if (changed !== 'conflict') return changed;
  }
}

/** The `managedFields` in which kubectl's are ours; null where there are none of kubectl's. */
export function ownFields({ metadata: { annotations = {}, managedFields = [] } }: Resource): readonly Entry[] | null {
  const isApplied = annotations[LAST_APPLIED] !== undefined;
  // Who only created it, or edited it, did not say that fields are to go.
  const theirs = managedFields.filter((one) => (isApplied && isOf(one, BY_CLIENT, 'Update')) || isOf(one, 'kubectl', 'Apply'));
  const target = managedFields.find((one) => isOf(one, MANAGER, 'Apply')) ?? theirs[0];
  if (theirs.length === 0 || target === undefined) return null;
  // Of other versions of the API the fields have other names.
  const same = theirs.filter((one) => one !== target && one.apiVersion === target.apiVersion);
  const fieldsV1 = [target, ...same].map((one) => (one.fieldsV1 ?? {}) as Fields).reduce(union);
  const ours = { ...target, manager: MANAGER, operation: 'Apply', fieldsV1 };
  return [...managedFields.filter((one) => one !== target && !theirs.includes(one)), ours];
}

function isOf({ manager, operation, subresource = '' }: Entry, name: string, how: string): boolean {
  return manager === name && operation === how && subresource === '';
}

/** Both sets of fields. A field without more in it is a set of itself, which is `.` where there is more. */
function union(a: Fields, b: Fields): Fields {
  const [inA, inB] = [Object.keys(a), Object.keys(b)];
  if (inA.length === 0 && inB.length === 0) return {};
  const itself = inA.length === 0 || inB.length === 0 ? { '.': {} } : {};
  const both = [...new Set([...inA, ...inB])].map((key) => {
    const [one, other] = [a[key], b[key]];
    return [key, one && other ? union(one, other) : (one ?? other ?? {})] as const;
  });
  return { ...itself, ...Object.fromEntries(both) };
}
