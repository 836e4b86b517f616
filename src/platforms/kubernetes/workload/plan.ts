import type { Target } from '../../../ports/fleet.ts';
import { Refused } from '../../../ports/reason.ts';
import type { Operation } from '../api/api.ts';
import type { Rendered } from '../manifests/rendered.ts';
import { manifestNote, manifestOperations } from '../manifests/told.ts';
import { type Site, workloadName } from '../site.ts';
import type { Note } from './note.ts';
import { imageNote, imageOperations } from './update.ts';
import type { Workload } from './workload.ts';

/**
 * The note that `workload` gets for this target; `before` is the one of the same rollout that it has. Throws `Refused` where it cannot be
 * deployed there.
 * @param rendered what the manifests of that version say; null where none go with it
 */
export function noteFor(site: Site, workload: Workload, target: Target, before: Note | null, rendered: Rendered | null): Note {
  if (workload.spec.paused) {
    const { kind, name } = site.service.workload;
    throw new Refused('drift', `${workloadName(site)} is paused: nothing would happen. Run \`kubectl rollout resume ${kind}/${name}\``);
  }
  const isOfManifests = rendered !== null || before?.template !== undefined;
  return isOfManifests ? manifestNote(site, workload, target, before, rendered) : imageNote(site, workload, target, before);
}

/** One write of all that the note says, and of the note itself, as long as nobody changed what it was made from. */
export function operations(workload: Workload, note: Note, before: Note | null, rendered: Rendered | null): Operation[] {
  return note.template === undefined ? imageOperations(workload, note, before) : manifestOperations(workload, note, rendered);
}
