import type { Target } from '../../../ports/fleet.ts';
import { Refused } from '../../../ports/reason.ts';
import { contentOf } from '../../../units/digest.ts';
import type { Operation } from '../api/api.ts';
import { valueAt } from '../pointer.ts';
import { type Site, workloadName } from '../site.ts';
import { ourContainers, versionOf } from '../workload/image.ts';
import type { Changed, Note } from '../workload/note.ts';
import { paceOf } from '../workload/pace.ts';
import { annotate, fromOf, goingBack, leadsBack, RESTARTED_AT, unchanged } from '../workload/update.ts';
import type { PodTemplate, Workload } from '../workload/workload.ts';
import { onto, towards } from './onto.ts';
import { fieldsOf, type Rendered, templateOf } from './rendered.ts';

/** Bytes that the pods of before may come to in the note. The API server takes 256 KiB of annotations in all. */
const LARGEST = 100_000;

/** What is wrong where pods are too large to be noted, as a rollout notes them that replaces them; null: nothing. */
export function sizeProblem(site: Site, pods: PodTemplate): string | null {
  if (JSON.stringify(pods).length <= LARGEST) return null;
  const why = `what the pods of ${workloadName(site)} are has over ${LARGEST} bytes, which could not be put back`;
  return `${why}: move what is large into a ConfigMap that they mount`;
}

/** The note of a rollout that makes a workload what its manifests say. Throws `Refused` where what was there before cannot be noted. */
export function manifestNote(site: Site, workload: Workload, target: Target, before: Note | null, rendered: Rendered | null): Note {
  const isBack = before === null ? isThere(site, workload, target, rendered) : leadsBack(before, target);
  const template = before?.template ?? { was: workload.spec.template };
  const large = isBack || template.was === null ? null : sizeProblem(site, template.was);
  if (large !== null) throw new Refused('precondition', large);
  const fields = isBack ? backwards(before?.fields ?? {}) : changes(workload, before, rendered);
  // New pods of the same version: its digest says so.
  const restarts = !isBack && target.spec !== null && contentOf(target.spec) !== target.spec;
  const told = {
    to: target,
    from: fromOf(site, workload, before),
    template,
    fields,
    restartedAt: { was: null, set: restarts ? new Date().toISOString() : null },
    ...(isBack && (before === null ? { back: true as const } : goingBack(site))),
  };
  const pods = podsOf(told, rendered);
  return {
    ...told,
    images: imagesOf(site, workload, before, pods),
    pace: paceOver(site, onto(workload, pods, set(fields)), fields, before),
  };
}

/** One write of all that a {@link manifestNote} says, and of the note itself, as long as nobody changed what it was made from. */
export function manifestOperations(workload: Workload, note: Note, rendered: Rendered | null): Operation[] {
  const made = onto(workload, podsOf(note, rendered), { ...set(note.fields ?? {}), ...set(note.pace) });
  return [...unchanged(workload), ...towards(workload, made), annotate(made, note)];
}

/** Whether it runs what it is to go back to, since it was told nothing else: what people did to it by hand is theirs. */
function isThere(site: Site, workload: Workload, { version }: Target, rendered: Rendered | null): boolean {
  return rendered?.over === true && versionOf(site.service, workload.spec.template) === version;
}

function podsOf({ back, template, restartedAt }: Pick<Note, 'back' | 'template' | 'restartedAt'>, rendered: Rendered | null): PodTemplate {
  if (back && template?.was) return template.was;
  if (rendered === null) throw new Refused('no-previous-version', 'Nobody knows what the manifests of that version said: deploy it again');
  return templateOf(rendered, restartedAt.set === null ? {} : { [RESTARTED_AT]: restartedAt.set });
}

function changes(workload: Workload, before: Note | null, rendered: Rendered | null): NonNullable<Note['fields']> {
  const said = Object.entries(rendered === null ? {} : fieldsOf(rendered.workload));
  const changed = said.map(([path, set]) => {
    const noted = before?.fields?.[path];
    const was = noted === undefined ? (valueAt(workload, path) ?? null) : noted.was;
    return [path, { was, set }] as const;
  });
  return { ...before?.fields, ...Object.fromEntries(changed) };
}

function backwards(fields: NonNullable<Note['fields']>): NonNullable<Note['fields']> {
  return Object.fromEntries(Object.entries(fields).map(([path, { was }]) => [path, { was, set: was }] as const));
}

function set(changed: Readonly<Record<string, Changed<unknown>>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(changed).map(([path, { set: value }]) => [path, value] as const));
}

/** What is compared with what runs, to find out what somebody else did. */
function imagesOf({ service }: Site, workload: Workload, before: Note | null, pods: PodTemplate): Note['images'] {
  const now = new Map(
    [...(workload.spec.template.spec.initContainers ?? []), ...workload.spec.template.spec.containers].map((one) => [one.name, one.image]),
  );
  return Object.fromEntries(
    ourContainers(service, pods).map(({ name, image }) => [name, { was: before?.images[name]?.was ?? now.get(name) ?? image, set: image }]),
  );
}

/** What the service file sets for the time of the rollout; afterwards it is as the manifests say, where they say it. */
function paceOver({ service }: Site, made: Workload, fields: NonNullable<Note['fields']>, before: Note | null): Note['pace'] {
  const changed = Object.entries(paceOf(service)).flatMap(([path, set]) => {
    const noted = before?.pace[path];
    const was = path in fields || noted === undefined ? ((valueAt(made, path) ?? null) as number | string | null) : noted.was;
    return was === set && noted === undefined ? [] : [[path, { was, set }] as const];
  });
  return { ...before?.pace, ...Object.fromEntries(changed) };
}
