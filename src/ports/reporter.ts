import type { RolloutEvent } from './event.ts';
import type { JournalDocument, Rollout } from './journal.ts';
import type { Outcome } from './outcome.ts';
import type { Reason } from './reason.ts';

/** How an action ended, for all who tell of it. */
export type Ending = {
  readonly outcome: Outcome;
  readonly reason: Reason;
  /** The service's journal at the end; null where there is none. */
  readonly journal: JournalDocument | null;
  /** The rollout that it was about, ended or not; null where there is none. */
  readonly rollout: Rollout | null;
  /** Commands that finish by hand, for `stuck`. */
  readonly commands: readonly string[];
};

/** What GitHub knows a rollout by; the engine keeps it in the journal. */
export type Marks = Pick<Rollout, 'pullRequest' | 'commentId' | 'commentAuthor' | 'commentSeq' | 'deploymentId'>;

/** Tells people. Nothing here may block, delay or fail a rollout. */
export interface Reporter {
  /** Takes note; returns at once and never throws. */
  see(event: RolloutEvent): void;
  /** What has become known since (ids of comment and record), to be journaled. */
  marks(): Partial<Marks>;
  /** Tells the end; waits at most 10 s, 3 s after a cancel; never throws. True when everything that was to be told was told. */
  finish(ending: Ending): Promise<boolean>;
}
