import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../ports/clock.ts';

/** This machine's clocks. */
export const systemClock: Clock = {
  // Not by `performance`: Node loads all that it measures with it when it is first used, 2 ms of every start.
  now: () => ({ wall: Date.now(), mono: process.uptime() * 1_000 }),
  async sleep(ms, signal) {
    // An aborted wait is over, not failed.
    await wait(ms, undefined, signal ? { signal } : {}).catch(() => {});
  },
};
