import type { Fleet } from './fleet.ts';
import type { Journal } from './journal.ts';
import type { MetricSource } from './metrics.ts';
import type { Problem } from './service.ts';
import type { SmokeTest } from './smoke-test.ts';
import type { Router, Tracks } from './tracks.ts';

/** What an action needs of a platform; adapters leave out what they cannot do. */
export interface Platform {
  readonly journal: Journal;
  /** The instances with the traffic, for `rolling`: of the track that is live, where there are two. */
  readonly fleet?: Fleet;
  /** Come together, for `blue-green-switch` and `canary-step`. */
  readonly tracks?: Tracks;
  readonly router?: Router;
  readonly metrics?: MetricSource;
  readonly smokeTest?: SmokeTest;
  /** What people open, where the platform knows it; the service file's `url` wins. */
  readonly url?: string;
  /**
   * Looks, without writing, for all that would make the `kind` fail later: missing rights, names the platform does not know,
   * settings it cannot keep. An empty list: go. Journaled nothing yet.
   */
  check(kind: 'rolling' | 'tracks', signal: AbortSignal): Promise<readonly Problem[]>;
  /** Brings up what carries the traffic itself, where that is ours (the balancer of `local`). Only by who holds the journal; where it throws, nothing was begun. */
  start?(signal: AbortSignal): Promise<void>;
  /** Commands that set one version live by hand, for `stuck`. */
  byHand(track: string | null): readonly string[];
  /** Ends what the adapter itself started in this process (connections, helpers), never what serves. */
  close(): Promise<void>;
}
