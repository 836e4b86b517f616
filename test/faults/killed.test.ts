import { afterAll, describe, expect, test, vi } from 'vitest';
import { job } from '../actions/job.ts';
import { again } from '../actions/shop.ts';
import { atEveryLine, killed, TRIALS } from './trials.ts';

vi.setConfig({ testTimeout: 300_000, maxConcurrency: 4 });

const lines: number[] = [];
afterAll(() => console.log(`${lines.reduce((sum, count) => sum + count, 0)} boundaries of ${lines.length} steps`));

describe.concurrent('on local, a step that is killed', () => {
  test.for(TRIALS)('at any line of $name goes on when it is run again', async (trial, { onTestFinished }) => {
    const count = await atEveryLine('local', trial, killed, { onTestFinished });
    lines.push(count);
    expect(count).toBeGreaterThan(1);
  });

  test.for(TRIALS.slice(0, 5))('at any line of $name is taken back by rollback', async (trial, { onTestFinished }) => {
    const count = await atEveryLine(
      'local',
      trial,
      async ({ shop, run, interrupt }) => {
        await interrupt('SIGKILL');
        const { code, stdout } = await job(shop, 'rollback', { env: again(run) });
        return code === 0 ? [] : [`rollback ends with ${code}\n${stdout}`];
      },
      { onTestFinished },
    );
    lines.push(count);
    expect(count).toBeGreaterThan(1);
  });
});
