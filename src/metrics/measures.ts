import type { Measured, OpenMetrics } from '../ports/metrics.ts';

/** So that a look that comes a little early does not wait for the next one. */
const SLACK = 500;

/**
 * Asks the metrics of a service file again and again, beside the work: whoever looks gets at once what they said last.
 * @param interval milliseconds between two readings
 */
export function measures(open: OpenMetrics, interval: number): { last(): Measured; close(): void } {
  const ended = new AbortController();
  let said: Measured = { reading: 0, counters: {}, numbers: {} };
  let begun = Number.NEGATIVE_INFINITY;
  let isReading = false;
  const all = async <T>(sources: Readonly<Record<string, { read(signal: AbortSignal): Promise<T> }>>): Promise<Record<string, T>> => {
    const told = Object.entries(sources).map(async ([name, { read }]) => [name, await read(ended.signal)] as const);
    return Object.fromEntries(await Promise.all(told));
  };
  const read = async () => {
    isReading = true;
    begun = performance.now();
    try {
      const [counters, numbers] = await Promise.all([all(open.counters), all(open.numbers)]);
      said = { reading: said.reading + 1, counters, numbers };
    } catch (error) {
      // They throw on abort only.
      if (!ended.signal.aborted) throw error;
    } finally {
      isReading = false;
    }
  };
  return {
    last() {
      if (!isReading && !ended.signal.aborted && performance.now() - begun >= interval - SLACK) void read();
      return said;
    },
    close() {
      ended.abort();
      open.close();
    },
  };
}
