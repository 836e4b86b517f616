import { MANAGER, type Operation, type Resource } from './api/api.ts';
import { pointer, valueAt } from './pointer.ts';

/**
 * An annotation that we wrote; null: there is none. What somebody else wrote is none: annotations are copied from object to object, and come
 * back with old versions of one.
 */
export function ourAnnotation({ metadata }: Resource, name: string): string | null {
  const field = pointer('f:metadata', 'f:annotations', `f:${name}`);
  const writers = (metadata.managedFields ?? []).filter(({ fieldsV1 }) => valueAt(fieldsV1, field) !== undefined);
  const isOurs = writers.length === 0 || writers.some(({ manager }) => manager === MANAGER);
  return isOurs ? (metadata.annotations?.[name] ?? null) : null;
}

/** Writes an annotation of ours, also on an object that has none yet. */
export function annotating({ metadata }: Resource, name: string, value: string): Operation {
  return metadata.annotations
    ? { op: 'add', path: pointer('metadata', 'annotations', name), value }
    : { op: 'add', path: pointer('metadata', 'annotations'), value: { [name]: value } };
}
