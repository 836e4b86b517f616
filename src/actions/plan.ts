import type { Clock } from '../ports/clock.ts';
import type { Rollout } from '../ports/journal.ts';
import { type Memory, remembering, type Strategy } from '../rollout/strategy.ts';

/** A walk that takes longer than this has no end. */
const MOST_TURNS = 1_000_000;

/**
 * What a rollout would do from the platform's present state if all went well: the same decisions, on imagined views. Writes nothing.
 * @returns one line a step
 */
export async function plan(strategy: Strategy<unknown, unknown>, rollout: Rollout, clock: Clock, signal: AbortSignal): Promise<string[]> {
  const lines: string[] = [];
  let view = await strategy.observe(signal);
  let now = clock.now();
  let memory = remembering(rollout, now);
  let waitsFor = '';
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    memory = well(strategy.remember(memory, view, now));
    const decision = strategy.decide(view, memory, now);
    switch (decision.do) {
      case 'step':
        lines.push(strategy.say(decision.step, view, memory));
        memory = strategy.done(strategy.intend(memory, decision.step), decision.step);
        view = strategy.imagine(view, decision.step);
        waitsFor = '';
        break;
      case 'wait': {
        if (decision.why !== waitsFor) lines.push(decision.why);
        waitsFor = decision.why;
        const passed = Math.max(1, Math.min(1_000, decision.until.mono - now.mono));
        now = { wall: now.wall + passed, mono: now.mono + passed };
        break;
      }
      case 'finish':
        return [...lines, `end with ${decision.outcome}: ${decision.reason.message}`];
      default:
        return [...lines, `end with ${decision.do}: ${decision.reason.message}`];
    }
  }
  return lines;
}

/** Imagined views count no requests: what is judged is taken to be safe at the end of its bake. */
function well(memory: Memory): Memory {
  const { verdict, rollout } = memory;
  if (verdict?.result !== 'undecided' || rollout.watched < rollout.goal.bakeTime) return memory;
  return { ...memory, verdict: { ...verdict, result: 'pass' } };
}
