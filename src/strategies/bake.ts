import type { Instant } from '../ports/clock.ts';
import type { Sample } from '../ports/journal.ts';
import type { Counted, Judge, MetricSource, Poll, RawCounters, Served } from '../ports/metrics.ts';
import type { Decision, Memory } from '../rollout/strategy.ts';
import { ever, since } from './look.ts';
import { at, sides, weightOf } from './sides.ts';
import type { Step, TracksSettings, View } from './track-step.ts';

/** Milliseconds for which the traffic is taken to stay as it is. */
const RECENT = 600_000;

/** Lets the judge look once per poll interval, or at each reading of the service file's metrics, while the new version has its weight. */
export function judged(
  memory: Memory,
  view: View,
  ports: { readonly metrics?: MetricSource; readonly judge: Judge },
  settings: TracksSettings,
): Memory {
  const { rollout, pending } = memory;
  const { goal } = sides(view, rollout);
  const weight = weightOf(view, goal);
  const shifted = weight === rollout.goal.weight && weight > 0;
  const anew = { ...memory, measured: latest(memory, view), pending: { served: {}, elapsed: 0 } };
  if (rollout.direction === 'back' || !(ports.metrics || view.measured) || !shifted || rollout.watched === 0) {
    if (rollout.direction === 'back' || rollout.first || rollout.broughtHome || weight > 0) return anew;
    // Of a balancer all that it ever counted is known.
    const before = rollout.judge === null ? { ...memory, pending: { ...pending, served: ever(view.counters) } } : memory;
    return { ...anew, rollout: { ...rollout, judge: ports.judge.note(rollout.judge, pollOf(before, view, ports.metrics !== undefined)) } };
  }
  const baked = rollout.watched >= rollout.goal.bakeTime;
  if (pending.elapsed === 0) return memory;
  // What counters showed first says nothing of our time.
  if (view.measured && memory.measured.reading === 0) return { ...memory, measured: anew.measured };
  // Who has not answered yet is waited for, and what was judged after the bake already is judged anew when there is something new.
  const waits = view.measured !== undefined && (memory.verdict === null || rollout.watched - pending.elapsed >= rollout.goal.bakeTime);
  const isDue = view.measured ? isNews(memory, view) : pending.elapsed >= settings.pollInterval;
  if (!isDue && (!baked || waits)) return memory;
  const poll = rollout.watched < settings.initialDelay ? null : pollOf(memory, view, ports.metrics !== undefined);
  const { state, verdict, evidence } = ports.judge.judge(rollout.judge, poll, baked && poll !== null);
  return { ...anew, evidence, verdict, rollout: { ...rollout, judge: state } };
}

/** Whether anything counts requests, be it the platform or a metric of the service file. */
export function isMeasured({ counters, measured }: View): boolean {
  return counters.length > 0 || measured !== undefined;
}

function isNews({ measured: before }: Memory, { measured }: View): boolean {
  return measured !== undefined && measured.reading !== before.reading;
}

/** The last counters of each metric, also of one that says nothing now. */
function latest({ measured: before }: Memory, { measured }: View): Memory['measured'] {
  const now = Object.entries(measured?.counters ?? {}).flatMap(([name, told]) => ('value' in told ? [[name, told.value] as const] : []));
  return { reading: measured?.reading ?? 0, counters: { ...before.counters, ...Object.fromEntries(now) } };
}

function pollOf(memory: Memory, view: View, isCounted: boolean): Poll {
  const { rollout, pending, measured: before } = memory;
  const { goal, other } = sides(view, rollout);
  const none: Served = { requests: 0, errors: 0 };
  const counted = (served: Readonly<Record<string, Served>>, [first]: readonly RawCounters[]): Counted => ({
    canary: served[goal.name] ?? none,
    stable: served[other.name] ?? none,
    ...(first?.edges && { edges: first.edges }),
  });
  const news = isNews(memory, view) ? view.measured : undefined;
  const told = Object.entries(news?.counters ?? {}).map(([name, reading]) => {
    if ('noData' in reading) return [name, reading] as const;
    return [name, { value: counted(since(before.counters[name] ?? [], reading.value), reading.value) }] as const;
  });
  return {
    elapsed: pending.elapsed,
    beside: rollout.goal.weight < 100,
    own: isCounted ? counted(pending.served, view.counters) : null,
    counted: Object.fromEntries(told),
    numbers: news?.numbers ?? {},
  };
}

/** What is to be expected of a canary's step that a shift begins; null where nothing is, or nobody counts. */
export function foreseen(step: Step, view: View, { rollout }: Memory, ports: { readonly judge: Judge }): string | null {
  const { stage, bakeTime } = rollout.goal;
  const isCanary = step.kind === 'shift' && rollout.direction === 'forward' && stage === 'canary' && step.to > 0 && step.to < 100;
  if (!isCanary || view.counters.length === 0) return null;
  return ports.judge.foresee(rollout.judge, { requestsPerMillisecond: pace(rollout.samples), weight: step.to, bakeTime });
}

/** Requests a millisecond in the last minutes; null where none was seen. */
function pace(samples: readonly Sample[]): number | null {
  const last = samples.at(-1)?.at ?? 0;
  const [first, ...others] = samples.filter(({ at }) => last - at <= RECENT);
  const requests = others.reduce((sum, sample) => sum + sample.requests, 0);
  // Somebody may have set the clock back.
  return first === undefined || requests === 0 || last <= first.at ? null : requests / (last - first.at);
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
    return !isMeasured(view) ? null : { do: 'wait', until: at(now, now.mono + settings.interval), why: 'judging' };
  }
  if (verdict.result === 'undecided' && rollout.watched < rollout.goal.bakeTime + settings.analysisTimeout) {
    const until = at(now, now.mono + rollout.goal.bakeTime + settings.analysisTimeout - rollout.watched);
    return { do: 'wait', until, why: `judging: ${verdict.text}`, news: withoutNumbers(verdict.text) };
  }
  if (settings.onInconclusive === 'pass') return null;
  const reason = { code: 'analysis-inconclusive' as const, message: verdict.text };
  return settings.onInconclusive === 'rollback' ? { do: 'back', reason } : { do: 'pause', reason };
}

/** Words alone: a judge counts on at each look. */
function withoutNumbers(text: string): string {
  return text.replaceAll(/\d[\d.,hms]*/g, '');
}
