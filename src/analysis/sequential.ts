import type { Evidence, Judge, JudgeState, NextStep, Poll, Verdict } from '../ports/metrics.ts';
import type { AnalysisSettings } from '../ports/service.ts';
import { STANDARD } from './bets.ts';
import { NONE, type Side, together, upperRate } from './evidence.ts';
import { forecast } from './forecast.ts';
import { carried, type EdgeState, type Found, found, harm, type Limits, noted, polled, type State, verdictOf } from './judge.ts';
import { countedBy, hasSeen, readingOf, silence, type Watched, watchedBy } from './metrics.ts';
import { type Looks, looked, resultOf, type Threshold, thresholdLine, thresholdsOf } from './threshold.ts';
import { comparison, difference, expectation, moreNeeded, standing, UNKNOWN_TRAFFIC } from './words.ts';

const NEVER_DECIDES = 'never decides, as `dry-run` says';

/** What is carried: the evidence, and the looks at thresholds by metric. */
type Carried = State & { readonly looks?: Readonly<Record<string, Looks>> };

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
      const state = poll === null ? known : after(known, watched, poll, limits, settings);
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

/** Of errors, by what stable had of them so far. */
function foreseen(state: State, watched: readonly Watched[], step: NextStep, limits: Limits, settings: AnalysisSettings): string | null {
  const metric = watched.find(({ role, isLatency }) => role === 'judged' && !isLatency);
  if (!metric) return null;
  const { stable = NONE, earlier = NONE } = state.metrics[metric.name]?.[0] ?? {};
  const { requests, bad } = together(stable, earlier);
  if (requests === 0 || step.requestsPerMillisecond === null) return UNKNOWN_TRAFFIC;
  const { interval, initialDelay, analysisTimeout } = settings;
  const traffic = { requests: step.requestsPerMillisecond * interval, weight: step.weight / 100, share: bad / requests };
  const polls = (time: number) => Math.max(0, Math.floor(time / interval));
  const time = { bake: polls(step.bakeTime - initialDelay), more: polls(analysisTimeout) };
  return expectation(forecast(state, traffic, metric, limits, time), traffic, (count) => initialDelay + count * interval, interval);
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
  const thresholds = thresholdsOf(settings);
  if (thresholds.length === 0) return state;
  const looks = thresholds.map((one) => [one.name, looked(known.looks?.[one.name], one, poll.numbers[one.name], poll.elapsed)]);
  return { ...state, looks: Object.fromEntries(looks) };
}

/** What stable's share of bad requests may have been, while it served, be it beside the canary or before that; 0 where nobody saw it serve. */
function rateBefore({ metrics }: State, { name }: Watched, { bets, confidence }: Limits): number {
  const { stable = NONE, earlier = NONE } = metrics[name]?.[0] ?? {};
  const most = (side: Side) => (side.requests === 0 ? 0 : upperRate(side, bets.better, 1 - confidence));
  return Math.max(most(stable), most(earlier));
}

/** What is known of something watched that was counted. */
type Finding = { readonly one: Watched; readonly edge: EdgeState; readonly compared: string };
type Look = { readonly one: Threshold; readonly now: Looks | undefined };

/** What is known after a poll, for the verdict and for people alike. */
type Findings = {
  readonly counted: readonly Finding[];
  /** Whether anything counts that may decide, and whether it has counted a request to the new version. */
  readonly isJudged: boolean;
  readonly isSeen: boolean;
  /** Of what may decide. */
  readonly found: Found;
  readonly standing: string;
  /** Of the counted things that may decide, the one that harms most. */
  readonly worst: Finding | undefined;
  readonly looks: readonly Look[];
};

function findingsOf(state: Carried, watched: readonly Watched[], limits: Limits, settings: AnalysisSettings): Findings {
  const counted = watched.flatMap((one): Finding[] => {
    const edge = state.metrics[one.name]?.[0];
    return edge && edge.polls > 0 ? [{ one, edge, compared: comparison(edge, limits) }] : [];
  });
  const judged = watched.filter(({ role }) => role === 'judged');
  // What is not counted at all cannot be shown to be safe, and a latency that no balancer counts is not asked for.
  const all = found(
    state,
    judged.filter((one) => !one.isLatency || state.metrics[one.name] !== undefined),
  );
  return {
    counted,
    isJudged: judged.length > 0,
    isSeen: hasSeen(state, judged),
    found: all,
    standing: standing(all, limits),
    worst: counted.filter(({ one }) => one.role === 'judged').toSorted((a, b) => harm(state, [b.one]) - harm(state, [a.one]))[0],
    looks: thresholdsOf(settings).map((one) => ({ one, now: state.looks?.[one.name] })),
  };
}

function verdict(findings: Findings, limits: Limits, poll: Poll | null, settings: AnalysisSettings, baked: boolean): Verdict {
  const mayPass = baked || settings.earlyPass;
  const beside = thresholdVerdict(findings);
  const counted = findings.isJudged ? countedVerdict(findings, limits, poll, settings, { mayPass, baked }) : null;
  if (counted?.result === 'fail' || beside === null) return counted ?? { result: 'undecided', text: 'nothing is judged' };
  if (beside.result === 'fail' || beside.result === 'inconclusive') return beside;
  if (counted === null) return mayPass ? beside : { ...beside, result: 'undecided' };
  // Both have to agree before a version passes.
  return counted.result === 'pass' && beside.result !== 'pass' ? beside : counted;
}

/** null: there is no threshold that decides. */
function thresholdVerdict({ looks }: Findings): Verdict | null {
  const all = looks.filter(({ one }) => !one.dryRun);
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
  { counted, isSeen, found, standing, worst }: Findings,
  limits: Limits,
  poll: Poll | null,
  { onNoData }: AnalysisSettings,
  { mayPass, baked }: { readonly mayPass: boolean; readonly baked: boolean },
): Verdict {
  if (!isSeen) return withoutData(onNoData, baked, poll === null ? '' : silence(poll));
  const result = verdictOf(found, limits, { mayPass, over: false });
  const judged = counted.filter(({ one }) => one.role === 'judged');
  const first = (result === 'fail' ? worst : judged.find(({ one }) => !one.isLatency)) ?? judged[0];
  if (!first) return { result: 'undecided', text: 'no request has reached the new version yet' };
  const { one, edge, compared } = first;
  const text = `${one.isLatency && one.source === null ? 'slow answers' : one.name} ${compared}; ${standing}`;
  if (result !== 'undecided') return { result, text };
  const requests = poll === null ? 0 : (countedBy(one.source, poll)?.canary.requests ?? 0);
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
function evidenceOf({ counted, looks, standing }: Findings, limits: Limits): Evidence[] {
  const first = counted.find(({ one }) => one.role === 'judged');
  const lines = counted.map(({ one, edge, compared }): Evidence => {
    const served = ({ requests, bad }: Side) => ({ requests, errors: bad });
    const all = one === first?.one ? `; ${standing}` : '';
    const end = one.role === 'judged' ? all : one.role === 'compared' ? `; ${difference(edge, limits)}` : `; ${NEVER_DECIDES}`;
    return { metric: one.name, canary: served(edge.canary), stable: served(edge.stable), text: `${compared}${end}` };
  });
  const nothing = { requests: 0, errors: 0 };
  const thresholds = looks.flatMap(({ one, now }) => {
    const end = one.dryRun ? `; ${NEVER_DECIDES}` : '';
    return now ? [{ metric: one.name, canary: nothing, stable: nothing, text: `${thresholdLine(now, one)}${end}` }] : [];
  });
  return [...lines, ...thresholds];
}
