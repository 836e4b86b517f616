import type { RolloutEvent } from '../ports/event.ts';
import type { Ending } from '../ports/reporter.ts';

/** Turns what happens into text; pure, lives in the report. */
export type View = {
  see(what: RolloutEvent | Ending): void;
  /** Our section of the comment, as Markdown. */
  section(): string;
  /** The stage in a few words: `canary 25 %`. */
  stage(): string;
};
