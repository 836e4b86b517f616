import { MANAGER, type Operation, type Resource } from '../../api/api.ts';

/**
 * Ends that the API server takes what we changed for ours: with `kubectl apply --server-side` its user would be told of a conflict with us at the
 * next change of it. What we applied for them, from their manifests, stays ours. None where there is nothing to end.
 */
export function lettingGo({ metadata }: Resource): readonly Operation[] {
  const at = (metadata.managedFields ?? []).findIndex(({ manager, operation }) => manager === MANAGER && operation === 'Update');
  return at < 0 ? [] : [{ op: 'remove', path: `/metadata/managedFields/${at}` }];
}
