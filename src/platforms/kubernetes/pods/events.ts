import type { List, Resource } from '../api/api.ts';
import { corePath, type Site } from '../site.ts';

type Event = Resource & {
  readonly reason?: string;
  readonly message?: string;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  readonly series?: { readonly lastObservedTime?: string };
};

/** What was said about one object, the newest first. Empty where it may not be read: it only explains. */
export async function eventsOf(
  site: Site,
  object: { readonly kind: string; readonly name: string },
  signal: AbortSignal,
): Promise<readonly Event[]> {
  const fieldSelector = `involvedObject.kind=${object.kind},involvedObject.name=${object.name}`;
  try {
    const list = await site.api.get<List<Event>>(await corePath(site, 'events', signal), signal, { fieldSelector, limit: '100' });
    return (list?.items ?? []).toSorted((a, b) => timeOf(b).localeCompare(timeOf(a)));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error) return [];
    throw error;
  }
}

function timeOf({ series, lastTimestamp, eventTime, metadata }: Event): string {
  return series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? '';
}
