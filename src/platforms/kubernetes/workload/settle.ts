import type { Operation } from '../api/api.ts';
import { NOTE, NOTE_PATH, type Note } from './note.ts';
import { restorePace } from './pace.ts';
import { unchanged } from './update.ts';
import type { Workload } from './workload.ts';

/** One write that takes back what was for the time of the rollout only. */
export function settling(workload: Workload, note: Note): Operation[] {
  const isThere = workload.metadata.annotations?.[NOTE] !== undefined;
  return [...unchanged(workload), ...restorePace(workload, note.pace), ...(isThere ? [{ op: 'remove' as const, path: NOTE_PATH }] : [])];
}
