import { isEqual } from '../../units/digest.ts';
import { kubectlLine } from './kubectl-line.ts';
import { holderOf } from './manifests/onto.ts';
import type { Site } from './site.ts';
import { NOTE, type Note } from './workload/note.ts';
import type { PodTemplate } from './workload/workload.ts';

/**
 * kubectl commands for a shell, which put back what ran before the rollout and take its note away. Without a note: what the controller itself
 * knows.
 * @param pods as the workload has them now; null where that is not known
 */
export function byHand({ service }: Site, note: Note | null, pods: PodTemplate | null): readonly string[] {
  const { kind, name } = service.workload;
  const object = `${kind}/${name}`;
  const run = (...words: readonly string[]) => kubectlLine(service, words);
  if (note === null) return [run('rollout', 'undo', object)];
  if (note.template !== undefined) {
    // Its last revision but one is what ran before, unless its pods are those already: then that would be an older one.
    const isBack = pods !== null && isEqual(pods, note.template.was);
    const undo = isBack || note.template.was === null ? [] : [run('rollout', 'undo', object)];
    const set = note.template.was === null ? {} : besides(note);
    const patch = Object.keys(set).length === 0 ? [] : [run('patch', object, '--type=merge', '-p', JSON.stringify(set))];
    return [...undo, ...patch, run('annotate', object, `${NOTE}-`), run('rollout', 'status', object)];
  }
  const images = Object.entries(note.images).map(([container, { was }]) => `${container}=${was}`);
  const pace = Object.entries(note.pace).map(([path, { was }]) =>
    was === null ? { op: 'remove', path } : { op: 'add', path, value: was },
  );
  return [
    run('set', 'image', object, ...images),
    ...(pace.length === 0 ? [] : [run('patch', object, '--type=json', '-p', JSON.stringify(pace))]),
    run('annotate', object, `${NOTE}-`),
    run('rollout', 'status', object),
  ];
}

/** What a rollout set besides the pods, as it was before, as a merge patch: in that null takes away, and also what is not there. */
function besides({ fields = {}, pace }: Note): Readonly<Record<string, unknown>> {
  const patch = {};
  for (const [path, { was, set }] of [...Object.entries(pace), ...Object.entries(fields)]) {
    if (isEqual(was, set)) continue;
    const [part, key] = holderOf(patch, path);
    part[key] = was;
  }
  return patch;
}
