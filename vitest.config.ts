import { defineConfig } from 'vitest/config';

/** Suites with real servers or processes: they count requests or time, so one file runs at a time, but on a cluster. */
const real = ['contracts', 'platforms', 'actions', 'workflows', 'load', 'faults', 'pages'].map((suite) => `test/${suite}/**/*.test.ts`);
/** Those that need a Kubernetes cluster, which is there for them only. */
const cluster = ['test/platforms/kubernetes/**/*.test.ts'];

const patient = { testTimeout: 120_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: real } },
      { test: { name: 'real', include: real, exclude: cluster, fileParallelism: false, ...patient } },
      // They mostly wait for pods, each file in a namespace of its own.
      { test: { name: 'cluster', include: cluster, maxWorkers: 3, ...patient } },
    ],
  },
});
