import type { Journal, JournalDocument } from '../../src/ports/journal.ts';

/** A journal in memory, compared and swapped as the real ones are. */
export function memoryJournal(): Journal & { document: JournalDocument | null } {
  return {
    place: 'memory',
    document: null,
    async load() {
      return this.document;
    },
    async save(next, seq) {
      if ((this.document?.seq ?? 0) !== seq) return 'lost';
      this.document = structuredClone({ ...next, seq: seq + 1 });
      return 'saved';
    },
  };
}
