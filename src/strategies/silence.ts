import type { Instant } from '../ports/clock.ts';
import type { Reason } from '../ports/reason.ts';
import type { Decision, Memory } from '../rollout/strategy.ts';
import { at } from './sides.ts';

type Limits = { readonly interval: number; readonly progressDeadline: number };

/** Takes note of since when a balancer has not answered. */
export function heard(memory: Memory, silent: readonly string[], now: Instant): Memory {
  return { ...memory, silentSince: silent.length === 0 ? null : (memory.silentSince ?? now.mono) };
}

/**
 * What may be done of a decision while balancers do not answer. Going forward needs all of them. Going back commands those that
 * answer (`relieves`), stops nothing that a silent one may still use, and ends `stuck` at the deadline, naming them.
 */
export function despiteSilence<Step>(
  decision: Decision<Step>,
  silent: readonly string[],
  memory: Memory,
  now: Instant,
  { interval, progressDeadline }: Limits,
  relieves: (step: Step) => boolean,
): Decision<Step> {
  if (silent.length === 0 || decision.do === 'back' || decision.do === 'pause' || decision.do === 'stuck') return decision;
  const back = memory.rollout.direction === 'back';
  if (back && decision.do === 'step' && relieves(decision.step)) return decision;
  const deadline = (memory.silentSince ?? now.mono) + progressDeadline;
  const why = `${silent.join(', ')} ${silent.length === 1 ? 'does' : 'do'} not answer`;
  if (now.mono < deadline) return { do: 'wait', until: at(now, Math.min(deadline, now.mono + interval)), why };
  const reason: Reason = { code: 'balancer-unreachable', message: `${why}, for ${progressDeadline / 1000} s` };
  return { do: back ? 'stuck' : 'back', reason };
}
