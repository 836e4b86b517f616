import { fileJournal } from '../../src/platforms/file-journal.ts';
import { ownFiles } from '../../src/platforms/files.ts';
import type { JournalDocument } from '../../src/ports/journal.ts';

const never = new AbortController().signal;

/** The journal that lies in a service's state folder; null: none yet. */
export function readJournal(folder: string): Promise<JournalDocument | null> {
  return fileJournal(ownFiles, folder).load(never);
}

/** What of a journal an action that does nothing must leave alone: that the end was reported may be noted by any. */
export function lasting(document: JournalDocument | null): unknown {
  if (!document) return null;
  const { seq, unreported, ...rest } = document;
  return rest;
}
