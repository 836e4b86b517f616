import type { JournalDocument } from '../ports/journal.ts';
import type { Platform } from '../ports/platform.ts';
import type { Service } from '../ports/service.ts';
import { emptyJournal } from '../rollout/journal.ts';

/** The journal of a service; an empty one where nothing was ever deployed. */
export async function journalOf(service: Service, { journal }: Platform, signal: AbortSignal): Promise<JournalDocument> {
  return (await journal.load(signal)) ?? emptyJournal(service.name, service.environment, service.place);
}
