import type { Target } from '../../../ports/fleet.ts';
import { Refused } from '../../../ports/reason.ts';
import { contentOf } from '../../../units/digest.ts';
import type { Operation } from '../api/api.ts';
import { annotating } from '../ours.ts';
import { pointer } from '../pointer.ts';
import { type Site, workloadName } from '../site.ts';
import { imageFor, ourContainers, versionOf } from './image.ts';
import { type Changed, NOTE, NOTE_PATH, type Note } from './note.ts';
import { pacing, setPace } from './pace.ts';
import type { Workload } from './workload.ts';

/** The template's annotation by which pods of the same image are replaced. */
export const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/** The note of a rollout that sets images, and nothing else of the pods. */
export function imageNote(site: Site, workload: Workload, target: Target, before: Note | null): Note {
  const from = fromOf(site, workload, before);
  const isBack = before !== null && leadsBack(before, target);
  const images = isBack ? imagesBefore(before) : imagesOf(site, workload, target, before);
  const changes = setImages(workload, images).length > 0;
  // The same version in new pods: its digest says so.
  const restarts = !isBack && !changes && target.spec !== null && contentOf(target.spec) !== target.spec;
  return {
    to: target,
    from,
    images,
    restartedAt: restartedAt(workload, before, isBack, restarts),
    pace: pacing(site.service, workload, before?.pace ?? {}),
    ...(isBack && goingBack(site)),
  };
}

/** What ran before the rollout. */
export function fromOf({ service }: Site, workload: Workload, before: Note | null): Target {
  return before?.from ?? { version: versionOf(service, workload.spec.template), spec: null };
}

export function goingBack({ service }: Site): Pick<Note, 'back' | 'clearing'> {
  // A StatefulSet waits for each pod to be ready, also for one that never will be.
  return { back: true, ...(service.workload.kind === 'statefulset' && { clearing: true }) };
}

/** Whether the target is what was there before the rollout. */
export function leadsBack({ to, from, back }: Note, target: Target): boolean {
  return (target.version === null || target.version === from.version) && (back === true || !isSame(to, target));
}

/** One write of all that an {@link imageNote} says, and of the note itself, as long as nobody changed what it was made from. */
export function imageOperations(workload: Workload, note: Note, before: Note | null): Operation[] {
  return [
    ...unchanged(workload),
    ...setImages(workload, note.images),
    ...setRestart(workload, note, before),
    ...setPace(workload, note.pace),
    annotate(workload, note),
  ];
}

/** Fails where it is not what was read any more: what is told and how, not what its controller says of it. */
export function unchanged({ metadata }: Workload): Operation[] {
  const note = metadata.annotations?.[NOTE];
  return [
    { op: 'test', path: '/metadata/uid', value: metadata.uid },
    { op: 'test', path: '/metadata/generation', value: metadata.generation },
    ...(note === undefined ? [] : [{ op: 'test' as const, path: NOTE_PATH, value: note }]),
  ];
}

export function annotate(workload: Workload, note: Note): Operation {
  return annotating(workload, NOTE, JSON.stringify(note));
}

export function isSame(a: Target, b: Target): boolean {
  return a.version === b.version && a.spec === b.spec;
}

/** The mark by which pods of the same image are replaced; null: none. */
export function restartOf({ spec }: Workload): string | null {
  return spec.template.metadata?.annotations?.[RESTARTED_AT] ?? null;
}

function imagesBefore({ images }: Note): Note['images'] {
  return Object.fromEntries(Object.entries(images).map(([name, { was }]) => [name, { was, set: was }]));
}

function imagesOf(site: Site, workload: Workload, { version }: Target, before: Note | null): Note['images'] {
  const { image, container } = site.service;
  if (version === null)
    throw new Refused('no-previous-version', `Nobody knows what ${workloadName(site)} ran before: set its image by hand`);
  const ours = ourContainers(site.service, workload.spec.template);
  if (ours.length === 0) {
    const looked = container === null ? `an image like ${image.join(' or ')}` : `the name ${container}`;
    throw new Refused(
      'precondition',
      `${workloadName(site)} has no container with ${looked}: change \`image\` or \`container\` of the service`,
    );
  }
  const set = ours.map(({ name, image: now, template }) => {
    return [name, { was: before?.images[name]?.was ?? now, set: imageFor(template, version) }] as const;
  });
  return { ...before?.images, ...Object.fromEntries(set) };
}

function setImages({ spec }: Workload, images: Note['images']): Operation[] {
  return (['initContainers', 'containers'] as const).flatMap((list) =>
    (spec.template.spec[list] ?? []).flatMap(({ name, image }, at) => {
      const wanted = images[name]?.set;
      const path = pointer('spec', 'template', 'spec', list, at, 'image');
      return wanted === undefined || wanted === image ? [] : [{ op: 'replace' as const, path, value: wanted }];
    }),
  );
}

function restartedAt(workload: Workload, before: Note | null, isBack: boolean, restarts: boolean): Changed<string> {
  const now = restartOf(workload);
  const was = before?.restartedAt.set == null ? now : before.restartedAt.was;
  if (restarts) return { was, set: new Date().toISOString() };
  return isBack || before === null ? { was, set: null } : before.restartedAt;
}

function setRestart(workload: Workload, { restartedAt: { was, set } }: Note, before: Note | null): Operation[] {
  const path = pointer('spec', 'template', 'metadata', 'annotations', RESTARTED_AT);
  const now = restartOf(workload);
  if (set !== null) {
    const annotations = workload.spec.template.metadata?.annotations;
    if (annotations) return set === now ? [] : [{ op: 'add', path, value: set }];
    return [{ op: 'add', path: pointer('spec', 'template', 'metadata', 'annotations'), value: { [RESTARTED_AT]: set } }];
  }
  // Only our own mark is taken back: another one says that somebody wanted new pods.
  const ours = before?.restartedAt.set ?? null;
  if (ours === null || ours !== now) return [];
  return [was === null ? { op: 'remove', path } : { op: 'add', path, value: was }];
}
