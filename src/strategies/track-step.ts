import type { Goal } from '../ports/journal.ts';
import type { Measured, RawCounters } from '../ports/metrics.ts';
import type { RouterView, Track, TracksView } from '../ports/tracks.ts';
import type { Sizes } from './track-size.ts';

/** What is seen of two tracks at one look. */
export type View = TracksView & {
  readonly router: RouterView;
  readonly counters: readonly RawCounters[];
  /** Left out where the service file has no metrics. */
  readonly measured?: Measured;
};

/** What can be done to them. */
export type Step =
  | { readonly kind: 'deploy'; readonly track: string; readonly size: number; readonly goal: Goal }
  | { readonly kind: 'scale'; readonly track: string; readonly size: number }
  /** Tells the user's own object the version that the other track serves already. */
  | { readonly kind: 'home'; readonly track: string; readonly size: number; readonly goal: Goal }
  /** `again`: it was proven before, and has got traffic since. */
  | { readonly kind: 'prove'; readonly track: string; readonly again: false | 'in its bake' | 'after its bake' }
  | { readonly kind: 'shift'; readonly track: string; readonly other: string; readonly from: number; readonly to: number }
  | { readonly kind: 'retire'; readonly track: string };

/** What steers them; times in milliseconds. */
export type TracksSettings = Sizes & {
  /** Whether nothing is measured, so that a smoke test in the bake and after it says more than its passing by. */
  readonly provesAgain?: boolean;
  /** The track that is the user's own, where a rollout ends. */
  readonly home?: string;
  readonly minReady: number;
  readonly progressDeadline: number;
  /** The most between two looks. */
  readonly interval: number;
  /** Whether the platform tells of changes, so that nobody need look for them. */
  readonly isTold?: boolean;
  /** Between two polls of the judge. */
  readonly pollInterval: number;
  readonly initialDelay: number;
  readonly analysisTimeout: number;
  readonly onInconclusive: 'pause' | 'pass' | 'rollback';
};

/** A step in words, with what somebody else made of where the traffic goes. */
export function trackSay(step: Step, view: View): string {
  switch (step.kind) {
    case 'deploy':
      return `bring up ${step.size} of ${step.goal.version ?? 'the version before'} on ${step.track}${changed(view, step.track)}`;
    case 'home':
      return `bring ${step.track}${isShared(view) ? '' : ', which has no traffic,'} to ${step.goal.version}`;
    case 'scale':
      return `scale ${step.track} to ${step.size}`;
    case 'prove':
      return step.again ? `ask ${step.track} again ${step.again}` : `prove ${step.track}${isShared(view) ? '' : ' before it gets traffic'}`;
    case 'shift':
      return `shift ${step.track} ${step.from} % → ${step.to} %${changed(view, step.track)}`;
    case 'retire':
      return `retire ${step.track}`;
  }
}

/** What somebody else made of a track, and of where the traffic goes. */
function changed({ tracks, router }: View, track: string): string {
  const drift = [tracks.find(({ name }) => name === track)?.drift, router.drift];
  return drift.map((text) => (text === undefined ? '' : ` · ${text}`)).join('');
}

/** Whether both tracks get some, whatever their weights: the router says what these come to. */
function isShared({ router }: View): boolean {
  return router.share !== undefined;
}

/** The view after a step, if all goes well. */
export function imagine(view: View, step: Step): View {
  const change = (name: string, patch: Partial<Track>): View => {
    const [a, b] = view.tracks;
    return { ...view, tracks: [a.name === name ? { ...a, ...patch } : a, b.name === name ? { ...b, ...patch } : b] };
  };
  switch (step.kind) {
    case 'deploy':
    case 'home':
      return change(step.track, { version: step.goal.version, spec: step.goal.spec, mixed: false, wanted: step.size, ready: step.size });
    case 'scale':
      return change(step.track, { wanted: step.size, ready: step.size });
    case 'shift':
      return { ...view, router: { ...view.router, agreed: true, weights: { [step.track]: step.to, [step.other]: 100 - step.to } } };
    case 'retire':
      return change(step.track, { wanted: 0, ready: 0, version: null, spec: null });
    case 'prove':
      return view;
  }
}
