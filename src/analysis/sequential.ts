import type { Evidence, Judge, JudgeState, Poll, Verdict } from '../ports/metrics.ts';
import type { AnalysisSettings } from '../ports/service.ts';
import { STANDARD } from './bets.ts';
import { upperRate } from './evidence.ts';
import { carried, harm, type Limits, polled, type State, safety, verdictOf } from './judge.ts';
import { countedBy, hasSeen, readingOf, silence, type Watched, watchedBy } from './metrics.ts';
import { type Looks, looked, resultOf, thresholdLine, thresholdsOf } from './threshold.ts';
import { comparison, difference, moreNeeded, standing } from './words.ts';

/** What is carried: the evidence, and the looks at thresholds by metric. */
type Carried = State & { readonly looks?: Readonly<Record<string, Looks>> };

/**
 * Judges by evidence, poll by poll, for as long as a rollout lasts: fails a version when the evidence that it does worse than stable is strong enough,
 * and passes it, after its bake, when it is unlikely to be unacceptable. What is judged is errors, and, with `latency-threshold`, answers that take
 * longer, by what the platform counts or by the metrics of the service file. Beside no stable, errors only, against `max-error-rate` or what stable had
 * before. Thresholds of the service file decide beside that.
 */
export function sequentialJudge(settings: AnalysisSettings): Judge {
  const limits = limitsOf(settings);
  const watched = watchedBy(settings);
  return {
    judge(before, poll, baked) {
      const known = carried(before, limits) as Carried;
      const state = poll === null ? known : after(known, watched, poll, limits, settings);
      return {
        state: state as JudgeState,
        verdict: verdict(state, watched, limits, poll, settings, baked),
        evidence: evidenceOf(state, watched, limits, settings),
      };
    },
  };
}

function limitsOf({ falseAlarmRate, confidence, minPolls, maxErrorRatio, maxErrorRate, burst }: AnalysisSettings): Limits {
  return { bets: STANDARD, falseAlarmRate, confidence, minPolls, maxErrorRatio, maxErrorRate, burst: burst ?? 'auto' };
}

function after(known: Carried, watched: readonly Watched[], poll: Poll, limits: Limits, settings: AnalysisSettings): Carried {
  const state = watched.reduce<State>((before, one) => {
    const reading = readingOf(one, poll, settings.latencyThreshold);
    if (reading === null) return before;
    const maxErrorRate = poll.beside ? limits.maxErrorRate : Math.max(limits.maxErrorRate, rateBefore(before, one, limits));
    return polled(before, [one], { [one.name]: [reading] }, { ...limits, maxErrorRate });
  }, known);
  const thresholds = thresholdsOf(settings);
  if (thresholds.length === 0) return state;
  const looks = thresholds.map((one) => [one.name, looked(known.looks?.[one.name], one, poll.numbers[one.name], poll.elapsed)]);
  return { ...state, looks: Object.fromEntries(looks) };
}

/** What stable's share of bad requests may have been, while it served; 0 where it never did. */
function rateBefore({ metrics }: State, { name }: Watched, { bets, confidence }: Limits): number {
  const stable = metrics[name]?.[0]?.stable;
  return stable === undefined || stable.requests === 0 ? 0 : upperRate(stable, bets.better, 1 - confidence);
}

function verdict(
  state: Carried,
  watched: readonly Watched[],
  limits: Limits,
  poll: Poll | null,
  settings: AnalysisSettings,
  baked: boolean,
): Verdict {
  const mayPass = baked || settings.earlyPass;
  const beside = thresholdVerdict(state, settings);
  const judged = watched.filter(({ role }) => role === 'judged');
  const counted = judged.length === 0 ? null : countedVerdict(state, judged, limits, poll, settings, { mayPass, baked });
  if (counted?.result === 'fail' || beside === null) return counted ?? { result: 'undecided', text: 'nothing is judged' };
  if (beside.result === 'fail' || beside.result === 'inconclusive') return beside;
  if (counted === null) return mayPass ? beside : { ...beside, result: 'undecided' };
  // Both have to agree before a version passes.
  return counted.result === 'pass' && beside.result !== 'pass' ? beside : counted;
}

