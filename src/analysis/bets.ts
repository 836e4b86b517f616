import type { Plan } from './evidence.ts';

/** What is bet on, and how the prior is spread: settled before the first poll, or the guarantee is void. */
export type Bets = {
  readonly name: string;
  /** How many times its fair part of the bad requests a worse canary may get, and the part of the prior that is bet on it; these add up to 1. */
  readonly worse: readonly { readonly times: number; readonly part: number }[];
  /** The part of what would be unacceptable that a safe canary may get. */
  readonly better: readonly number[];
  readonly plan: Plan;
  /** Bursts of this size are reckoned with before anything is learned of them, from both tracks; null: what stable's earlier polls show, and the cap. */
  readonly doubt: number | null;
};

/** As the reference values were computed. */
export const PLAIN: Bets = {
  name: 'plain',
  worse: [1.25, 1.5, 2, 4, 10, 50].map((times) => ({ times, part: 1 / 6 })),
  better: [0, 0.1, 0.25, 0.5, 0.7, 0.85],
  plan: { start: 0.5, tail: 0, polls: 360 },
  doubt: null,
};

/**
 * As rollouts are judged: most is bet on a version that is bad from its start, and on what is looked for most; chance is not taken for bursts,
 * and bursts that nothing is known of are reckoned with. What that is worth: docs/decisions/0036-bursts-are-learned-on-both-sides.md.
 */
export const STANDARD: Bets = {
  ...PLAIN,
  name: 'standard-2',
  worse: [
    { times: 1.25, part: 0.05 },
    { times: 1.5, part: 0.15 },
    { times: 2, part: 0.32 },
    { times: 4, part: 0.27 },
    { times: 10, part: 0.14 },
    { times: 50, part: 0.07 },
  ],
  plan: { start: 0.8, tail: 0.05, polls: 360 },
  doubt: 40,
};
