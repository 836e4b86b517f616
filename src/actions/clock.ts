import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../ports/clock.ts';

/** This machine's clocks. */
export const systemClock: Clock = {
  now: () => ({ wall: Date.now(), mono: performance.now() }),
  async sleep(ms, signal) {
    // An aborted wait is over, not failed.
    await wait(ms, undefined, signal ? { signal } : {}).catch(() => {});
  },
};