/** null: there is no threshold that decides. */
function thresholdVerdict({ looks = {} }: Carried, settings: AnalysisSettings): Verdict | null {
  const all = thresholdsOf(settings)
    .filter(({ dryRun }) => !dryRun)
    .map((one) => ({ one, now: looks[one.name] }));
  const said = all.map(
    ({ one, now }): Verdict => ({
      result: now ? resultOf(now, one) : 'undecided',
      text: `${one.name} ${now ? thresholdLine(now, one) : 'was not looked at yet'}`,
    }),
  );
  for (const result of ['fail', 'inconclusive', 'undecided'] as const) {
    const found = said.find((one) => one.result === result);
    if (found) return found;
  }
  return said[0] ?? null;
}

function countedVerdict(
  state: State,
  judged: readonly Watched[],
  limits: Limits,
  poll: Poll | null,
  { onNoData }: AnalysisSettings,
  { mayPass, baked }: { readonly mayPass: boolean; readonly baked: boolean },
): Verdict {
  if (!hasSeen(state, judged)) return withoutData(onNoData, baked, poll === null ? '' : silence(poll));
  const known = judged.filter(({ name }) => state.metrics[name] !== undefined);
  // What is not counted at all cannot be shown to be safe, and a latency that no balancer counts is not asked for.
  const needed = judged.filter((one) => !one.isLatency || state.metrics[one.name] !== undefined);
  const [harmful, safe] = [harm(state, known), safety(state, needed)];
  const result = harmful >= 1 / limits.falseAlarmRate ? 'fail' : verdictOf(state, needed, limits, { mayPass, over: false });
  const [worst] = known.toSorted((a, b) => harm(state, [b]) - harm(state, [a]));
  const first = (result === 'fail' ? worst : known.find(({ isLatency }) => !isLatency)) ?? known[0];
  const edge = first && state.metrics[first.name]?.[0];
  if (!first || !edge) return { result: 'undecided', text: 'no request has reached the new version yet' };
  const subject = first.isLatency && first.source === null ? 'slow answers' : first.name;
  const text = `${subject} ${comparison(edge, limits)}; ${standing(harmful, safe, limits)}`;
  if (result !== 'undecided') return { result, text };
  const requests = poll === null ? 0 : (countedBy(first.source, poll)?.canary.requests ?? 0);
  return { result, text: `${text}; ${moreNeeded(edge, limits, poll === null ? 0 : requests / poll.elapsed)}` };
}

/** @param why no metric answers, where that is so */
function withoutData(onNoData: AnalysisSettings['onNoData'], baked: boolean, why: string): Verdict {
  const none = why === '' ? 'no request reached the new version' : why;
  if (!baked || onNoData === 'wait') return { result: 'undecided', text: why === '' ? 'no request has reached the new version yet' : why };
  if (onNoData === 'fail') return { result: 'fail', text: none };
  return { result: 'pass', text: `${none}, which passes by \`on-no-data: pass\`` };
}

/** A line for each metric. */
function evidenceOf(state: Carried, watched: readonly Watched[], limits: Limits, settings: AnalysisSettings): Evidence[] {
  const judged = watched.filter(({ role, name }) => role === 'judged' && state.metrics[name] !== undefined);
  const counted = watched.flatMap(({ name, role }) => {
    const edge = state.metrics[name]?.[0];
    if (!edge) return [];
    const served = ({ requests, bad }: { requests: number; bad: number }) => ({ requests, errors: bad });
    const all = name === judged[0]?.name ? `; ${standing(harm(state, judged), safety(state, judged), limits)}` : '';
    const ends = { judged: all, compared: `; ${difference(edge, limits)}`, shown: '; never decides, as `dry-run` says' };
    return [{ metric: name, canary: served(edge.canary), stable: served(edge.stable), text: `${comparison(edge, limits)}${ends[role]}` }];
  });
  const nothing = { requests: 0, errors: 0 };
  const thresholds = thresholdsOf(settings).flatMap((one) => {
    const now = state.looks?.[one.name];
    const end = one.dryRun ? '; never decides, as `dry-run` says' : '';
    return now ? [{ metric: one.name, canary: nothing, stable: nothing, text: `${thresholdLine(now, one)}${end}` }] : [];
  });
  return [...counted, ...thresholds];
}
