import type { Fleet } from './fleet.ts';
import type { Goal, Journal } from './journal.ts';
import type { ManagedFleet } from './managed-fleet.ts';
import type { MetricSource } from './metrics.ts';
import type { Problem } from './service.ts';
import type { SmokeTest } from './smoke-test.ts';
import type { Router, Tracks } from './tracks.ts';

/** The version that a rollout is to deploy, as its platform needs it before anything is touched. */
export type Supply = {
  readonly version: string;
  /** Digest of what runs besides the version; null: nobody knows. */
  readonly spec: string | null;
  /** Names the rollout: what was done for it is not done again. */
  readonly rollout: string;
  /** Whether it was live before, and comes back. */
  readonly returns: boolean;
  /** Whether it is to be brought from the workspace, which is another one's where false: then it must be there already. */
  readonly bring: boolean;
  /** Tells people what takes long. */
  readonly say: (line: string) => void;
};

/** What a rollout is about to do. */
export type Ahead = {
  /** Whether the version comes from the workspace ({@link Supply}). */
  readonly brings: boolean;
  readonly goal: Goal;
  /** Whether it begins now, so that nothing of it may be there yet. */
  readonly begins: boolean;
};

/** What an action needs of a platform; adapters leave out what they cannot do. */
export interface Platform {
  readonly journal: Journal;
  /** The instances with the traffic, for `rolling`: of the track that is live, where there are two. */
  readonly fleet?: Fleet;
  /** Instead of `fleet`, where the platform replaces the instances itself. */
  readonly managed?: ManagedFleet;
  /** Come together, for `blue-green-switch` and `canary-step`. */
  readonly tracks?: Tracks;
  readonly router?: Router;
  readonly metrics?: MetricSource;
  readonly smokeTest?: SmokeTest;
  /** True where a first deployment makes what the service runs in, from files that go with the version. */
  readonly makes?: boolean;
  /** What people open, where the platform knows it; the service file's `url` wins. */
  readonly url?: string;
  /**
   * Looks, without writing, for all that would make the `kind` fail later: missing rights, names the platform does not know,
   * settings it cannot keep. An empty list: go. Journaled nothing yet. `ahead`: what is to be done, where that is known.
   */
  check(kind: 'rolling' | 'tracks', signal: AbortSignal, ahead?: Ahead): Promise<readonly Problem[]>;
  /**
   * Brings up what carries the traffic itself, where that is ours (the balancer of `local`), and the files of the version to where it will
   * run; `supply` is null on the way back. Only by who holds the journal; where it throws, nothing was begun. May last for minutes.
   */
  start?(signal: AbortSignal, supply: Supply | null): Promise<void>;
  /** What `start` would do with a version that is brought, one line each, for `dry-run`. Writes nothing. */
  foresee?(signal: AbortSignal, supply: Supply): Promise<readonly string[]>;
  /** Commands that set one version live by hand, for `stuck`; `track` is null in a rolling update. What cannot be read now is left out. */
  byHand(track: string | null, signal: AbortSignal): Promise<readonly string[]>;
  /** Ends what the adapter itself started in this process (connections, helpers), never what serves. */
  close(): Promise<void>;
}
