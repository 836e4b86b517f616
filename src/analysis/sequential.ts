import type { Evidence, Judge, JudgeState, Poll, Verdict } from '../ports/metrics.ts';
import type { AnalysisSettings } from '../ports/service.ts';
import { total, upperRate } from './evidence.ts';
import {
  carried,
  type EdgeState,
  harm,
  type Limits,
  type Metric,
  PLAIN,
  polled,
  type Reading,
  type State,
  safety,
  verdictOf,
} from './judge.ts';
import { comparison, moreNeeded, standing } from './words.ts';

/** Edges of a histogram that are judged; of more, every second or third. */
const MOST_EDGES = 12;
const ERRORS = 'errors';
const LATENCY = 'latency';

/**
 * Judges by evidence, poll by poll, for as long as a rollout lasts: fails a version when the evidence that it does worse than stable is strong enough,
 * and passes it, after its bake, when it is unlikely to be unacceptable. What is judged is errors, and, where the balancer counts them by
 * edges, how long answers take. Beside no stable, errors only, against `max-error-rate` or what stable had before.
 */
export function sequentialJudge(settings: AnalysisSettings): Judge {
  const limits = limitsOf(settings);
  return {
    judge(before, poll, baked) {
      const known = carried(before, limits);
      const metrics = metricsOf(known, poll, settings);
      const state = poll && poll.canary.requests + poll.stable.requests > 0 ? after(known, metrics, poll, limits, settings) : known;
      return {
        state: state as JudgeState,
        verdict: verdict(state, metrics, limits, poll, settings, baked),
        evidence: evidenceOf(state, metrics, limits),
      };
    },
  };
}

function limitsOf({ falseAlarmRate, confidence, minPolls, maxErrorRatio, maxErrorRate, burst }: AnalysisSettings): Limits {
  return { bets: PLAIN, falseAlarmRate, confidence, minPolls, maxErrorRatio, maxErrorRate, burst: burst ?? 'auto' };
}

/** Settled by the first poll, for the whole rollout: how much each may claim of the false alarms cannot change later. */
function metricsOf({ metrics }: State, poll: Poll | null, { tolerance }: AnalysisSettings): readonly Metric[] {
  const hasLatency = Object.keys(metrics).length === 0 ? poll?.edges !== undefined : metrics[LATENCY] !== undefined;
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
  const { slower } = canary;
  if (metrics.length === 1 || !beside || !edges || !slower) return { [ERRORS]: errors };
  const latency = chosen(edges, latencyThreshold).map((edge) => ({
    canary: { requests: canary.requests, bad: slower[edge] ?? 0 },
    // A side that served nothing has no histogram.
    stable: { requests: stable.slower ? stable.requests : 0, bad: stable.slower?.[edge] ?? 0 },
  }));
  return { [ERRORS]: errors, [LATENCY]: latency };
}

/** Which edges are judged, by number: with a threshold the first at or over it, or else the last. */
function chosen(edges: readonly number[], threshold: number | null): number[] {
  if (threshold !== null) {
    const at = edges.findIndex((edge) => edge >= threshold);
    return [at === -1 ? edges.length - 1 : at];
  }
  const step = Math.ceil(edges.length / MOST_EDGES);
  return edges.map((_, i) => i).filter((i) => i % step === 0);
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
      ? `slow answers ${comparison(worstEdge(state, LATENCY) ?? errors, limits)}`
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

function worstEdge({ metrics }: State, name: string): EdgeState | undefined {
  return metrics[name]?.toSorted((a, b) => total(b.harm) - total(a.harm))[0];
}

/** A line for each metric; of latency, the edge at which the canary looks worst. */
function evidenceOf(state: State, metrics: readonly Metric[], limits: Limits): Evidence[] {
  return metrics.flatMap(({ name }) => {
    const worst = worstEdge(state, name);
    if (!worst) return [];
    const served = ({ requests, bad }: { requests: number; bad: number }) => ({ requests, errors: bad });
    const all = name === ERRORS ? `; ${standing(harm(state, metrics), safety(state, metrics), limits)}` : '';
    return [{ metric: name, canary: served(worst.canary), stable: served(worst.stable), text: `${comparison(worst, limits)}${all}` }];
  });
}
