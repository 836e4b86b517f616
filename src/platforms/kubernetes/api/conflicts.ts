import type { FieldConflict } from './api.ts';
import type { Answer } from './call.ts';
import { statusOf } from './refusal.ts';

const SAID = /^conflict with ("(?:[^"\\]|\\.)*")(?: with subresource "([^"]+)")?/;

/** Whose fields an apply did not get; `conflict` where the object is another one than was read; null for every other answer. */
export function conflictsIn(answer: Answer): { readonly conflicts: readonly FieldConflict[] } | 'conflict' | null {
  const said = statusOf(answer);
  if (answer.status !== 409 || said?.reason !== 'Conflict') return null;
  const conflicts = (said.details?.causes ?? []).flatMap(({ reason, field, message }) => {
    return reason === 'FieldManagerConflict' ? conflictOf(field ?? '', message ?? '') : [];
  });
  return conflicts.length === 0 ? 'conflict' : { conflicts };
}

function conflictOf(field: string, message: string): FieldConflict {
  const [, quoted, subresource = null] = SAID.exec(message) ?? [];
  // What is said in other words belongs to nobody whom we know.
  return { field, manager: quoted === undefined ? message : JSON.parse(quoted), subresource };
}
