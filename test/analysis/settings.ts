import { PLAIN } from '../../src/analysis/bets.ts';
import type { Limits } from '../../src/analysis/judge.ts';
import type { Counted, Poll } from '../../src/ports/metrics.ts';
import type { AnalysisSettings } from '../../src/ports/service.ts';

/** As they are where the service file says nothing. */
export const SETTINGS: AnalysisSettings = {
  interval: 10_000,
  initialDelay: 0,
  analysisTimeout: 3_600_000,
  maxErrorRate: 0.005,
  maxErrorRatio: 2,
  minPolls: 3,
  onInconclusive: 'pause',
  onNoData: 'wait',
  falseAlarmRate: 0.01,
  confidence: 0.95,
  tolerance: { errors: 1, latency: 1.1 },
  latencyThreshold: null,
  burst: null,
  earlyPass: false,
  prometheus: null,
  metrics: [],
};

/** The same for the judge of one metric, with the bets of the reference values. */
export const LIMITS: Limits = {
  bets: PLAIN,
  falseAlarmRate: 0.01,
  confidence: 0.95,
  minPolls: 3,
  maxErrorRatio: 2,
  maxErrorRate: 0.005,
  burst: 'auto',
};

/** A poll of what the platform counts by itself, beside a stable that serves too. */
export function pollOf(own: Counted | null, change: Partial<Poll> = {}): Poll {
  return { elapsed: 10_000, beside: true, own, counted: {}, numbers: {}, ...change };
}
