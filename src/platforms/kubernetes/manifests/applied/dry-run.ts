import { Refused } from '../../../../ports/reason.ts';
import type { Problem } from '../../../../ports/service.ts';
import { ApiError, type Resource } from '../../api/api.ts';
import type { Site } from '../../site.ts';
import type { Manifest } from '../object.ts';
import { titleOf } from '../title.ts';
import { isPredecessors, ownFields } from './adopt.ts';
import { belonging } from './belonging.ts';
import { asStored } from './content.ts';
import { isDefinedIn } from './definitions.ts';
import type { Place, places } from './kinds.ts';

export type DryRun = {
  readonly problems: readonly Problem[];
  /** Where kubectl's user, or everybody, is not allowed to. */
  readonly forbidden?: Forbidden;
};

export type Forbidden = { readonly object: Manifest; readonly place: Place; readonly isThere: boolean; readonly said: string };

/** What the API server would say to one of these objects. */
export async function dryRun(
  site: Site,
  place: ReturnType<typeof places>,
  objects: readonly Manifest[],
  object: Manifest,
  signal: AbortSignal,
): Promise<DryRun> {
  const at = await placed(place, object, signal);
  const comesLater = isDefinedIn(objects, object);
  if (typeof at === 'string') return { problems: comesLater ? [] : [{ message: at }] };
  let present: Resource | null = null;
  try {
    present = await site.api.get<Resource>(at.path, signal);
    return { problems: (await refusedFields(site, at, object, signal)).map((message) => ({ message, code: 'managed-elsewhere' })) };
  } catch (error) {
    if (error instanceof Refused) return { problems: [], forbidden: { object, place: at, isThere: present !== null, said: error.message } };
    if (!(error instanceof ApiError)) throw error;
    const message = `${titleOf(object)}: ${error.message}`;
    // What kubectl set and the manifest no longer says is there in a dry run, and not when it is applied.
    const isMixed = error.status === 422 && present !== null && ownFields(present) !== null;
    const unchecked = comesLater || isMixed || /does not support dry run/.test(error.message);
    return {
      problems: [
        {
          message: isMixed ? `${message}; it may be right once the fields that kubectl set are ours` : message,
          ...(unchecked && { unchecked }),
        },
      ],
    };
  }
}

/** Why it is nowhere, where that is so. */
export async function placed(place: ReturnType<typeof places>, object: Manifest, signal: AbortSignal): Promise<Place | string> {
  try {
    return await place(object, signal);
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

async function refusedFields({ api }: Site, { path }: Place, object: Manifest, signal: AbortSignal): Promise<readonly string[]> {
  for (let force = false; ; signal.throwIfAborted()) {
    const answer = await api.apply<Resource>(path, asStored(object), signal, { dryRun: true, force });
    if (answer === 'conflict') continue;
    if ('applied' in answer) return [];
    const others = answer.conflicts.filter((one) => !isPredecessors(one));
    if (others.length > 0) return belonging(object, others);
    // What else is wrong is said only once all its fields are ours.
    force = true;
  }
}
