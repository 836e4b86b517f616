import { defineConfig } from 'vitest/config';

const files = (...suites: readonly string[]) => suites.map((suite) => `test/${suite}/**/*.test.ts`);

/** Suites with real servers or processes, which mostly wait. */
const real = [...files('contracts', 'platforms', 'actions', 'workflows', 'jobs', 'pages'), 'test/faults/{asleep,guide}.test.ts'];
/** Those that count requests, or stop a process at each line that it prints: one file at a time, and nothing beside it. */
const counted = [...files('load'), 'test/faults/{broken,cancelled,killed}.test.ts'];
/** Those that need a Kubernetes cluster, which is there for them only. */
const cluster = files('platforms/kubernetes');

/** A busy machine may need many times what it needs alone: whoever waits for what is to come gives up late. */
const waits = { expect: { poll: { timeout: 40_000 } } };
const patient = { ...waits, testTimeout: 120_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      // One more than vitest takes by itself on two cores: those about GitHub wait, while the others walk. They only compute: no machine is so slow
      // that they need as long.
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...real, ...counted],
          maxWorkers: 2,
          ...waits,
          testTimeout: 60_000,
        },
      },
      { test: { name: 'real', include: real, exclude: cluster, maxWorkers: 3, ...patient } },
      { test: { name: 'counted', include: counted, fileParallelism: false, ...patient } },
      // They mostly wait for pods, each file in a namespace of its own, and some make a dozen rollouts in one test.
      { test: { name: 'cluster', include: cluster, maxWorkers: 3, ...waits, testTimeout: 600_000, hookTimeout: 180_000 } },
    ],
  },
});
