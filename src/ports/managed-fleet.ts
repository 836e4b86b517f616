import type { Target } from './fleet.ts';

export type ManagedView = {
  /** How many instances there are to be, as the platform has it now: people and autoscalers change it. */
  readonly wanted: number;
  /** What the platform is told to run; null where nothing runs, or nobody knows. */
  readonly version: string | null;
  /** What `update` was called with last, noted on the platform itself until `settle`; null: nothing is noted. */
  readonly noted: Target | null;
  /** Who changed since then what is to run, and to what, in one sentence; null: nobody. */
  readonly drift: string | null;
  /** Instances of what it is told to run now: that exist, and of these those that are ready for as long as is asked. */
  readonly updated: number;
  readonly available: number;
  /** Instances of anything: that exist, and that are ready. */
  readonly existing: number;
  readonly serving: number;
  /** Whether all that is wanted is updated and available, and nothing else is left: the platform itself says so. */
  readonly settled: boolean;
  /** What the first instance that is not ready waits for, in a few words. */
  readonly note?: string;
  /** Why waiting cannot help, with what the platform and the instance itself said last; may have several lines. */
  readonly failed?: string;
};

/**
 * Instances that their platform replaces by itself, at a pace that it is told: a Deployment, a service of ECS. Repeatable, read-your-writes
 * (the next `progress` shows it, or the method waits until it does), nothing left in flight on abort, like `Fleet`.
 * Errors: `Refused` where trying again is pointless, anything else is tried again.
 */
export interface ManagedFleet {
  progress(signal: AbortSignal): Promise<ManagedView>;
  /**
   * Tells the platform what to run and how fast, in one write together with the note of it and of what was there before; returns when it was
   * taken in, not when it runs. What was there before the first `update` is put back exactly where that is the target.
   */
  update(target: Target, signal: AbortSignal): Promise<void>;
  /**
   * Takes back what `update` set for the time of the rollout only: the pace and the note. What belongs after a promotion is done first; where
   * that fails, `warn` is told, and it stays promoted.
   */
  settle(signal: AbortSignal, warn?: (text: string) => void): Promise<void>;
  /** Resolves when looking again is worth it, or on abort. */
  changed?(signal: AbortSignal): Promise<void>;
}
