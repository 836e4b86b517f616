import type { Instant } from '../ports/clock.ts';
import type { Track } from '../ports/tracks.ts';
import type { Decision, Memory } from '../rollout/strategy.ts';
import { soon } from './look.ts';
import { at } from './sides.ts';
import type { Step, TracksSettings } from './track-step.ts';

/** Waits until `enough` instances of the goal's track are ready, and have been for `min-ready`; back where they cannot, or the deadline is over. */
export function waitUntilReady(goal: Track, enough: number, memory: Memory, now: Instant, settings: TracksSettings): Decision<Step> {
  const why = `${goal.name}: ${goal.ready} of ${enough} ready${noted(goal)}`;
  if (goal.failed) return { do: 'back', reason: { code: 'unready', message: `${goal.name} cannot become ready${noted(goal)}` } };
  const deadline = memory.nearest.at + settings.progressDeadline;
  if (now.mono >= deadline)
    return { do: 'back', reason: { code: 'progress-deadline', message: `${why}, for ${settings.progressDeadline / 1000} s` } };
  return { do: 'wait', until: at(now, Math.min(deadline, nextLook(goal, enough, memory, now, settings))), why };
}

function nextLook(goal: Track, enough: number, memory: Memory, now: Instant, { minReady, interval, isTold }: TracksSettings): number {
  // Only the time is missing.
  if (goal.ready >= enough) return (memory.readySince[goal.name] ?? now.mono) + minReady;
  // What serves and cannot is taken back at the next look: not sooner than in an interval, unless the platform tells of something.
  if (isTold || memory.unready > 0) return now.mono + interval;
  return soon(memory, now, goal.wanted);
}

/** What the platform says of a track, in brackets. */
export function noted(track: Track): string {
  return track.note ? ` (${track.note})` : '';
}
