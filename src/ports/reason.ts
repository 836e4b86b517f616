/** Why, in one word for machines: the output `reason`. */
export const REASONS = [
  // it went as asked
  'done',
  'first-deployment',
  'already-live',
  'already-prepared',
  'already-switched',
  'already-passed',
  'nothing-to-take-back',
  'other-version-in-flight',
  'dry-run',
  'already-locked',
  'not-locked',
  'other-lock',
  // it was refused before the first write
  'invalid-input',
  'precondition',
  'busy',
  'config-changed',
  'going-back',
  'has-traffic',
  'journal-unreachable',
  'locked',
  'managed-elsewhere',
  'no-journal',
  'no-spare-capacity',
  'nothing-before',
  'nothing-in-flight',
  'outdated',
  'paused',
  'rejected',
  'superseded',
  'unknown-version',
  // it went back, paused, or could go neither way
  'analysis-failed',
  'analysis-inconclusive',
  'balancer-unreachable',
  'cancelled',
  'drain-timeout',
  'drift',
  'no-metrics',
  'no-previous-version',
  'platform-error',
  'progress-deadline',
  'requested',
  'smoke-test-failed',
  'taken-over',
  'unready',
  'update-failed',
] as const;

export type ReasonCode = (typeof REASONS)[number];

export type Reason = {
  readonly code: ReasonCode;
  /** One or two sentences for people: what happened, where, and what to change. May hold untrusted text: escape it where it is shown. */
  readonly message: string;
};

/**
 * Thrown by an adapter where trying again is pointless: the platform said no, the new version cannot become ready,
 * a smoke test failed. Everything else that an adapter throws is taken for a passing fault and tried again.
 */
export class Refused extends Error {
  override name = 'Refused' as const;
  readonly reason: Reason;
  constructor(code: ReasonCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = { code, message };
  }
}
