import type { Reason } from '../ports/reason.ts';
import type { Ending } from '../ports/reporter.ts';

/** An end before there was anything to end. */
export function endedWith(outcome: Ending['outcome'], reason: Reason): Ending {
  return { outcome, reason, journal: null, rollout: null, commands: [] };
}
