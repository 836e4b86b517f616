import { randomUUID } from 'node:crypto';
import type { RawCounters, TrackCounters } from '../ports/metrics.ts';
import type { SmokeTest } from '../ports/smoke-test.ts';
import type { Both } from './custom.ts';

/** Pairs of tries that may be under way at once: where both versions hang, no more are sent. */
const MOST_AT_ONCE = 100;

/** What {@link SmokeTest.ask} says of a version. */
type Ask = (role: keyof Both, signal: AbortSignal) => ReturnType<SmokeTest['ask']>;

/**
 * Sends the smoke test again and again, to both versions at the same moments, and counts the tries by itself. A pair of which one could not
 * be sent counts for neither. Begins after the first reading, once the canary has traffic: before that it may not have been up yet.
 */
export class SmokeCounters {
  readonly #ask: Ask;
  readonly #tracks: Both;
  readonly #pause: number;
  readonly #process = randomUUID();
  readonly #counters = { stable: { requests: 0, errors: 0 }, canary: { requests: 0, errors: 0 } };
  readonly #ended = new AbortController();
  readonly #hasTraffic: (signal: AbortSignal) => Promise<boolean>;
  #isBegun = false;
  #timer: NodeJS.Timeout | null = null;
  #underWay = 0;

  /**
   * @param rate tries a second for each version
   * @param hasTraffic whether the canary has any
   */
  constructor(ask: Ask, tracks: Both, rate: number, hasTraffic: (signal: AbortSignal) => Promise<boolean>) {
    this.#hasTraffic = hasTraffic;
    this.#ask = ask;
    this.#tracks = tracks;
    this.#pause = 1_000 / rate;
  }

  async read(): Promise<readonly RawCounters[]> {
    if (this.#timer === null && !this.#ended.signal.aborted) this.#timer = setInterval(() => void this.#try(), this.#pause);
    const { stable, canary } = this.#counters;
    const tracks: Record<string, TrackCounters> = {
      [this.#tracks.stable.name]: { ...stable },
      [this.#tracks.canary.name]: { ...canary },
    };
    return [{ process: this.#process, tracks }];
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#ended.abort();
  }

  async #try(): Promise<void> {
    if (this.#underWay >= MOST_AT_ONCE) return;
    this.#underWay++;
    await this.#pair(this.#ended.signal);
    this.#underWay--;
  }

  async #pair(signal: AbortSignal): Promise<void> {
    this.#isBegun ||= await this.#hasTraffic(signal).catch(() => false);
    if (!this.#isBegun) return;
    const [stable, canary] = await Promise.allSettled([this.#ask('stable', signal), this.#ask('canary', signal)]);
    if (stable.status === 'rejected' || canary.status === 'rejected') return;
    this.#count('stable', stable.value);
    this.#count('canary', canary.value);
  }

  #count(role: keyof Both, wrong: string | null): void {
    const counters = this.#counters[role];
    counters.requests++;
    if (wrong !== null) counters.errors++;
  }
}
