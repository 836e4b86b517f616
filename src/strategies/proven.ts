import type { Instant } from '../ports/clock.ts';
import type { Goal, Rollout } from '../ports/journal.ts';
import type { Memory } from '../rollout/strategy.ts';
import type { TracksSettings } from './track-step.ts';

/** Milliseconds for which a smoke test tells how users fare. */
const PROVED_FOR = 30_000;

/** What is journaled of a smoke test that the goal's track passed: as it was deployed, or after a bake. */
export function proof({ track, version, spec, weight }: Goal, again: boolean): string {
  return `${track}:${version}:${spec}${again ? ` after its bake at ${weight} %` : ''}`;
}

/** Passed a smoke test since it was deployed; one after a bake counts also for the steps that follow. */
export function isProved({ proved, goal }: Rollout): boolean {
  const first = proof(goal, false);
  return proved === first || (proved?.startsWith(`${first} after`) ?? false);
}

/** Whether what bakes is to be asked once more, where nothing else tells how its users fare. */
export function isDue({ rollout, provedAt }: Memory, now: Instant, { provesAgain }: TracksSettings): boolean {
  const { goal, direction, watched } = rollout;
  const bakes = direction === 'forward' && goal.weight > 0 && watched < goal.bakeTime;
  return bakes && provesAgain === true && provedAt !== null && now.mono - provedAt >= PROVED_FOR;
}
