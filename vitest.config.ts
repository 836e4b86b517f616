import { defineConfig } from 'vitest/config';

/** Suites with real servers or processes: they count requests or time, so one file runs at a time. */
const real = ['contracts', 'platforms', 'actions', 'workflows', 'load', 'faults', 'pages'].map((suite) => `test/${suite}/**/*.test.ts`);

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: real } },
      { test: { name: 'real', include: real, fileParallelism: false, testTimeout: 120_000, hookTimeout: 60_000 } },
    ],
  },
});
