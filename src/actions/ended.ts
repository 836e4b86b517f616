import type { JournalDocument } from '../ports/journal.ts';
import type { Reason } from '../ports/reason.ts';
import type { Ending } from '../ports/reporter.ts';

/** An end without work: nothing was begun. `journal`: null where it was not looked at. */
export function ended(outcome: Ending['outcome'], reason: Reason, journal: JournalDocument | null = null): Ending {
  const rollout = journal?.rollout ?? null;
  return { outcome, reason, journal, rollout, commands: rollout?.stuck?.commands ?? [] };
}
