import { setTimeout as sleep } from 'node:timers/promises';

/** Looks until it is so; fails after 40 s: a busy machine may need many times what it needs alone. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 40_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`never: ${isSo}`);
    await sleep(20);
  }
}
