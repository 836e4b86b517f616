import { randomUUID } from 'node:crypto';
import type { RawCounters, TrackCounters } from '../ports/metrics.ts';

/** One counter as its source shows it now. */
export type Count = {
  /** The same at each reading: what is counted, of which track, and by whom. */
  readonly name: string;
  /** The process that counts; null where that is not known, so that nobody can tell whether it is another one now. */
  readonly process: string | null;
  /** When that process began, in seconds by the source's clock; null where that is not known. */
  readonly began: number | null;
  readonly track: string;
  /** A number: those that took longer than so many milliseconds. */
  readonly what: 'requests' | 'errors' | number;
  readonly value: number;
};

/** Two clocks, or two ways to say when a process began, may differ by so many seconds. */
const SLACK = 2;

/**
 * Adds up by how much counters have grown since it was made, each by itself, and shows the sums as counters that only grow: those of one
 * process of its own. Nothing is taken for growth that may have been there before: of a process that was not seen before and may be older
 * than the last reading, the first reading counts as the start; a decrease is a new start where one process counts, and else nothing.
 */
export class Odometer {
  readonly #id = randomUUID();
  /** Sums of other latency edges are those of another process. */
  #life = 0;
  #edges = '';
  #at: number | null = null;
  readonly #last = new Map<string, Count>();
  readonly #began = new Map<string, number | null>();
  #sums = new Map<string, number>();

  /**
   * @param tracks all that are to be shown, also without a count
   * @param edges  in milliseconds, ascending; null: latency is not counted
   * @param at     when this was so, in seconds by the source's clock
   */
  add(counts: readonly Count[], tracks: readonly string[], edges: readonly number[] | null, at: number): RawCounters {
    if (String(edges) !== this.#edges) {
      this.#edges = String(edges);
      this.#life++;
      this.#sums = new Map();
    }
    const grown = counts.map((count) => this.#growth(count));
    counts.forEach((count, at) => {
      const key = keyOf(count.track, count.what);
      this.#sums.set(key, (this.#sums.get(key) ?? 0) + (grown[at] ?? 0));
      this.#last.set(count.name, count);
      if (count.process !== null) this.#began.set(count.process, count.began);
    });
    this.#at = at;
    const shown = tracks.map((track) => [track, this.#trackOf(track, edges)] as const);
    return { process: `${this.#id}.${this.#life}`, ...(edges && { edges }), tracks: Object.fromEntries(shown) };
  }

  #growth(count: Count): number {
    const { process, began, value } = count;
    const last = this.#last.get(count.name);
    if (this.#at === null || process === null) return last ? Math.max(0, value - last.value) : 0;
    const known = this.#began.get(process);
    const isAnother = known !== undefined && known !== null && began !== null && Math.abs(began - known) > SLACK;
    if (isAnother) return value;
    if (last) return value < last.value ? value : value - last.value;
    // Of a process that was seen before, a counter that was not there yet began at 0.
    const isNew = known === undefined && (began === null || began <= this.#at);
    return isNew ? 0 : value;
  }

  /** Never more bad ones than there are at all, whatever two sources say. */
  #trackOf(track: string, edges: readonly number[] | null): TrackCounters {
    const sum = (what: Count['what']) => this.#sums.get(keyOf(track, what)) ?? 0;
    const requests = sum('requests');
    const within = (count: number) => Math.min(requests, count);
    return { requests, errors: within(sum('errors')), ...(edges && { slower: edges.map((edge) => within(sum(edge))) }) };
  }
}

function keyOf(track: string, what: Count['what']): string {
  return `${what} ${track}`;
}
