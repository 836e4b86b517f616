import type { Instance } from '../../src/ports/fleet.ts';
import { remembering } from '../../src/rollout/strategy.ts';
import { type RollingView, rolling } from '../../src/strategies/rolling.ts';
import { someRollout } from '../../test/fakes/rollout.ts';
import { atMost, beside, median, type Part } from './figure.ts';

const LARGE = 10_000;
/** Of the wanted number, out at once. */
const SHARE = 0.1;
const TIMES = 5;

/** How long the decisions take about a fleet of 10,000, and whether twice as many take twice as long. */
export const decide: Part = async () => {
  const [half, whole] = [walk(LARGE / 2), walk(LARGE)];
  return [
    atMost(`a decision about ${LARGE} instances`, whole.decision, 'ms', 1),
    beside(`all looks and decisions of a rolling update of ${LARGE}`, whole.total, 'ms'),
    atMost(`… beside one of ${LARGE / 2}`, whole.total / half.total, '×', 2.5),
    atMost(`a decision about ${LARGE} beside one about ${LARGE / 2}`, whole.decision / half.decision, '×', 2.5),
  ];
};

/** Milliseconds of a whole update in memory: the middle of all decisions, and all that the strategy did. */
function walk(wanted: number): { decision: number; total: number } {
  const runs = Array.from({ length: TIMES }, () => once(wanted));
  return { decision: median(runs.map(({ decision }) => decision)), total: median(runs.map(({ total }) => total)) };
}

function once(wanted: number): { decision: number; total: number } {
  const never = async () => Promise.reject(new Error('nothing is done here'));
  const fleet = { instances: never, drain: never, replace: never, restore: never };
  const limits = () => ({ maxUnavailable: Math.floor(SHARE * wanted), maxSurge: 0 });
  const strategy = rolling({ fleet }, { limits, minReady: 0, progressDeadline: 60_000, interval: 1_000 });
  const instances = Array.from({ length: wanted }, (_, at): Instance => {
    return { name: `web${at}`, version: 'v1', spec: 's', ready: true, inRotation: true };
  });
  let view: RollingView = { wanted, instances, counters: [], counted: [] };
  const rollout = someRollout({ kind: 'rolling', goal: { ...someRollout().goal, version: 'v2', spec: 's', track: null, bakeTime: 0 } });
  let memory = remembering(rollout, { wall: 0, mono: 0 });
  const decisions: number[] = [];
  const began = performance.now();
  for (let mono = 1_000; ; mono += 1_000) {
    const now = { wall: mono, mono };
    memory = strategy.remember(memory, view, now);
    const before = performance.now();
    const decision = strategy.decide(view, memory, now);
    decisions.push(performance.now() - before);
    if (decision.do === 'finish') return { decision: median(decisions), total: performance.now() - began };
    if (decision.do !== 'step') throw new Error(`it does not go on: ${JSON.stringify(decision).slice(0, 200)}`);
    memory = strategy.intend(memory, decision.step);
    view = strategy.imagine(view, decision.step);
    memory = strategy.done(memory, decision.step);
  }
}
