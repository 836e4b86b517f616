import type { Rollout } from '../ports/journal.ts';
import type { Reason } from '../ports/reason.ts';

/** Why it ended, with what went wrong and changed nothing. */
export function withWarnings({ code, message }: Reason, warnings: readonly string[]): Reason {
  return { code, message: [message, ...warnings].join('; ') };
}

/** Why it went back; and what it came to, where that is not what was there before. */
export function withEnd(why: Reason | null, end: Reason): Reason {
  if (why === null) return end;
  return end.code === 'drift' ? { ...why, message: `${why.message}; ${end.message}` } : why;
}

/** Whether the user's own object has the version and all the traffic: what cannot be taken away any more is no reason to replace that. */
export function isOver({ direction, broughtHome, retiring }: Rollout): boolean {
  return direction === 'forward' && broughtHome && retiring;
}

/** What a person reads where all of it runs, and something is left. */
export function uncleared({ code, message }: Reason, { goal }: Rollout): Reason {
  const all = `${goal.track} runs ${goal.version} and has all the traffic`;
  return { code, message: `${all}, and what served it meanwhile could not be taken away: ${message}` };
}
