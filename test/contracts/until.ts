import { setTimeout as sleep } from 'node:timers/promises';

/** Looks until it is so; fails after 15 s. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`never: ${isSo}`);
    await sleep(20);
  }
}
