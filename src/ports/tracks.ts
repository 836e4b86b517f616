import type { Target } from './fleet.ts';

export type Track = {
  /** The platform's name: `blue` and `green` on servers. */
  readonly name: string;
  /** What all its instances run; null where nothing runs, or nobody knows, or they disagree (`mixed`). */
  readonly version: string | null;
  readonly spec: string | null;
  readonly mixed: boolean;
  /** Instances it is to have now; 0 when retired. */
  readonly wanted: number;
  /** Instances that pass their health check since their last start. */
  readonly ready: number;
  /** Of whatever they run, the instances that answer; left out: as many as are ready. */
  readonly serving?: number;
  /** The first thing the platform says of an instance that is not ready. */
  readonly note?: string;
  /** True when waiting cannot help. */
  readonly failed?: boolean;
  /** How many times its instances were started again because they had ended; left out where nobody counts. */
  readonly restarts?: number;
  /** Who changed what it is to run, and to what, since it was last deployed to or the rollout began, in one sentence. */
  readonly drift?: string;
  /** Something of it is left to be taken away, although it wants no instance. */
  readonly remains?: boolean;
};

export type TracksView = {
  /** How many instances a track with all the traffic has, from the service file. */
  readonly full: number;
  readonly tracks: readonly [Track, Track];
};

/** Two sets of instances side by side. Repeatable, read-your-writes, nothing left in flight on abort, like `Fleet`. */
export interface Tracks {
  read(signal: AbortSignal): Promise<TracksView>;
  /** Brings `size` instances of `target` up in a track (at home, where its version is null: what ran there before the rollout); leaves those alone that already run it and are ready. Returns when started, not when ready. */
  deploy(track: string, target: Target, size: number, signal: AbortSignal): Promise<void>;
  /** Changes the number of instances; the version stays. */
  scale(track: string, size: number, signal: AbortSignal): Promise<void>;
  /**
   * Waits until a track without weight has no request left (bounded by `drain-timeout`), then stops its instances. Where there is a home, that
   * is again what its user wrote: what was set there for the rollout only is taken back too, and what belongs after a promotion is done; where
   * that fails, `warn` is told.
   */
  retire(track: string, signal: AbortSignal, warn?: (text: string) => void): Promise<void>;
  changed?(signal: AbortSignal): Promise<void>;
  /** True where a track always has its full size: the size asked for is ignored. */
  readonly alwaysFull?: boolean;
  /**
   * The track that is an object of the user's own: it has the service between rollouts. What makes a version live brings it there too, once the
   * other track serves it, and retires the other one. Left out: the version stays on the track where it was proven.
   */
  readonly home?: string;
  /** How many instances of so many a track needs for a weight; left out: ⌈full × weight⌉, at least one. */
  readonly sizeFor?: (weight: number, full: number) => number;
  /** How many of so many may be missing for a while, because the platform itself replaces what is lost; left out: none. */
  readonly spare?: (size: number) => number;
}

/** Percent of requests by track's name; whole numbers that add up to 100. */
export type Weights = Readonly<Record<string, number>>;

export type RouterView = {
  /** As the balancers have them; of those that do not agree, the first one's. */
  readonly weights: Weights;
  /** Whether all balancers have the same weights, and nothing is left of an earlier shift. */
  readonly agreed: boolean;
  /** Balancers that could not be asked. */
  readonly silent: readonly string[];
  /** What the weights come to where they cannot be kept exactly, in a few words: `1 of 5 pods, 20 %`. */
  readonly share?: string;
  /** Who sent the traffic elsewhere since the last `shift`, in one sentence. */
  readonly drift?: string;
};

export interface Router {
  read(signal: AbortSignal): Promise<RouterView>;
  /** Makes a track known to the router, without any traffic, before it is proven. Returns when the router has taken that in. */
  wire?(track: string, signal: AbortSignal): Promise<void>;
  /** All or none on one balancer; repeated until all agree. Read back before it returns. */
  shift(weights: Weights, signal: AbortSignal): Promise<void>;
  /** Resolves when the data plane has these weights, not only the specification; throws when it does not in time. */
  verify(weights: Weights, signal: AbortSignal): Promise<void>;
  /** Takes back what `wire` did, once that track has no traffic and before it is retired. Returns when the router has let go of it. */
  unwire?(signal: AbortSignal): Promise<void>;
  /** How requests reach the version not yet live, whatever the weights. */
  readonly preview?: Preview;
}

export interface Preview {
  /** Points preview requests at a track, or nowhere. */
  point(track: string | null, signal: AbortSignal): Promise<void>;
  /** An address whose every request reaches it. */
  readonly url?: string;
  /** A header (`Name: value`) that does so on the service's own address. May hold a secret. */
  readonly header?: string;
}
