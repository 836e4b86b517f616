import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/ports/metrics.ts';
import { remembering } from '../../src/rollout/strategy.ts';
import { judge } from '../../src/strategies/bake.ts';
import type { TracksSettings, View } from '../../src/strategies/track-step.ts';
import { someRollout } from '../fakes/rollout.ts';

const settings: TracksSettings = {
  previewSize: (full: number) => full,
  alwaysFull: false,
  minReady: 0,
  progressDeadline: 60_000,
  interval: 1_000,
  pollInterval: 2_000,
  initialDelay: 0,
  analysisTimeout: 60_000,
  onInconclusive: 'pause',
};
const none = { version: null, spec: null, mixed: false, wanted: 0, ready: 0 };
const view: View = {
  full: 1,
  tracks: [
    { name: 'blue', ...none },
    { name: 'green', ...none },
  ],
  router: { weights: { blue: 75, green: 25 }, agreed: true, silent: [] },
  counters: [{ process: 'p', tracks: {} }],
};
const now = { wall: 0, mono: 0 };

/** What follows from a verdict on a canary at 25 % that bakes for 10 s and was watched for so long. */
function decided(result: Verdict['result'] | null, watched: number, change: Partial<TracksSettings> = {}) {
  const goal = { version: 'v2', spec: 's', track: 'green', weight: 25, stage: 'canary', bakeTime: 10_000, keepOld: 0 } as const;
  const memory = remembering(someRollout({ kind: 'tracks', goal, watched }), now);
  const decision = judge({ ...memory, verdict: result && { result, text: 'numbers' } }, view, now, { ...settings, ...change });
  return decision === null ? 'go on' : 'reason' in decision ? `${decision.do} ${decision.reason.code}` : decision.do;
}

describe('a canary that is judged', () => {
  test('goes back as soon as it fails', () => {
    expect(decided('fail', 1)).toBe('back analysis-failed');
  });

  test('goes on when it passes, which is said early only where that is wanted', () => {
    expect(decided('undecided', 9_999)).toBe('wait');
    expect(decided('pass', 9_999)).toBe('go on');
    expect(decided('pass', 10_000)).toBe('go on');
  });

  test('is watched longer while nothing is decided, until the analysis times out', () => {
    expect(decided(null, 10_000)).toBe('wait');
    expect(decided('undecided', 69_999)).toBe('wait');
    expect(decided('undecided', 70_000)).toBe('pause analysis-inconclusive');
  });

  test.each([
    ['pause', 'pause analysis-inconclusive'],
    ['rollback', 'back analysis-inconclusive'],
    ['pass', 'go on'],
  ] as const)('that stays inconclusive ends by on-inconclusive: %s', (onInconclusive, says) => {
    expect(decided('undecided', 70_000, { onInconclusive })).toBe(says);
    expect(decided('inconclusive', 10_000, { onInconclusive })).toBe(says);
  });
});
