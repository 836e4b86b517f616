import type { Clock } from '../../src/ports/clock.ts';
import type { Time } from './time.ts';

/** What can go wrong where a call crosses from a process to journal or platform, and its reply back. */
export const HOWS = ['killed before', 'killed after', 'fails', 'reply lost', 'cancelled', 'sleeps before', 'sleeps after'] as const;
export type How = (typeof HOWS)[number];
export type Fault = { readonly at: number; readonly how: How };

/** One call that crossed. */
export type Boundary = {
  readonly call: string;
  readonly writes: boolean;
  /** Whether the process had been written into the journal as the holder when it called. */
  readonly holds: boolean;
  readonly at: number;
};

/** How long a process sleeps that is to be taken for gone. */
export const NAP = 60_000;
const MOST_CALLS = 800;
const WALL = 1_790_000_000_000;

/** A process of an action in a simulated world: all it knows of journal, platform and time goes through here. */
export class Process {
  readonly name: string;
  readonly crossed: Boundary[] = [];
  readonly holders = new Set<string>();
  readonly cancel = new AbortController();
  readonly clock: Clock;
  /** Resolves when it was killed, or makes calls without end. */
  readonly dead: Promise<'killed' | 'endless'>;
  killed = false;
  /** Whether the journal names it as the holder, as far as it knows. */
  began = false;
  fault: Fault | null = null;
  faultAt: number | null = null;
  /** Called at each boundary, before anything else. */
  atBoundary: (n: number) => void = () => {};
  holding: () => boolean = () => false;
  wakesAt = 0;
  readonly #time: Time;
  #die: (how: 'killed' | 'endless') => void = () => {};

  constructor(name: string, time: Time) {
    this.name = name;
    this.#time = time;
    this.dead = new Promise((resolve) => {
      this.#die = resolve;
    });
    this.clock = {
      now: () => ({ wall: WALL + time.now, mono: time.now }),
      sleep: async (ms, signal) => {
        await time.wait(ms, signal);
        await this.#awake();
      },
    };
  }

  /** From now on it does nothing more: what it waits for never comes. */
  kill(how: 'killed' | 'endless' = 'killed'): void {
    this.killed = true;
    this.#die(how);
  }

  /** One call: takes effect at once, and is answered `takes` milliseconds later. */
  async cross<T>(call: string, writes: boolean, signal: AbortSignal, effect: () => T, takes = 0): Promise<T> {
    await this.#awake();
    signal.throwIfAborted();
    const n = this.crossed.length;
    if (n >= MOST_CALLS) {
      this.kill('endless');
      return never();
    }
    this.crossed.push({ call, writes, holds: this.holding(), at: this.#time.now });
    this.atBoundary(n);
    const how = this.fault?.at === n ? this.fault.how : null;
    if (how) this.faultAt = this.#time.now;
    if (how === 'killed before') this.kill();
    if (how === 'sleeps before') this.wakesAt = this.#time.now + NAP;
    if (how === 'cancelled') this.cancel.abort();
    if (how === 'fails') throw new Error(`${call}: connection refused`);
    // What was called before it fell asleep is on its way already.
    await this.#awake();
    const value = effect();
    if (takes > 0) await this.#time.wait(takes, signal);
    if (how === 'killed after') this.kill();
    if (how === 'sleeps after') this.wakesAt = this.#time.now + NAP;
    await this.#awake();
    if (how === 'reply lost') throw new Error(`${call}: connection reset`);
    if (takes > 0) signal.throwIfAborted();
    return value;
  }

  async #awake(): Promise<void> {
    if (this.killed) return never();
    while (this.wakesAt > this.#time.now) await this.#time.wait(this.wakesAt - this.#time.now);
    if (this.killed) return never();
  }
}

function never<T>(): Promise<T> {
  return new Promise(() => {});
}
