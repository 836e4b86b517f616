import { logShare, NONE, power, type Side, together } from '../../src/analysis/evidence.ts';
import { carried, harm, type Limits, type Metric, polled } from '../../src/analysis/judge.ts';
import { chanceOfSuchRanks, isHigher } from './mann-whitney.ts';
import type { Drawn, Traffic } from './traffic.ts';

/** Sees one poll after the other and says whether the canary fails at this one. */
export type Tool = (poll: Drawn) => boolean;
/** A tool before its first poll. Those that know the rates beforehand show what is possible at all. */
export type Kind = (traffic: Traffic) => Tool;

const ERRORS: Metric = { name: 'errors', weight: 1, tolerance: 1 };

/** As with `latency-threshold`: a half of the false alarms for each. */
const BOTH: readonly Metric[] = [
  { ...ERRORS, weight: 0.5 },
  { name: 'latency', weight: 0.5, tolerance: 1.1 },
];

/** @param inPlace as the batches of a rolling update are judged */
export function sluice(limits: Limits, inPlace = false): Kind {
  return ({ slow: isLatencyJudged }) => {
    const metrics = isLatencyJudged ? BOTH : [ERRORS];
    let state = carried(null, limits);
    return ({ slow, ...errors }) => {
      state = polled(state, metrics, { errors: [{ ...errors, inPlace }], ...(slow && { latency: [slow] }) }, limits);
      return harm(state, metrics) >= 1 / limits.falseAlarmRate;
    };
  };
}

/** Wald's sequential test between both rates, which it knows. */
export function oracle(falseAlarmRate: number): Kind {
  return ({ stable, canary }) => {
    let sum = 0;
    return ({ canary: { requests, bad } }) => {
      sum += power(canary / stable, bad) + power((1 - canary) / (1 - stable), requests - bad);
      return sum >= Math.log(1 / falseAlarmRate);
    };
  };
}

/** One bet, on the ratio of both rates, which it knows. */
export function knowsRatio(falseAlarmRate: number): Kind {
  return ({ stable, canary }) => {
    let sum = 0;
    return (poll) => {
      sum += logShare(canary / stable, poll, 1);
      return sum >= Math.log(1 / falseAlarmRate);
    };
  };
}

/**
 * Flagger as its guide sets it (docs.flagger.app/usage/metrics and …/how-it-works: `interval: 1m`; `threshold: 5` in its tutorials;
 * `request-success-rate` of at least 99): each minute, at most 1 % bad; rolls back at the check after the fifth that failed, in a row or not.
 * A check without requests fails no one.
 */
export const flagger: Kind = ({ interval }) => fixed(60 / interval, 0.01, 5, 1);
/**
 * Argo Rollouts as in its documents (argo-rollouts.readthedocs.io/en/stable/features/analysis: `interval: 5m`, `failureLimit: 3`,
 * `successCondition: result >= 0.95`): the fourth failure is one too many.
 */
export const argo: Kind = ({ interval }) => fixed(300 / interval, 0.05, 4, 0);
/** The same, measured each minute, as other examples there do. */
export const argoMinute: Kind = ({ interval }) => fixed(60 / interval, 0.05, 4, 0);
/** The same, measured at each poll. */
export const argoOften: Kind = () => fixed(1, 0.05, 4, 0);

function fixed(polls: number, share: number, failures: number, later: number): Tool {
  let [seen, failed] = [0, 0];
  let sum = NONE;
  return ({ canary }) => {
    sum = together(sum, canary);
    if (++seen % polls !== 0) return false;
    if (failed >= failures) return later > 0;
    if (sum.requests > 0 && sum.bad > share * sum.requests) failed++;
    sum = NONE;
    return later === 0 && failed >= failures;
  };
}

/**
 * Kayenta: shares of bad requests by the minute, all since the start; high when the Hodges-Lehmann difference's 98 % interval is above a quarter
 * of the difference (`NetflixACAJudge`: `fraction = 0.25, confLevel = 0.98`; a growing window where no `lookbackMins` is set). How often it judges is
 * the user's to say; Spinnaker's pages recommend hours. Each quarter of an hour is our choice, and sooner than theirs.
 */
export const kayenta: Kind = ({ interval }) => mannWhitney(60 / interval, 900 / interval, isHigh, 'keeps');
/** The same test, repeated each minute. */
export const kayentaOften: Kind = ({ interval }) => mannWhitney(60 / interval, 60 / interval, isHigh, 'keeps');

/**
 * PipeCD's `CANARY_PRIMARY` with `deviation: HIGH` (pkg/app/piped/executor/analysis: `metrics_analyzer.go` tests at `const alpha = 0.05`, the points of the
 * last interval only; `prometheus.go` asks for one a minute): each 5 minutes, as its examples say; as no `failureLimit` is set, the first failure is one
 * too many. Where all points are the same it reports an error, which counts as a failure; here that is none.
 */
export const pipecd: Kind = ({ interval }) =>
  mannWhitney(60 / interval, 300 / interval, (canary, stable) => chanceOfSuchRanks(canary, stable) <= 0.05, 'forgets');

function isHigh(canary: readonly number[], stable: readonly number[]): boolean {
  return isHigher(canary, stable, { confidence: 0.98, fraction: 0.25 });
}

type Test = (canary: readonly number[], stable: readonly number[]) => boolean;

function mannWhitney(point: number, judged: number, isWorse: Test, after: 'keeps' | 'forgets'): Tool {
  const shares: [number[], number[]] = [[], []];
  let sums: [Side, Side] = [NONE, NONE];
  let seen = 0;
  return ({ canary, stable }) => {
    seen++;
    sums = [together(sums[0], canary), together(sums[1], stable)];
    if (seen % point === 0) {
      for (const [i, sum] of sums.entries()) if (sum.requests > 0) shares[i as 0 | 1].push(sum.bad / sum.requests);
      sums = [NONE, NONE];
    }
    if (seen % judged !== 0 || shares.some((side) => side.length === 0)) return false;
    const failed = isWorse(shares[0], shares[1]);
    if (after === 'forgets') for (const side of shares) side.length = 0;
    return failed;
  };
}

/**
 * A sequential confidence interval of the difference of both rates, as GrowthBook's with its tuning at 5,000, the default (docs.growthbook.io/statistics/sequential;
 * Waudby-Smith et al. 2021). Its default level is 5 %; here it is that of all the others. That a side without any bad request has no interval yet is our reading.
 */
export function interval(falseAlarmRate: number): Kind {
  const tuned = (-2 * Math.log(falseAlarmRate) + Math.log(-2 * Math.log(falseAlarmRate) + 1)) / 5_000;
  return () => {
    let [canary, stable]: [Side, Side] = [NONE, NONE];
    return (poll) => {
      [canary, stable] = [together(canary, poll.canary), together(stable, poll.stable)];
      if (canary.bad === 0 || stable.bad === 0) return false;
      const all = canary.requests + stable.requests;
      const scale = Math.sqrt(all * (variance(canary) + variance(stable)));
      const scaled = all * tuned;
      const half = scale * Math.sqrt(((2 * (scaled + 1)) / (all * scaled)) * Math.log(Math.sqrt(scaled + 1) / falseAlarmRate));
      return canary.bad / canary.requests - stable.bad / stable.requests > half;
    };
  };
}

/** Of a side's share of bad requests. */
function variance({ requests, bad }: Side): number {
  const share = bad / requests;
  return (share * (1 - share)) / requests;
}
