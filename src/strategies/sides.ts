import type { Instant } from '../ports/clock.ts';
import type { Rollout } from '../ports/journal.ts';
import type { Track, TracksView } from '../ports/tracks.ts';
import type { View } from './track-step.ts';

/** The track that is to have the goal's version, and the other one. */
export function sides(view: TracksView, rollout: Rollout): { goal: Track; other: Track } {
  const [a, b] = view.tracks;
  return a.name === rollout.goal.track ? { goal: a, other: b } : { goal: b, other: a };
}

/** Percent that a track gets. */
export function weightOf(view: View, track: Track): number {
  return view.router.weights[track.name] ?? 0;
}

/** The moment at `mono` on this process's clock. */
export function at(now: Instant, mono: number): Instant {
  return { mono, wall: now.wall + (mono - now.mono) };
}
