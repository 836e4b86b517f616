import type { Rollout, Run } from '../ports/journal.ts';
import type { Reason, ReasonCode } from '../ports/reason.ts';

/** What the table says to an action. */
export type Admission =
  | { readonly do: 'refuse'; readonly reason: Reason }
  | { readonly do: 'nothing'; readonly reason: Reason }
  /** Work on this rollout, new or as it stands in the journal with another goal. */
  | { readonly do: 'work'; readonly rollout: Rollout }
  /** Bring this rollout to its end, then ask again. */
  | { readonly do: 'first'; readonly rollout: Rollout };

/** What a person is told is at work. */
export function inFlight(rollout: Rollout): string {
  return `${rollout.attempted.version} is in flight`;
}

/** The run that did something, as people find it; outside GitHub it has no address. */
export function addressOf({ url }: Run): string {
  return url || 'another process';
}

/** Another rollout is in the way; of the same version, where what goes with that is another. */
export function busy(rollout: Rollout, asked: string | null): Admission {
  const otherwise = asked === rollout.attempted.version ? ' with other manifests, or another service file, than now' : '';
  const now = `${inFlight(rollout)}${otherwise}, begun by ${addressOf(rollout.run)}`;
  return refuse('busy', `${now}; finish it with \`promote\` or \`rollback\``);
}

export function refuse(code: ReasonCode, message: string): Admission {
  return { do: 'refuse', reason: { code, message } };
}

export function nothing(code: ReasonCode, message: string): Admission {
  return { do: 'nothing', reason: { code, message } };
}
