import type { JournalDocument } from '../ports/journal.ts';
import type { Platform } from '../ports/platform.ts';
import type { Reason } from '../ports/reason.ts';
import type { Ending } from '../ports/reporter.ts';
import type { Shown } from '../rollout/begin.ts';

/** An end without work: nothing was begun. `journal`: null where it was not looked at. */
export function ended(outcome: Ending['outcome'], reason: Reason, journal: JournalDocument | null = null): Ending {
  const rollout = journal?.rollout ?? null;
  return { outcome, reason, journal, rollout, commands: rollout?.stuck?.commands ?? [] };
}

/** A refusal; where no journal tells of what is there, with the commands that leave one side of it, the one with most of the traffic. */
export async function refused(
  reason: Reason,
  journal: JournalDocument,
  { tracks }: Shown,
  platform: Platform,
  signal: AbortSignal,
): Promise<Ending> {
  const ending = ended('refused', reason, journal);
  if (reason.code !== 'no-journal') return ending;
  return { ...ending, commands: await platform.byHand(tracks?.home ?? tracks?.live ?? null, signal) };
}
