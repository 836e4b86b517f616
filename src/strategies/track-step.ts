import type { Goal } from '../ports/journal.ts';
import type { RawCounters } from '../ports/metrics.ts';
import type { RouterView, TracksView } from '../ports/tracks.ts';
import type { Sizes } from './track-size.ts';

/** What is seen of two tracks at one look. */
export type View = TracksView & { readonly router: RouterView; readonly counters: readonly RawCounters[] };

/** What can be done to them. */
export type Step =
  | { readonly kind: 'deploy'; readonly track: string; readonly size: number; readonly goal: Goal }
  | { readonly kind: 'scale'; readonly track: string; readonly size: number }
  | { readonly kind: 'prove'; readonly track: string }
  | { readonly kind: 'shift'; readonly track: string; readonly other: string; readonly from: number; readonly to: number }
  | { readonly kind: 'retire'; readonly track: string };

/** What steers them; times in milliseconds. */
export type TracksSettings = Sizes & {
  readonly minReady: number;
  readonly progressDeadline: number;
  /** Between two looks, and between two polls of the judge. */
  readonly interval: number;
  readonly pollInterval: number;
  readonly initialDelay: number;
  readonly analysisTimeout: number;
  readonly onInconclusive: 'pause' | 'pass' | 'rollback';
};

/** A step in words. */
export function trackSay(step: Step): string {
  switch (step.kind) {
    case 'deploy':
      return `bring up ${step.size} of ${step.goal.version ?? 'the version before'} on ${step.track}`;
    case 'scale':
      return `scale ${step.track} to ${step.size}`;
    case 'prove':
      return `prove ${step.track} before it gets traffic`;
    case 'shift':
      return `shift ${step.track} ${step.from} % → ${step.to} %`;
    case 'retire':
      return `retire ${step.track}`;
  }
}
