import type { FleetView, Instance } from '../ports/fleet.ts';
import type { Judge, Poll, RawCounters, Served } from '../ports/metrics.ts';
import type { Memory } from '../rollout/strategy.ts';
import { ever, kept, since, sum } from './look.ts';

/** Who judges batches, and where each instance is counted by itself. */
export type BatchJudge = {
  readonly judge: Judge;
  readonly byInstance: (signal: AbortSignal) => Promise<readonly RawCounters[]>;
  /** Milliseconds between two polls. */
  readonly pollInterval: number;
  readonly initialDelay: number;
};

/** What `measured` keeps the instances' counters by. */
const INSTANCES = 'instances';

/**
 * Lets the judge look once per poll interval while a batch bakes: at what the instances of the new version served, and beside them those not replaced
 * yet. Before the first batch it is told what the instances have had so far.
 * @param isNew whether an instance runs the version in flight
 */
export function judgedBatch(
  memory: Memory,
  { instances, silent = [], counted }: FleetView & { readonly counted: readonly RawCounters[] },
  isNew: (instance: Instance) => boolean,
  { judge, pollInterval, initialDelay }: Omit<BatchJudge, 'byInstance'>,
): Memory {
  const { rollout, pending, measured } = memory;
  const before = measured.counters[INSTANCES];
  // Of a balancer that is silent at the first look it would not be known later what it had counted by then.
  if (rollout.direction === 'back' || counted.length === 0 || (before === undefined && silent.length > 0)) return memory;
  const fresh = new Set(instances.filter(isNew).map(({ name }) => name));
  const counters = { [INSTANCES]: kept(before ?? [], counted) };
  const anew = { ...memory, measured: { ...measured, counters }, pending: { served: {}, elapsed: 0 } };
  const poll = (served: Readonly<Record<string, Served>>): Poll => {
    const of = (side: boolean) => sum(Object.entries(served).flatMap(([name, one]) => (fresh.has(name) === side ? [one] : [])));
    const beside = instances.some((instance) => !fresh.has(instance.name) && instance.inRotation && instance.ready);
    return { elapsed: pending.elapsed, beside, inPlace: true, own: { canary: of(true), stable: of(false) }, counted: {}, numbers: {} };
  };
  if (fresh.size === 0) {
    if (rollout.judge !== null) return anew;
    return { ...anew, rollout: { ...rollout, judge: judge.note(null, poll(ever(counted))) } };
  }
  const bakes = rollout.ours.length === 0 && rollout.watched > 0;
  // Who goes on after another has nothing yet to subtract.
  if (!bakes || before === undefined) return anew;
  const baked = rollout.watched >= rollout.goal.bakeTime;
  if (pending.elapsed < pollInterval && !(baked && pending.elapsed > 0)) return memory;
  const seen = rollout.watched < initialDelay ? null : poll(since(before, counted));
  const { state, verdict, evidence } = judge.judge(rollout.judge, seen, baked && seen !== null);
  return { ...anew, verdict, evidence, rollout: { ...rollout, judge: state } };
}
