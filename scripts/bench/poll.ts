import { carried, found, type Metric, polled, verdictOf } from '../../src/analysis/judge.ts';
import { sequentialJudge } from '../../src/analysis/sequential.ts';
import type { JudgeState } from '../../src/ports/metrics.ts';
import { pollOf, SETTINGS } from '../../test/analysis/settings.ts';
import { LIMITS } from '../simulate/compare.ts';
import { POLLS } from '../simulate/grid.ts';
import { random } from '../simulate/random.ts';
import { drawn } from '../simulate/traffic.ts';
import { atMost, beside, type Figure, median, type Part } from './figure.ts';

const HOURS = 200;
/** Polls that are timed together: few, so that most are over before another process gets the processor. */
const TOGETHER = 36;
const METRIC: Metric = { name: 'errors', weight: 1, tolerance: 1 };
/** Requests a second. */
const RATES = [10, 1_000, 100_000];

/** What one poll of one metric takes, and what is carried of it after an hour, with little traffic and with much. */
export const poll: Part = async () => RATES.flatMap(figuresOf);

function figuresOf(rate: number): Figure[] {
  const next = random(1);
  const traffic = { rate, weight: 0.1, interval: 10, stable: 0.01, canary: 0.01 };
  const hour = Array.from({ length: POLLS }, (_, at) => drawn(next, traffic, at + 1));
  const took: number[] = [];
  let state = carried(null, LIMITS);
  for (let time = 0; time < HOURS; time++) {
    state = carried(null, LIMITS);
    for (let at = 0; at < POLLS; at += TOGETHER) {
      const began = performance.now();
      for (const sides of hour.slice(at, at + TOGETHER)) {
        state = polled(state, [METRIC], { errors: [sides] }, LIMITS);
        verdictOf(found(state, [METRIC]), LIMITS, { mayPass: false, over: false });
      }
      took.push((1_000 * (performance.now() - began)) / TOGETHER);
    }
  }
  const bytes = Buffer.byteLength(JSON.stringify(state.metrics['errors']?.[0]));
  return [
    atMost(`a poll of a metric, at ${rate} requests a second`, median(took), 'µs', 10),
    beside('… with its words for people', told(hour), 'µs'),
    atMost('… what is carried of it after an hour', bytes, 'B', 1_000),
  ];
}

/** Microseconds of a poll of the whole judge, which also says what it makes of it. */
function told(hour: readonly ReturnType<typeof drawn>[]): number {
  const judge = sequentialJudge(SETTINGS);
  const served = ({ requests, bad }: { requests: number; bad: number }) => ({ requests, errors: bad });
  let state: JudgeState | null = null;
  const took = hour.map(({ canary, stable }) => {
    const began = performance.now();
    ({ state } = judge.judge(state, pollOf({ canary: served(canary), stable: served(stable) }), false));
    return 1_000 * (performance.now() - began);
  });
  return median(took);
}
