import type { Target } from '../../../ports/fleet.ts';
import { ourAnnotation } from '../ours.ts';
import { pointer } from '../pointer.ts';
import type { PodTemplate, Workload } from './workload.ts';

/** The annotation of the workload itself, never of its pods: a change of it restarts nothing. */
export const NOTE = 'sluice-actions.github.io/rollout';
export const NOTE_PATH = pointer('metadata', 'annotations', NOTE);

/** A value that we changed: null where there was, or is to be, none. */
export type Changed<T> = { readonly was: T | null; readonly set: T | null };

/** What a rollout was told, and all that it changed in the workload: what stands here is put back, and nothing else is touched. */
export type Note = {
  readonly to: Target;
  readonly from: Target;
  /** By the names of containers. */
  readonly images: Readonly<Record<string, { readonly was: string; readonly set: string }>>;
  /** The template's annotation by which pods of the same image are replaced. */
  readonly restartedAt: Changed<string>;
  /** Where manifests say what its pods are: what they were; null where there was no workload. */
  readonly template?: { readonly was: PodTemplate | null };
  /** What else the manifests say of it, by JSON pointer. */
  readonly fields?: Readonly<Record<string, Changed<unknown>>>;
  /** By JSON pointer. */
  readonly pace: Readonly<Record<string, Changed<number | string>>>;
  /** It puts back what was there before the rollout. */
  readonly back?: true;
  /** Broken pods of what was left still have to be deleted. */
  readonly clearing?: true;
};

/** null where none is there: `kubectl rollout undo` brings back what a ReplicaSet keeps of its Deployment long after that rollout has ended. */
export function noteOf(workload: Workload): Note | null {
  try {
    const note: unknown = JSON.parse(ourAnnotation(workload, NOTE) ?? 'null');
    return isNote(note) ? note : null;
  } catch {
    return null;
  }
}

function isNote(value: unknown): value is Note {
  const note = value as Partial<Note> | null;
  return [note?.to, note?.from, note?.images, note?.restartedAt, note?.pace].every((part) => typeof part === 'object' && part !== null);
}
