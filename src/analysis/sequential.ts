import type { Evidence, Judge, JudgeState, Poll, Verdict } from '../ports/metrics.ts';
import type { AnalysisSettings } from '../ports/service.ts';
import { STANDARD } from './bets.ts';
import { upperRate } from './evidence.ts';
import { carried, harm, type Limits, polled, type State, safety, verdictOf } from './judge.ts';
import { countedBy, hasSeen, readingOf, type Silent, silentAfter, type Watched, watchedBy } from './metrics.ts';
import { type Looks, looked, resultOf, thresholdLine, thresholdsOf } from './threshold.ts';
import { comparison, difference, moreNeeded, standing } from './words.ts';

/** What is carried: the evidence, the looks at thresholds by metric, and which metrics say nothing. */
type Carried = State & { readonly looks?: Readonly<Record<string, Looks>>; readonly silent?: Silent };

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
      const state = poll === null ? known : short(after(known, watched, poll, limits, settings));
      return {
        state: state as JudgeState,
        verdict: verdict(state, watched, limits, poll, settings, baked),
        evidence: evidenceOf(state, watched, limits, settings),
      };
    },
  };
}

/** Digits of a fraction that are carried: far more than a verdict needs, and a journal of many metrics has room for no more. */
const DIGITS = 8;

function short<T>(value: T): T {
  if (typeof value === 'number') return (Number.isSafeInteger(value) ? value : Number(value.toPrecision(DIGITS))) as T;
  if (Array.isArray(value)) return value.map(short) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, short(part)])) as T;
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
  if (settings.metrics.length === 0) return state;
  const silent = silentAfter(known.silent ?? {}, poll);
  const thresholds = thresholdsOf(settings);
  if (thresholds.length === 0) return { ...state, silent };
  const looks = thresholds.map((one) => [one.name, looked(known.looks?.[one.name], one, poll.numbers[one.name], poll.elapsed)]);
  return { ...state, silent, looks: Object.fromEntries(looks) };
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
function thresholdVerdict({ looks = {}, silent = {} }: Carried, settings: AnalysisSettings): Verdict | null {
  const all = thresholdsOf(settings)
    .filter(({ dryRun }) => !dryRun)
    .map((one) => ({ one, now: looks[one.name] }));
  const said = all.map(
    ({ one, now }): Verdict => ({
      result: now ? resultOf(now, one) : 'undecided',
      text: `${one.name} ${now ? thresholdLine(now, one) : 'was not looked at yet'}${because(silent, one.name)}`,
    }),
  );
  for (const result of ['fail', 'inconclusive', 'undecided'] as const) {
    const found = said.find((one) => one.result === result);
    if (found) return found;
  }
  return said[0] ?? null;
}

/** ` (Prometheus … did not answer within 5s)`, where a metric says nothing. */
function because(silent: Silent, name: string): string {
  const why = silent[name]?.why;
  return why === undefined ? '' : ` (${why})`;
}

function countedVerdict(
  state: Carried,
  judged: readonly Watched[],
  limits: Limits,
  poll: Poll | null,
  { onNoData }: AnalysisSettings,
  { mayPass, baked }: { readonly mayPass: boolean; readonly baked: boolean },
): Verdict {
  const known = judged.filter(({ name }) => state.metrics[name] !== undefined);
  const isNobodys = poll !== null && known.length === 0 && judged.every(({ source }) => source === null) && poll.own === null;
  if (isNobodys) return { result: mayPass ? 'pass' : 'undecided', text: 'nothing is judged' };
  const harmful = harm(state, known);
  const isFailed = harmful >= 1 / limits.falseAlarmRate;
  const lacking = isFailed ? [] : judged.filter((one) => !one.isLatency && (!hasSeen(state, one) || silentOf(state, one) !== null));
  const others = judged.filter(({ source }) => !lacking.some((one) => one.source === source));
  const without = lacking.length === 0 ? null : withoutData(lacking, others.length === 0, state, { onNoData, baked, limits });
  if (without && (without.result !== 'pass' || others.length === 0)) return without;
  // What is not counted at all cannot be shown to be safe, and a latency that no balancer counts is not asked for.
  const needed = others.filter((one) => !one.isLatency || state.metrics[one.name] !== undefined);
  const safe = safety(state, needed);
  const result = isFailed ? 'fail' : verdictOf(state, needed, limits, { mayPass, over: false });
  const [worst] = known.toSorted((a, b) => harm(state, [b]) - harm(state, [a]));
  const first = (isFailed ? worst : needed.find(({ isLatency }) => !isLatency)) ?? known[0];
  const edge = first && state.metrics[first.name]?.[0];
  if (!first || !edge) return { result: 'undecided', text: 'no request has reached the new version yet' };
  const subject = first.isLatency && first.source === null ? 'slow answers' : first.name;
  const text = `${subject} ${comparison(edge, limits)}; ${standing(harmful, safe, limits)}`;
  if (result !== 'undecided') return { result, text };
  const requests = poll === null ? 0 : (countedBy(first.source, poll)?.canary.requests ?? 0);
  return { result, text: `${text}; ${moreNeeded(edge, limits, poll === null ? 0 : requests / poll.elapsed)}` };
}

