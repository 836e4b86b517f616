import { describe, expect, test, vi } from 'vitest';
import { job } from '../actions/job.ts';
import { atEveryLine, runAgain, type Stopped, TRIALS } from './trials.ts';

vi.setConfig({ testTimeout: 300_000, maxConcurrency: 4 });

/** Milliseconds that the runner waits after SIGINT before it sends SIGTERM. */
const GRACE = 7_500;

/** Cancels a step as the runner does, and lets `post` follow. */
async function cancel({ shop, step, run, interrupt }: Stopped, inputs: Record<string, string>): Promise<string[]> {
  const main = await interrupt('SIGINT', inputs);
  const wrong = main.code < 0 ? [`it was ended by force\n${main.stdout}`] : [];
  if ((main.after ?? 0) > GRACE) wrong.push(`it went on for ${main.after} ms`);
  const post = await shop.act('post', { ...inputs, 'job-status': 'cancelled' }, { env: run, state: main.state });
  if (/Could not clean up/.test(post.stdout)) wrong.push(`post of ${step}: ${post.stdout}`);
  return wrong;
}

describe.concurrent('on local, a step that is cancelled', () => {
  test.for(TRIALS)('at any line of $name leaves the service whole', async (trial, { onTestFinished }) => {
    const count = await atEveryLine(
      'local',
      trial,
      async (stopped) => {
        const wrong = await cancel(stopped, {});
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
        if (!['promoted', 'canary', 'rolled-back', 'unchanged'].includes(outputs['outcome'] ?? '')) wrong.push(`run again: ${stdout}`);
        if ((await stopped.shop.journal())?.rollout) await job(stopped.shop, 'rollback');
        return wrong;
      },
      { onTestFinished },
    );
    expect(count).toBeGreaterThan(1);
  });
});
