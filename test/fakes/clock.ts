import type { Clock } from '../../src/ports/clock.ts';

/** A clock that jumps to the next sleeper as soon as everybody waits. */
export function simulatedClock(): Clock & { elapsed(): number } {
  let mono = 0;
  const sleepers: { at: number; wake: () => void }[] = [];
  let scheduled = false;

  function jump(): void {
    scheduled = false;
    sleepers.sort((a, b) => a.at - b.at);
    const first = sleepers.shift();
    if (!first) return;
    mono = Math.max(mono, first.at);
    first.wake();
    if (sleepers.length > 0) schedule();
  }
  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(jump);
  }

  return {
    now: () => ({ wall: 1_790_000_000_000 + mono, mono }),
    elapsed: () => mono,
    sleep(ms, signal) {
      if (signal?.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const sleeper = { at: mono + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener(
          'abort',
          () => {
            const i = sleepers.indexOf(sleeper);
            if (i >= 0) sleepers.splice(i, 1);
            resolve();
          },
          { once: true },
        );
        schedule();
      });
    },
  };
}
