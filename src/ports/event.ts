import type { Instant } from './clock.ts';
import type { Rollout } from './journal.ts';
import type { Evidence } from './metrics.ts';

/** The numbers that a person cares about at one moment. */
export type Picture = {
  /** Instances that get requests now, and how many there should be. */
  readonly serving: number;
  readonly wanted: number;
  /** Instances of the version in flight that are ready. */
  readonly updated: number;
  /** Percent of the traffic the version in flight has. */
  readonly weight: number;
  /** Instances beyond the usual number. */
  readonly extra: number;
};

/** What the engine tells of a rollout while it works, in order. */
export type RolloutEvent = {
  readonly at: Instant;
  /**
   * `began`, `resumed`: work starts · `step`: about to be done · `done`: it was done · `wait`: what for, and until when ·
   * `evidence`: of a poll · `back`: turning round · `drift`: somebody else changed something · `warning` · `ended`
   */
  readonly kind: 'began' | 'resumed' | 'step' | 'done' | 'wait' | 'evidence' | 'back' | 'drift' | 'warning' | 'ended';
  /** The group it belongs to: `batch 2 of 4`, `canary 25 %`. */
  readonly stage: string;
  /** One line, without the time. May hold untrusted text. */
  readonly text: string;
  readonly picture: Picture | null;
  readonly evidence: readonly Evidence[];
  /** As the journal has it now. */
  readonly rollout: Rollout;
};
