import type { Resource } from '../api/api.ts';
import { type Site, workloadName } from '../site.ts';
import type { Note } from './note.ts';
import { restartOf } from './update.ts';
import type { Workload } from './workload.ts';

const SPEC = ['f:spec'];
const TEMPLATE = [...SPEC, 'f:template'];

/** Who changed since the note what is to run, and to what, in one sentence; null: nobody. */
export function driftOf(site: Site, workload: Workload, note: Note): string | null {
  const { containers, initContainers = [] } = workload.spec.template.spec;
  for (const [name, { set }] of Object.entries(note.images)) {
    const list = containers.some((one) => one.name === name) ? 'containers' : 'initContainers';
    const container = [...containers, ...initContainers].find((one) => one.name === name);
    if (!container) return `somebody (${lastWriter(workload)}) took the container ${name} out of ${workloadName(site)}`;
    const field = [...TEMPLATE, 'f:spec', `f:${list}`, `k:${JSON.stringify({ name })}`, 'f:image'];
    if (!isImage(container.image ?? '', set))
      return `somebody (${lastWriter(workload, field)}) set the image of ${name} to ${container.image}`;
  }
  const mark = restartOf(workload);
  const { set } = note.restartedAt;
  // A later one is another restart, of the same version.
  if (set === null || (mark !== null && Date.parse(mark) >= Math.floor(Date.parse(set) / 1000) * 1000)) return null;
  return `somebody (${lastWriter(workload)}) took the restart of ${workloadName(site)} back`;
}

/** What checks images at the API server may add the digest. */
function isImage(present: string, set: string): boolean {
  return present === set || present.startsWith(`${set}@`);
}

/** Manager and time, as the API server noted them, of the last write of a field; of what is to run where it is not said whose that field is. */
export function lastWriter({ metadata }: Resource, field: readonly string[] = TEMPLATE): string {
  const writes = (metadata.managedFields ?? []).toSorted((a, b) => (b.time ?? '').localeCompare(a.time ?? ''));
  const write = [field, TEMPLATE, SPEC].flatMap((part) => writes.find(({ fieldsV1 }) => holds(fieldsV1, part)) ?? [])[0];
  return [write?.manager ?? 'unknown', ...(write?.time === undefined ? [] : [`${write.time.slice(11, 19)} UTC`])].join(', ');
}

function holds(fields: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  const inner = (fields as Record<string, unknown> | null | undefined)?.[key];
  return inner !== undefined && holds(inner, rest);
}
