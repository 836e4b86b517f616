type Waiter = { readonly at: number; readonly order: number; readonly wake: () => void };

/** One simulated time for a whole world: it jumps to the next moment that somebody waits for, as soon as everybody waits. */
export class Time {
  /** Milliseconds since the world began. */
  now: number;
  #order = 0;
  #scheduled = false;
  readonly #waiting = new Set<Waiter>();

  constructor(now: number) {
    this.now = now;
  }

  /** Resolves `ms` milliseconds later, or when `signal` aborts. */
  wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(waiter);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const waiter: Waiter = { at: this.now + ms, order: this.#order++, wake };
      this.#waiting.add(waiter);
      signal?.addEventListener('abort', wake);
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#jump());
  }

  #jump(): void {
    this.#scheduled = false;
    let first: Waiter | null = null;
    for (const waiter of this.#waiting) {
      if (!first || waiter.at < first.at || (waiter.at === first.at && waiter.order < first.order)) first = waiter;
    }
    if (!first) return;
    this.now = Math.max(this.now, first.at);
    first.wake();
    if (this.#waiting.size > 0) this.#schedule();
  }
}
