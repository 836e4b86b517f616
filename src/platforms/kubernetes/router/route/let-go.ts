import type { Operation, Resource } from '../../api/api.ts';

/**
 * Ends that the API server takes the rules for ours: with `kubectl apply --server-side` their user would be told of a conflict with us at the
 * next change of them. None where it does not.
 */
export function lettingGo({ metadata }: Resource): readonly Operation[] {
  const at = (metadata.managedFields ?? []).findIndex(({ manager }) => manager === 'sluice');
  return at < 0 ? [] : [{ op: 'remove', path: `/metadata/managedFields/${at}` }];
}
