import type { Evidence, Judge, JudgeState, NextStep, Poll, Verdict } from '../ports/metrics.ts';
import type { AnalysisSettings } from '../ports/service.ts';
import { STANDARD } from './bets.ts';
import { NONE, type Side, together, upperRate } from './evidence.ts';
import { forecast } from './forecast.ts';
import { carried, type EdgeState, type Found, harm, type Limits, noted, polled, type State, safety, verdictOf } from './judge.ts';
import { countedBy, hasSeen, readingOf, type Silent, silentAfter, type Watched, watchedBy } from './metrics.ts';
import { type Looks, looked, resultOf, type Threshold, thresholdLine, thresholdsOf } from './threshold.ts';
import { comparison, difference, expectation, moreNeeded, standing, UNKNOWN_TRAFFIC } from './words.ts';

const NEVER_DECIDES = 'never decides, as `dry-run` says';

/** What is carried: the evidence, the looks at thresholds by metric, and which metrics say nothing. */
type Carried = State & { readonly looks?: Readonly<Record<string, Looks>>; readonly silent?: Silent };

/**
 * Judges by evidence, poll by poll, for as long as a rollout lasts: fails a version when the evidence that it does worse than stable is strong enough,
 * and passes it, after its bake, when it is unlikely to be unacceptable. What is judged is errors, and, with `latency-threshold`, answers that take
 * longer, by what the platform counts or by the metrics of the service file. Beside no stable, errors only, against `max-error-rate` or what stable had
 * before; in place, both that and beside those not replaced yet. Thresholds of the service file decide beside that.
 */
