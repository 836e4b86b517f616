import { describe, expect, test, vi } from 'vitest';
import { atEveryLine, cancel, cancelled, endedAgain, forced, TRIALS } from './trials.ts';

vi.setConfig({ testTimeout: 300_000, maxConcurrency: 4 });

describe.concurrent('on local, a step that is cancelled', () => {
  test.for(TRIALS)('at any line of $name leaves the service whole', async (trial, { onTestFinished }) => {
    const count = await atEveryLine('local', trial, cancelled, { onTestFinished });
    expect(count).toBeGreaterThan(1);
  });

  test.for(TRIALS.slice(0, 5))('at any line of $name goes on where `on-cancel: pause` says so', async (trial, { onTestFinished }) => {
    const pause = { 'on-cancel': 'pause' };
    const count = await atEveryLine(
      'local',
      trial,
      async (stopped) => [...(await cancel(stopped, pause)), ...(await endedAgain(stopped, pause))],
      { onTestFinished },
    );
    expect(count).toBeGreaterThan(1);
  });

  test.for(TRIALS.slice(0, 5))(
    'at any line of $name is taken back by `post` where it had to be ended by force',
    async (trial, { onTestFinished }) => {
      const count = await atEveryLine('local', trial, forced, { onTestFinished });
      expect(count).toBeGreaterThan(1);
    },
  );
});
