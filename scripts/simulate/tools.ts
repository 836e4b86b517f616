import { logShare, NONE, power, type Side, type Sides, together } from '../../src/analysis/evidence.ts';
import { carried, harm, type Limits, type Metric, polled } from '../../src/analysis/judge.ts';
import { differenceBound } from './mann-whitney.ts';
import type { Traffic } from './traffic.ts';

/** Sees one poll after the other and says whether the canary fails at this one. */
export type Tool = (poll: Sides) => boolean;
/** A tool before its first poll. Those that know the rates beforehand show what is possible at all. */
export type Kind = (traffic: Traffic) => Tool;

const ERRORS: Metric = { name: 'errors', weight: 1, tolerance: 1 };

/** @param inPlace as the batches of a rolling update are judged */
export function sluice(limits: Limits, inPlace = false): Kind {
  return () => {
    let state = carried(null, limits);
    return (poll) => {
      state = polled(state, [ERRORS], { errors: [{ ...poll, inPlace }] }, limits);
      return harm(state, [ERRORS]) >= 1 / limits.falseAlarmRate;
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
 * Flagger as its guide sets it: each minute, at most 1 % bad; rolls back at the check after the fifth that failed, in a row or not.
 * A check without requests fails no one.
 */
export const flagger: Kind = ({ interval }) => fixed(60 / interval, 0.01, 5, 1);
/** Argo Rollouts with `failureLimit: 3` and at most 5 % bad, as in its documents: the fourth failure is one too many. */
export const argo: Kind = ({ interval }) => fixed(60 / interval, 0.05, 4, 0);
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
 * Kayenta: shares of bad requests by the minute, all since the start, judged each quarter of an hour; high when the Hodges-Lehmann
 * difference's 98 % interval is above a quarter of the difference.
 */
export const kayenta: Kind = ({ interval }) => mannWhitney(60 / interval, 900 / interval);
/** The same test by the minute, as PipeCD's repeated at each of its intervals. */
export const kayentaOften: Kind = ({ interval }) => mannWhitney(60 / interval, 60 / interval);

function mannWhitney(point: number, judged: number): Tool {
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
    const { lower, estimate } = differenceBound(shares[0], shares[1], 0.98);
    return lower > 0.25 * Math.abs(estimate);
  };
}

/** A sequential confidence interval of the difference of both rates, as GrowthBook's with its tuning at 5,000 (Waudby-Smith et al. 2021). */
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
