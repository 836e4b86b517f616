import { describe, expect, test, vi } from 'vitest';
import { job } from '../actions/job.ts';
import { atEveryLine, cancel, ENDS, runAgain, TRIALS } from './trials.ts';
import { lieIn } from './whole.ts';

vi.setConfig({ testTimeout: 300_000, maxConcurrency: 4 });

describe.concurrent('on local, a step that is cancelled', () => {
  test.for(TRIALS)('at any line of $name leaves the service whole', async (trial, { onTestFinished }) => {
    const count = await atEveryLine(
      'local',
      trial,
      async (stopped) => {
        const wrong = await cancel(stopped);
        // What was done before the cancel came stays.
        if ((await stopped.shop.journal())?.rollout) await job(stopped.shop, 'rollback');
        return wrong;
      },
      { onTestFinished },
    );
    expect(count).toBeGreaterThan(1);
  });

  test.for(TRIALS.slice(0, 5))('at any line of $name goes on where `on-cancel: pause` says so', async (trial, { onTestFinished }) => {
    const pause = { 'on-cancel': 'pause' };
    const count = await atEveryLine(
      'local',
      trial,
      async (stopped) => {
        const wrong = await cancel(stopped, pause);
        const { outputs, stdout } = await runAgain(stopped, pause);
        if (!ENDS.includes(outputs['outcome'] ?? '')) wrong.push(`run again: ${stdout}`);
        wrong.push(...(await lieIn(stopped.shop, stopped.version, outputs['outcome'] ?? '')));
        if ((await stopped.shop.journal())?.rollout) await job(stopped.shop, 'rollback');
        return wrong;
      },
      { onTestFinished },
    );
    expect(count).toBeGreaterThan(1);
  });
});
