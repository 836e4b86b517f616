import type { Evidence, Judge, JudgeState, Poll, Verdict } from '../ports/metrics.ts';
import type { AnalysisSettings } from '../ports/service.ts';
import { STANDARD } from './bets.ts';
import { upperRate } from './evidence.ts';
import { carried, harm, type Limits, type Metric, polled, type Reading, type State, safety, verdictOf } from './judge.ts';
import { comparison, moreNeeded, standing } from './words.ts';

const ERRORS = 'errors';
const LATENCY = 'latency';

/**
 * Judges by evidence, poll by poll, for as long as a rollout lasts: fails a version when the evidence that it does worse than stable is strong enough,
 * and passes it, after its bake, when it is unlikely to be unacceptable. What is judged is errors, and, with `latency-threshold`, answers that take
 * longer. Beside no stable, errors only, against `max-error-rate` or what stable had before.
 */
export function sequentialJudge(settings: AnalysisSettings): Judge {
  const limits = limitsOf(settings);
  return {
    judge(before, poll, baked) {
      const known = carried(before, limits);
      const metrics = metricsOf(known, poll, settings);
      const state = poll && poll.canary.requests > 0 ? after(known, metrics, poll, limits, settings) : known;
      return {
        state: state as JudgeState,
        verdict: verdict(state, metrics, limits, poll, settings, baked),
        evidence: evidenceOf(state, metrics, limits),
      };
    },
  };
}

function limitsOf({ falseAlarmRate, confidence, minPolls, maxErrorRatio, maxErrorRate, burst }: AnalysisSettings): Limits {
  return { bets: STANDARD, falseAlarmRate, confidence, minPolls, maxErrorRatio, maxErrorRate, burst: burst ?? 'auto' };
}

/** Settled by the first poll, for the whole rollout: how much each may claim of the false alarms cannot change later. */
function metricsOf({ metrics }: State, poll: Poll | null, { tolerance, latencyThreshold }: AnalysisSettings): readonly Metric[] {
  const isBegun = Object.keys(metrics).length > 0;
  const hasLatency = isBegun ? metrics[LATENCY] !== undefined : latencyThreshold !== null && poll?.edges !== undefined;
  const names = hasLatency ? ([ERRORS, LATENCY] as const) : ([ERRORS] as const);
  return names.map((name) => ({ name, weight: 1 / names.length, tolerance: tolerance[name] }));
}

function after(state: State, metrics: readonly Metric[], poll: Poll, limits: Limits, settings: AnalysisSettings): State {
  const maxErrorRate = poll.beside ? limits.maxErrorRate : Math.max(limits.maxErrorRate, rateBefore(state, limits));
  return polled(state, metrics, readingsOf(metrics, poll, settings), { ...limits, maxErrorRate });
}

/** What stable's share of errors may have been, while it served; 0 where it never did. */
function rateBefore({ metrics }: State, { bets, confidence }: Limits): number {
  const stable = metrics[ERRORS]?.[0]?.stable;
  return stable === undefined || stable.requests === 0 ? 0 : upperRate(stable, bets.better, 1 - confidence);
}

function readingsOf(metrics: readonly Metric[], poll: Poll, { latencyThreshold }: AnalysisSettings): Record<string, readonly Reading[]> {
  const { canary, stable, edges, beside } = poll;
  const side = ({ requests, errors }: Poll['canary']) => ({ requests, bad: errors });
  const errors = [{ canary: side(canary), stable: beside ? side(stable) : null }];
  if (metrics.length === 1 || !beside || !edges || latencyThreshold === null) return { [ERRORS]: errors };
  // With bounds that are all shorter, the longest.
  const found = edges.findIndex((edge) => edge >= latencyThreshold);
  const edge = found === -1 ? edges.length - 1 : found;
  // A side that served nothing has no histogram.
  const slow = ({ requests, slower }: Poll['canary']) => ({ requests: slower ? requests : 0, bad: slower?.[edge] ?? 0 });
  return { [ERRORS]: errors, [LATENCY]: [{ canary: slow(canary), stable: slow(stable) }] };
}

function verdict(
  state: State,
  metrics: readonly Metric[],
  limits: Limits,
  poll: Poll | null,
  { onNoData, earlyPass }: AnalysisSettings,
  baked: boolean,
): Verdict {
  const errors = state.metrics[ERRORS]?.[0];
  if (!errors || errors.canary.requests === 0) return withoutData(onNoData, baked);
  const result = verdictOf(state, metrics, limits, { mayPass: baked || earlyPass, over: false });
  const [worst] = metrics.toSorted((a, b) => harm(state, [b]) - harm(state, [a]));
  const shown =
    result === 'fail' && worst?.name === LATENCY
      ? `slow answers ${comparison(state.metrics[LATENCY]?.[0] ?? errors, limits)}`
      : `errors ${comparison(errors, limits)}`;
  const text = `${shown}; ${standing(harm(state, metrics), safety(state, metrics), limits)}`;
  return { result, text: result === 'undecided' ? `${text}; ${moreNeeded(errors, limits, poll)}` : text };
}

function withoutData(onNoData: AnalysisSettings['onNoData'], baked: boolean): Verdict {
  const none = 'no request reached the new version';
  if (!baked || onNoData === 'wait') return { result: 'undecided', text: 'no request has reached the new version yet' };
  if (onNoData === 'fail') return { result: 'fail', text: none };
  return { result: 'pass', text: `${none}, which passes by \`on-no-data: pass\`` };
}

/** A line for each metric. */
function evidenceOf(state: State, metrics: readonly Metric[], limits: Limits): Evidence[] {
  return metrics.flatMap(({ name }) => {
    const edge = state.metrics[name]?.[0];
    if (!edge) return [];
    const served = ({ requests, bad }: { requests: number; bad: number }) => ({ requests, errors: bad });
    const all = name === ERRORS ? `; ${standing(harm(state, metrics), safety(state, metrics), limits)}` : '';
    return [{ metric: name, canary: served(edge.canary), stable: served(edge.stable), text: `${comparison(edge, limits)}${all}` }];
  });
}
