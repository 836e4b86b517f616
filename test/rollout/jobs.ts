import { expect } from 'vitest';
import type { RolloutEvent } from '../../src/ports/event.ts';
import type { Journal, Rollout } from '../../src/ports/journal.ts';
import { type Result, work } from '../../src/rollout/engine.ts';
import { takeHold } from '../../src/rollout/holder.ts';
import { emptyJournal } from '../../src/rollout/journal.ts';
import type { Strategy } from '../../src/rollout/strategy.ts';
import { simulatedClock } from '../fakes/clock.ts';
import { memoryJournal } from '../fakes/journal.ts';
import { someRun } from '../fakes/rollout.ts';

/** Thrown at a boundary of a simulated world: the process ends there. */
export class Killed extends Error {}

export type Jobs = { readonly result: Result; readonly events: RolloutEvent[]; readonly kills: number; readonly elapsed: number };

/**
 * Runs a rollout to its end, with a new job after each kill, as the next run would.
 * @param strategyOf makes a job's strategy; a job shares nothing with the one before but journal and world
 * @param world      where `violations` must stay empty
 */
export async function run<View, Step>(
  strategyOf: () => Strategy<View, Step>,
  world: { readonly violations: readonly string[] },
  rollout: Rollout,
  journal: Journal = memoryJournal(),
): Promise<Jobs> {
  const clock = simulatedClock();
  const { signal } = new AbortController();
  const events: RolloutEvent[] = [];
  for (let kills = 0; ; kills++) {
    const present = (await journal.load(signal)) ?? emptyJournal('shop', 'production', 'p');
    const next = { ...present, rollout: kills === 0 ? rollout : present.rollout, holder: { id: `h${kills}`, run: someRun, beat: 0 } };
    const hold = await takeHold(journal, present, next, signal);
    if (!hold) throw new Error('lost');
    const strategy = strategyOf();
    let killed = false;
    const perform = strategy.perform;
    strategy.perform = (...given) =>
      perform(...given).catch((error) => {
        if (error instanceof Killed) killed = true;
        throw error;
      });
    const rules = { onFailure: 'rollback', step: 'step', interval: 1_000, patience: 60_000, byHand: async () => ['by hand'] } as const;
    const job = work({ strategy, hold, clock, ...rules }, signal);
    for (;;) {
      const { value, done } = await job.next();
      if (done) {
        expect(world.violations).toEqual([]);
        return { result: value, events, kills, elapsed: clock.elapsed() };
      }
      if (killed) break;
      events.push(value);
    }
  }
}
