import type { Octokit } from '@octokit/rest';
import type { Rollout } from '../ports/journal.ts';
import { lacksPermission } from './api/feature.ts';

/** Requests left in the hour below which others of the same repository need them more. */
const SCARCE = 100;

/** So many canary steps of a rollout begin with a text in the comment, one that was told before. */
const BEGUN = 2;
/** Milliseconds that those after them wait with it: a short one then tells its end only. */
const LATER = 10 * 60_000;

/**
 * Milliseconds that the text waits which a step begins with. Of many canary steps, each a process of its own, each would cost two texts, one
 * right after the other: how the step before ended, and that this one begins. What is at work the deployment record says at once.
 */
export function waitToBegin({ goal, direction, passed, commentId }: Rollout): number {
  const isOneOfMany = goal.stage === 'canary' && direction === 'forward' && passed.length > BEGUN;
  return isOneOfMany && commentId !== null ? LATER : 0;
}

/** How often a comment may be edited while work goes on. */
export class Pace {
  readonly #gap: number;
  #last = Number.NEGATIVE_INFINITY;
  #stopped = false;

  /** @param gap least milliseconds between two edits */
  constructor(gap: number) {
    this.#gap = gap;
  }

  /** Milliseconds until the next edit may be made; Infinity when only the last one may. */
  wait(now: number): number {
    return this.#stopped ? Number.POSITIVE_INFINITY : Math.max(0, this.#last + this.#gap - now);
  }

  edited(now: number): void {
    this.#last = now;
  }

  /** Stops edits when an answer shows that requests run out, or were refused for that. */
  watch(octokit: Octokit): void {
    octokit.hook.after('request', ({ headers }) => {
      const left = headers['x-ratelimit-remaining'];
      if (left !== undefined && Number(left) < SCARCE) this.#stopped = true;
    });
    octokit.hook.error('request', (error) => {
      const status = (error as { status?: number }).status;
      if (status === 429 || (status === 403 && !lacksPermission(error))) this.#stopped = true;
      throw error;
    });
  }
}
