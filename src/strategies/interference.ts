import type { Instant } from '../ports/clock.ts';
import type { Decision, Memory } from '../rollout/strategy.ts';
import { at, sides, weightOf } from './sides.ts';
import type { Step, TracksSettings, View } from './track-step.ts';

/** What is done where somebody else changed the tracks or the traffic in the middle; null: nobody did, or it changes nothing. */
export function answerTo(
  view: View,
  memory: Memory,
  now: Instant,
  { home, interval }: Pick<TracksSettings, 'home' | 'interval'>,
): Decision<Step> | null {
  const { rollout } = memory;
  const { goal, other } = sides(view, rollout);
  const { drift } = view.router;
  if (goal.name !== home)
    return drift && rollout.direction === 'forward' ? { do: 'back', reason: { code: 'drift', message: drift } } : null;
  const weight = weightOf(view, goal);
  if (goal.drift && (rollout.replaced[goal.name] ?? 0) > 0) {
    const message = [drift, goal.drift].filter((text) => text !== undefined).join('; ');
    // Who applies all their files again does it one after the other: what it comes to is seen a moment later.
    const settled = (memory.driftSince ?? now.mono) + interval;
    if (now.mono < settled) return { do: 'wait', until: at(now, settled), why: message };
    // Who sent the traffic home as well wants what was there before.
    if (rollout.direction === 'forward' && weight > 0) return { do: 'back', reason: { code: 'drift', message } };
    return { do: 'stuck', reason: { code: 'drift', message: `${message}; nothing more was done to it` } };
  }
  // What serves has been taken away: anything that answers is better, proven or not.
  if (weight < 100 && other.ready === 0 && (goal.serving ?? goal.ready) > 0)
    return { do: 'step', step: { kind: 'shift', track: goal.name, other: other.name, from: weight, to: 100 } };
  return null;
}

/** A wait says what somebody else has changed meanwhile, although nothing is done about it now. */
export function naming(decision: Decision<Step>, view: View): Decision<Step> {
  const said = [...view.tracks.map(({ drift }) => drift), view.router.drift].filter((drift) => drift !== undefined);
  return decision.do === 'wait' && said.length > 0 ? { ...decision, why: `${decision.why} (${said.join('; ')})` } : decision;
}
