import { expect, test } from 'vitest';
import { plan } from '../../src/actions/plan.ts';
import { sequentialJudge } from '../../src/analysis/sequential.ts';
import type { Goal } from '../../src/ports/journal.ts';
import { tracks } from '../../src/strategies/tracks.ts';
import { SETTINGS } from '../analysis/settings.ts';
import { simulatedClock } from '../fakes/clock.ts';
import { someRollout } from '../fakes/rollout.ts';
import { simulatedTracks } from '../fakes/tracks.ts';

test('a plan of a canary that is judged ends as one does in which all goes well', async () => {
  const goal: Goal = { version: 'v2', spec: 's', track: 'green', weight: 25, stage: 'canary', bakeTime: 60_000, keepOld: 0 };
  const rollout = someRollout({ kind: 'tracks', from: { version: 'v1', spec: 's', track: 'blue' }, goal });
  const metrics = { read: async () => [{ process: 'p', tracks: { blue: { requests: 1_000, errors: 0 } } }] };
  const times = {
    minReady: 0,
    progressDeadline: 60_000,
    interval: 1_000,
    pollInterval: 10_000,
    initialDelay: 0,
    analysisTimeout: 3_600_000,
  };
  const settings = { previewSize: (full: number) => full, alwaysFull: false, ...times, onInconclusive: 'pause' } as const;
  const strategy = tracks({ ...simulatedTracks({ full: 2, version: 'v1' }), metrics, judge: sequentialJudge(SETTINGS) }, settings);
  const lines = await plan(strategy, rollout, simulatedClock(), new AbortController().signal);
  expect(lines.slice(-2)).toEqual(['baking for 60 s', 'end with canary: green serves 25 %']);
});