function silentOf({ silent = {} }: Carried, { source }: Watched): Silent[string] | null {
  return source === null ? null : (silent[source] ?? null);
}

/**
 * What follows from metrics that say nothing, or have counted no request to the new version. One that has counted some may be silent for a few
 * polls, as while its server starts again.
 */
function withoutData(
  lacking: readonly Watched[],
  isAll: boolean,
  state: Carried,
  { onNoData, baked, limits }: { readonly onNoData: AnalysisSettings['onNoData']; readonly baked: boolean; readonly limits: Limits },
): Verdict {
  const silent = lacking.flatMap((one) => {
    const now = silentOf(state, one);
    return now === null ? [] : [`metric ${one.source}: ${now.why}`];
  });
  const why = silent.length > 0 ? silent.join('; ') : null;
  const isLasting = lacking.every((one) => !hasSeen(state, one) || (silentOf(state, one)?.polls ?? 0) >= limits.minPolls);
  const who = isAll ? 'no request' : `no request that ${lacking.map(({ name }) => name).join(' and ')} counts`;
  if (!baked || onNoData === 'wait' || !isLasting) return { result: 'undecided', text: why ?? `${who} has reached the new version yet` };
  const none = why ?? `${who} reached the new version`;
  return onNoData === 'fail' ? { result: 'fail', text: none } : { result: 'pass', text: `${none}, which passes by \`on-no-data: pass\`` };
}

/** A line for each metric. */
function evidenceOf(state: Carried, watched: readonly Watched[], limits: Limits, settings: AnalysisSettings): Evidence[] {
  const judged = watched.filter(({ role, name }) => role === 'judged' && state.metrics[name] !== undefined);
  const nothing = { canary: { requests: 0, errors: 0 }, stable: { requests: 0, errors: 0 } };
  const counted = watched.flatMap((one) => {
    const { name, role } = one;
    const edge = state.metrics[name]?.[0];
    const why = silentOf(state, one)?.why;
    if (!edge) return why === undefined || one.isLatency ? [] : [{ metric: name, ...nothing, text: `says nothing: ${why}` }];
    const served = ({ requests, bad }: { requests: number; bad: number }) => ({ requests, errors: bad });
    const all = name === judged[0]?.name ? `; ${standing(harm(state, judged), safety(state, judged), limits)}` : '';
    const ends = { judged: all, compared: `; ${difference(edge, limits)}`, shown: '; never decides, as `dry-run` says' };
    const end = `${ends[role]}${why === undefined ? '' : `; says nothing now: ${why}`}`;
    return [{ metric: name, canary: served(edge.canary), stable: served(edge.stable), text: `${comparison(edge, limits)}${end}` }];
  });
  const thresholds = thresholdsOf(settings).flatMap((one) => {
    const now = state.looks?.[one.name];
    const end = `${because(state.silent ?? {}, one.name)}${one.dryRun ? '; never decides, as `dry-run` says' : ''}`;
    return now ? [{ metric: one.name, ...nothing, text: `${thresholdLine(now, one)}${end}` }] : [];
  });
  return [...counted, ...thresholds];
}
