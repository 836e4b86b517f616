import type { Evidence } from '../ports/metrics.ts';

/** Milliseconds between two lines that tell the evidence, or another number, while nothing is decided. */
const OFTEN = 60_000;

/** What was told last, of all that is seen at each look: the same twice is no news. All times are `mono`. */
export class Told {
  #why = '';
  #wait = { why: '', at: Number.NEGATIVE_INFINITY };
  #evidence: { readonly last: readonly Evidence[]; readonly at: number } = { last: [], at: Number.NEGATIVE_INFINITY };

  /** Whether evidence is told now. What an end or a turn rests on always is. */
  evidence(found: readonly Evidence[], isDecided: boolean, now: number): boolean {
    if (found.length === 0 || found === this.#evidence.last || !(isDecided || now - this.#evidence.at >= OFTEN)) return false;
    this.#evidence = { last: found, at: now };
    return true;
  }

  /** Whether a wait is told now: once a reason, as `until` moves and the words before it do not. */
  wait({ why, news = why }: { readonly why: string; readonly news?: string | undefined }, now: number): boolean {
    const isNews = news !== this.#why || (why !== this.#wait.why && now - this.#wait.at >= OFTEN);
    this.#why = news;
    if (isNews) this.#wait = { why, at: now };
    return isNews;
  }

  /** Whether a fault is told now. */
  fault(message: string): boolean {
    const isNews = message !== this.#why;
    this.#why = message;
    return isNews;
  }

  /** After a step the same is news again. */
  step(): void {
    this.#why = '';
  }
}
