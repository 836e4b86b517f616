import type { Clock } from '../ports/clock.ts';
import type { RolloutEvent } from '../ports/event.ts';
import type { Rollout, Run } from '../ports/journal.ts';
import type { Platform } from '../ports/platform.ts';
import type { Ending, Marks } from '../ports/reporter.ts';
import type { Service } from '../ports/service.ts';

/** Where a step works, and who hears of it. */
export type Site = {
  readonly service: Service;
  readonly platform: Platform;
  /** The folder of the checkout, where programs of the user's own run. */
  readonly workspace: string;
  readonly clock: Clock;
  readonly see: (event: RolloutEvent) => void;
  readonly say: (line: string) => void;
  readonly marks: () => Partial<Marks>;
  /** Tells the end of a rollout after which the action goes on with another; left out where nobody listens. */
  readonly over?: (ending: Ending) => void;
  /** Whether the job of a run has ended; left out where nobody can tell. */
  readonly jobEnded?: (run: Run) => Promise<boolean>;
  /** Called before the first write with what `post` needs to find the rollout again. */
  readonly remember: (rollout: Rollout, holder: string) => void;
};
