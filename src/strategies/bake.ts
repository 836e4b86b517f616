import type { Instant } from '../ports/clock.ts';
import type { Judge, MetricSource } from '../ports/metrics.ts';
import type { Decision, Memory } from '../rollout/strategy.ts';
import { at, sides, weightOf } from './sides.ts';
import type { Step, TracksSettings, View } from './track-step.ts';

/** Lets the judge look once per poll interval, while the new version has its weight. */
export function judged(
  memory: Memory,
  view: View,
  ports: { readonly metrics?: MetricSource; readonly judge: Judge },
  settings: TracksSettings,
): Memory {
  const { rollout, pending } = memory;
  const { goal, other } = sides(view, rollout);
  const shifted = weightOf(view, goal) === rollout.goal.weight && rollout.goal.weight > 0;
  if (rollout.direction === 'back' || !ports.metrics || !shifted || rollout.watched === 0) {
    return { ...memory, pending: { served: {}, elapsed: 0 } };
  }
  const baked = rollout.watched >= rollout.goal.bakeTime;
  if (pending.elapsed < settings.pollInterval && !(baked && pending.elapsed > 0)) return memory;
  const none = { requests: 0, errors: 0 };
  const edges = view.counters[0]?.edges;
  const poll =
    rollout.watched < settings.initialDelay
      ? null
      : {
          elapsed: pending.elapsed,
          canary: pending.served[goal.name] ?? none,
          stable: pending.served[other.name] ?? none,
          beside: rollout.goal.weight < 100,
          ...(edges && { edges }),
        };
  const { state, verdict, evidence } = ports.judge.judge(rollout.judge, poll, baked);
  return { ...memory, evidence, verdict, pending: { served: {}, elapsed: 0 }, rollout: { ...rollout, judge: state } };
}

/** null: nothing speaks against going on. */
export function judge(memory: Memory, view: View, now: Instant, settings: TracksSettings): Decision<Step> | null {
  const { rollout, verdict } = memory;
  if (verdict?.result === 'fail') return { do: 'back', reason: { code: 'analysis-failed', message: verdict.text } };
  const left = rollout.goal.bakeTime - rollout.watched;
  // A judge passes before the end of the bake only where that is wanted.
  const isPassed = rollout.goal.stage === 'canary' && verdict?.result === 'pass';
  if (left > 0 && !isPassed) return { do: 'wait', until: at(now, now.mono + left), why: `baking for ${rollout.goal.bakeTime / 1000} s` };
  // With all the traffic there is nothing to compare with: the bake's end decides.
  if (rollout.goal.stage !== 'canary' || rollout.goal.weight === 0 || isPassed) return null;
  if (verdict === null) {
    // A job that goes on after another's bake has not looked yet; without any counters there is nothing to look at.
    return view.counters.length === 0 ? null : { do: 'wait', until: at(now, now.mono + settings.interval), why: 'judging' };
  }
  if (verdict.result === 'undecided' && rollout.watched < rollout.goal.bakeTime + settings.analysisTimeout) {
    const until = at(now, now.mono + rollout.goal.bakeTime + settings.analysisTimeout - rollout.watched);
    return { do: 'wait', until, why: `judging: ${verdict.text}` };
  }
  if (settings.onInconclusive === 'pass') return null;
  const reason = { code: 'analysis-inconclusive' as const, message: verdict.text };
  return settings.onInconclusive === 'rollback' ? { do: 'back', reason } : { do: 'pause', reason };
}
