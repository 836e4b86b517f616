/** A moment. Waits and deadlines use `mono`, people see `wall`; both in milliseconds. */
export type Instant = {
  /** Milliseconds since the epoch, of a clock that people and other machines may set. */
  readonly wall: number;
  /** Milliseconds of a clock that only goes forward; means nothing outside this process. */
  readonly mono: number;
};

export interface Clock {
  now(): Instant;
  /** Waits `ms` milliseconds; resolves early, and never throws, when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
