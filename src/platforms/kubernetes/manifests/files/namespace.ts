import type { ManifestObject, Problem } from '../../../../ports/service.ts';
import { titleOf } from '../title.ts';

/** Objects that say another namespace than the one that the service is in. */
export function namespaceProblems(objects: readonly ManifestObject[], namespace: string): readonly Problem[] {
  return objects.flatMap(({ object, file, line }) => {
    const said = namespaceIn(object);
    if (said === null || said === namespace) return [];
    const message = `${titleOf(object)} is of the namespace ${said}, and not of ${namespace}: take its \`namespace\` out, or write \`namespace: ${said}\` for the service; apply by itself what belongs elsewhere`;
    return [{ file, line, message }];
  });
}

/** The namespace that an object says; null: none. */
export function namespaceIn(object: ManifestObject['object']): string | null {
  const { namespace } = object['metadata'] as { readonly namespace?: string };
  return namespace ?? null;
}
