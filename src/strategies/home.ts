import type { Rollout } from '../ports/journal.ts';
import type { Track } from '../ports/tracks.ts';
import type { Decision } from '../rollout/strategy.ts';
import type { Step } from './track-step.ts';

/** Whether the other track serves the version, and the user's own object is being brought to it. */
export function isComingHome({ broughtHome, direction }: Rollout): boolean {
  return broughtHome && direction === 'forward';
}

/**
 * Whether a track is the user's own, and whatever they make of it is right: once it is left for good; and on the way back where it was not told
 * anything, or where somebody made something else of it since and sent the traffic there.
 */
export function isTheirsAgain(track: Track, rollout: Rollout, weight: number, home: string | undefined): boolean {
  const { direction, broughtHome, retiring, replaced } = rollout;
  if (track.name !== home) return false;
  if (broughtHome && retiring) return true;
  return direction === 'back' && (!broughtHome || (track.drift !== undefined && weight > 0 && (replaced[home] ?? 0) === 0));
}

/** The same strategy once more, with the user's own object as its goal: what serves the version keeps all the traffic until that is proven. */
export function comeHome(home: Track, size: number, rollout: Rollout): Decision<Step> {
  const { goal, accepted } = rollout;
  if (home.drift && !accepted?.includes(home.drift)) {
    const choice = `\`promote\` replaces that by ${goal.version}; \`rollback\` sends the traffic to it and takes ${goal.track} away`;
    return { do: 'pause', reason: { code: 'drift', message: `${home.drift}. ${choice}` } };
  }
  return { do: 'step', step: { kind: 'home', track: home.name, size, goal: { ...goal, track: home.name, bakeTime: 0, keepOld: 0 } } };
}