export function sequentialJudge(settings: AnalysisSettings): Judge {
  const limits = limitsOf(settings);
  const watched = watchedBy(settings);
  return {
    judge(before, poll, baked) {
      const known = carried(before, limits) as Carried;
      const state = poll === null ? known : short(after(known, watched, poll, limits, settings));
      const findings = findingsOf(state, watched, limits, settings);
      return {
        state: state as JudgeState,
        verdict: verdict(findings, limits, poll, settings, baked),
        evidence: evidenceOf(findings, limits),
      };
    },
    note(before, earlier) {
      const known = carried(before, limits);
      return watched.reduce((state, one) => {
        const stable = one.isLatency ? undefined : countedBy(one.source, earlier)?.stable;
        return stable && stable.requests > 0 ? noted(state, one, { requests: stable.requests, bad: stable.errors }, limits) : state;
      }, known) as JudgeState;
    },
    foresee: (before, step) => foreseen(carried(before, limits), watched, step, limits, settings),
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

/** Of errors, by what stable had of them so far. */
function foreseen(state: State, watched: readonly Watched[], step: NextStep, limits: Limits, settings: AnalysisSettings): string | null {
  const metric = watched.find(({ role, isLatency }) => role === 'judged' && !isLatency);
  if (!metric) return null;
  const { stable = NONE, earlier = NONE } = state.metrics[metric.name]?.[0] ?? {};
  const { requests, bad } = together(stable, earlier);
  if (requests === 0 || step.requestsPerMillisecond === null) return UNKNOWN_TRAFFIC;
  const { interval, initialDelay, analysisTimeout, earlyPass } = settings;
  const traffic = { requests: step.requestsPerMillisecond * interval, weight: step.weight / 100, share: bad / requests };
  const polls = (time: number) => Math.max(0, Math.floor(time / interval));
  const time = { bake: polls(step.bakeTime - initialDelay), more: polls(analysisTimeout) };
  const expected = forecast(state, traffic, metric, limits, time);
  // What is safe earlier waits for the end of its bake.
  const pass = expected.pass === null || earlyPass ? expected.pass : expected.polls;
  return expectation({ ...expected, pass }, traffic, (count) => initialDelay + count * interval, interval);
}

function limitsOf({ falseAlarmRate, confidence, minPolls, maxErrorRatio, maxErrorRate, burst }: AnalysisSettings): Limits {
  return { bets: STANDARD, falseAlarmRate, confidence, minPolls, maxErrorRatio, maxErrorRate, burst: burst ?? 'auto' };
}

function after(known: Carried, watched: readonly Watched[], poll: Poll, limits: Limits, settings: AnalysisSettings): Carried {
  const state = watched.reduce<State>((before, one) => {
    const reading = readingOf(one, poll, settings.latencyThreshold);
    if (reading === null) return before;
    const isCompared = poll.beside && !poll.inPlace;
    const maxErrorRate = isCompared ? limits.maxErrorRate : Math.max(limits.maxErrorRate, rateBefore(before, one, limits));
    return polled(before, [one], { [one.name]: [reading] }, { ...limits, maxErrorRate });
  }, known);
  if (settings.metrics.length === 0) return state;
  const silent = silentAfter(known.silent ?? {}, poll);
  const thresholds = thresholdsOf(settings);
  if (thresholds.length === 0) return { ...state, silent };
  const looks = thresholds.map((one) => [one.name, looked(known.looks?.[one.name], one, poll.numbers[one.name], poll.elapsed)]);
  return { ...state, silent, looks: Object.fromEntries(looks) };
}

/**
 * What stable's share of bad requests may have been, while it served, be it beside the canary or before that; 0 where nobody saw more than are
 * allowed: of a few good requests alone, it might have been anything.
 */
function rateBefore({ metrics }: State, { name }: Watched, { bets, confidence, maxErrorRate }: Limits): number {
  const { stable = NONE, earlier = NONE } = metrics[name]?.[0] ?? {};
  const most = (side: Side) => (side.bad > maxErrorRate * side.requests ? upperRate(side, bets.better, 1 - confidence) : 0);
  return Math.max(most(stable), most(earlier));
}

/** What is known of something watched, and what it says nothing for, where it does. */
type Finding = {
  readonly one: Watched;
  /** null: nothing was counted yet. */
  readonly edge: EdgeState | null;
  /** How both versions compare, in words; '' where nothing was counted. */
  readonly compared: string;
  readonly isSeen: boolean;
  readonly silent: Silent[string] | null;
};
type Look = { readonly one: Threshold; readonly now: Looks | undefined; readonly silent: Silent[string] | null };

/** What is known after a poll, for the verdict and for people alike. */
type Findings = {
  readonly all: readonly Finding[];
  /** What may decide: all of it, what says nothing or has counted no request to the new version, and what there is to decide by. */
  readonly judged: readonly Finding[];
  readonly lacking: readonly Finding[];
  readonly needed: readonly Finding[];
  readonly found: Found;
  readonly standing: string;
  readonly looks: readonly Look[];
};

function findingsOf(state: Carried, watched: readonly Watched[], limits: Limits, settings: AnalysisSettings): Findings {
  const silentOf = (name: string | null) => (name === null ? null : (state.silent?.[name] ?? null));
  const all = watched.map((one): Finding => {
    const known = state.metrics[one.name]?.[0];
    const edge = known && known.polls > 0 ? known : null;
    return {
      one,
      edge,
      compared: edge === null ? '' : comparison(edge, limits),
      isSeen: hasSeen(state, one),
      silent: silentOf(one.source),
    };
  });
  const judged = all.filter(({ one }) => one.role === 'judged');
  const lacking = judged.filter(({ one, isSeen, silent }) => !one.isLatency && (!isSeen || silent !== null));
  const others = judged.filter(({ one }) => !lacking.some((without) => without.one.source === one.source));
  // What is not counted at all cannot be shown to be safe, and a latency that no balancer counts is not asked for.
  const needed = others.filter(({ one, edge }) => !one.isLatency || edge !== null);
  const metrics = (findings: readonly Finding[]) => findings.map(({ one }) => one);
  const known = { harm: harm(state, metrics(judged)), safety: safety(state, metrics(needed)) };
  const looks = thresholdsOf(settings).map((one) => ({ one, now: state.looks?.[one.name], silent: silentOf(one.name) }));
  const byHarm = judged.toSorted((a, b) => harm(state, [b.one]) - harm(state, [a.one]));
  return { all, judged: byHarm, lacking, needed, found: known, standing: standing(known, limits), looks };
}

function verdict(findings: Findings, limits: Limits, poll: Poll | null, settings: AnalysisSettings, baked: boolean): Verdict {
  const mayPass = baked || settings.earlyPass;
  const beside = thresholdVerdict(findings);
  const counted = findings.judged.length > 0 ? countedVerdict(findings, limits, poll, settings, { mayPass, baked }) : null;
  if (counted?.result === 'fail' || beside === null) return counted ?? { result: 'undecided', text: 'nothing is judged' };
  if (beside.result === 'fail' || beside.result === 'inconclusive') return beside;
  if (counted === null) return mayPass ? beside : { ...beside, result: 'undecided' };
  // Both have to agree before a version passes.
  return counted.result === 'pass' && beside.result !== 'pass' ? beside : counted;
}

/** null: there is no threshold that decides. */
function thresholdVerdict({ looks }: Findings): Verdict | null {
  const said = looks
    .filter(({ one }) => one.decides)
    .map(({ one, now, silent }): Verdict => {
      const found = now ? thresholdLine(now, one) : 'was not looked at yet';
      return { result: now ? resultOf(now, one) : 'undecided', text: `${one.name} ${found}${because(silent)}` };
    });
  for (const result of ['fail', 'inconclusive', 'undecided'] as const) {
    const found = said.find((one) => one.result === result);
    if (found) return found;
  }
  return said[0] ?? null;
}

/** ` (Prometheus … did not answer within 5s)`, where a metric says nothing. */
function because(silent: Silent[string] | null): string {
  return silent === null ? '' : ` (${silent.why})`;
}

function countedVerdict(
  { judged, lacking, needed, found, standing }: Findings,
  limits: Limits,
  poll: Poll | null,
  { onNoData }: AnalysisSettings,
  { mayPass, baked }: { readonly mayPass: boolean; readonly baked: boolean },
): Verdict {
  const known = judged.filter(({ edge }) => edge !== null);
  const isNobodys = poll !== null && known.length === 0 && judged.every(({ one }) => one.source === null) && poll.own === null;
  if (isNobodys) return { result: mayPass ? 'pass' : 'undecided', text: 'nothing is judged' };
  const isFailed = found.harm >= 1 / limits.falseAlarmRate;
  const isAll = needed.length === 0;
  const without = isFailed || lacking.length === 0 ? null : withoutData(lacking, isAll, { onNoData, baked, limits });
  if (without && (without.result !== 'pass' || isAll)) return without;
  const result = verdictOf(found, limits, { mayPass, over: false });
  const first = (result === 'fail' ? undefined : needed.find(({ one }) => !one.isLatency)) ?? known[0];
  if (!first?.edge) return { result: 'undecided', text: 'no request has reached the new version yet' };
  const { one, edge, compared } = first;
  const text = `${one.isLatency && one.source === null ? 'slow answers' : one.name} ${compared}; ${standing}`;
  if (result !== 'undecided') return { result, text };
  const requests = poll === null ? 0 : (countedBy(one.source, poll)?.canary.requests ?? 0);
  return { result, text: `${text}; ${moreNeeded(edge, limits, poll === null ? 0 : requests / poll.elapsed)}` };
}

/**
 * What follows from metrics that say nothing, or have counted no request to the new version. One that has counted some may be silent for a few
 * polls, as while its server starts again.
 */
function withoutData(
  lacking: readonly Finding[],
  isAll: boolean,
  { onNoData, baked, limits }: { readonly onNoData: AnalysisSettings['onNoData']; readonly baked: boolean; readonly limits: Limits },
): Verdict {
  const silent = lacking.flatMap(({ one, silent }) => (silent === null ? [] : [`metric ${one.source}: ${silent.why}`]));
  const why = silent.length > 0 ? silent.join('; ') : null;
  const isLasting = lacking.every(({ isSeen, silent }) => !isSeen || (silent?.polls ?? 0) >= limits.minPolls);
  const who = isAll ? 'no request' : `no request that ${lacking.map(({ one }) => one.name).join(' and ')} counts`;
  if (!baked || onNoData === 'wait' || !isLasting) return { result: 'undecided', text: why ?? `${who} has reached the new version yet` };
  const none = why ?? `${who} reached the new version`;
  return onNoData === 'fail' ? { result: 'fail', text: none } : { result: 'pass', text: `${none}, which passes by \`on-no-data: pass\`` };
}

/** A line for each metric. */
function evidenceOf({ all, looks, standing }: Findings, limits: Limits): Evidence[] {
  const nothing = { canary: { requests: 0, errors: 0 }, stable: { requests: 0, errors: 0 } };
  const first = all.find(({ one, edge }) => one.role === 'judged' && edge !== null);
  const counted = all.flatMap((finding): Evidence[] => {
    const { one, edge, compared, silent } = finding;
    if (!edge) return silent === null || one.isLatency ? [] : [{ metric: one.name, ...nothing, text: `says nothing: ${silent.why}` }];
    const served = ({ requests, bad }: Side) => ({ requests, errors: bad });
    const ends = { judged: finding === first ? standing : '', compared: difference(edge, limits), shown: NEVER_DECIDES };
    const now = silent === null ? '' : `says nothing now: ${silent.why}`;
    const text = [compared, ends[one.role], now].filter((part) => part !== '').join('; ');
    return [{ metric: one.name, canary: served(edge.canary), stable: served(edge.stable), text }];
  });
  const thresholds = looks.flatMap(({ one, now, silent }) => {
    const end = `${because(silent)}${one.decides ? '' : `; ${NEVER_DECIDES}`}`;
    return now ? [{ metric: one.name, ...nothing, text: `${thresholdLine(now, one)}${end}` }] : [];
  });
  return [...counted, ...thresholds];
}
