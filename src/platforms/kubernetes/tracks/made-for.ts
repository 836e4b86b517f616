import type { Target } from '../../../ports/fleet.ts';
import type { Site } from '../site.ts';
import { driftOf } from '../workload/drift.ts';
import type { Workload } from '../workload/workload.ts';

/** The annotation of the next track's Deployment that says what it was made for. */
export const MADE_FOR = 'sluice-actions.github.io/next';

/** Images by the names of containers. */
export type Images = Readonly<Record<string, string>>;

/** What a next track was made for, and what it was to run; and what the same containers of home ran then, by which an edit of home is found. */
export type MadeFor = { readonly to: Target; readonly images: Images; readonly home: Images };

/** null where nobody can tell any more. */
export function madeFor({ metadata }: Workload): MadeFor | null {
  try {
    const made = JSON.parse(metadata.annotations?.[MADE_FOR] ?? 'null') as Partial<MadeFor> | null;
    const isWhole = [made?.to, made?.images, made?.home].every((part) => typeof part === 'object' && part !== null);
    return isWhole ? (made as MadeFor) : null;
  } catch {
    return null;
  }
}

/** Who set another image than these, and which, in one sentence; null: nobody. */
export function imageDrift(site: Site, workload: Workload, images: Images): string | null {
  const nothing = { version: null, spec: null };
  const kept = Object.entries(images).map(([name, set]) => [name, { was: set, set }] as const);
  const note = { to: nothing, from: nothing, images: Object.fromEntries(kept), restartedAt: { was: null, set: null }, pace: {} };
  return driftOf(site, workload, note);
}
