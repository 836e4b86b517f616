import type { JournalDocument } from '../ports/journal.ts';
import { Refused } from '../ports/reason.ts';
import { isJournal } from './journal-shape.ts';

const LARGEST = 64 * 1024;

/** What is written for `next`, under the number after `seq`. Throws `Refused` where that is more than a journal may have. */
export function journalText(next: JournalDocument, seq: number, place: string): string {
  const text = JSON.stringify({ ...next, seq: seq + 1 });
  const size = Buffer.byteLength(text);
  if (size > LARGEST) throw new Refused('platform-error', `The journal in ${place} would have ${size} bytes and may have ${LARGEST}.`);
  return text;
}

/** The journal that a text is; null where it is none that this version can read. */
export function parseJournal(text: string): JournalDocument | null {
  try {
    const found = JSON.parse(text) as Partial<JournalDocument>;
    // One from before there were locks has none. Its keys stay in their order, by which who lost an answer knows what they wrote.
    const document: unknown = { ...found, lock: found.lock ?? null };
    return isJournal(document) ? (document as JournalDocument) : null;
  } catch {
    return null;
  }
}

/** @param where what holds it @param away how a person takes it away */
export function unreadable(where: string, away: string): Error {
  return new Error(`${where} is no journal that this version of Sluice can read: use the version that wrote it, or ${away}`);
}
