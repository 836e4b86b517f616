import { test as base, expect } from 'vitest';
import { type FakeGithub, startGithub } from '../fakes/github/server.ts';

/** A test with a GitHub of its own, which must not have seen a request or given an answer that GitHub's description does not know. */
export const test = base.extend<{ github: FakeGithub }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names that a fixture needs from its parameter
  github: async ({}, use) => {
    const github = await startGithub();
    await use(github);
    await github.close();
    expect(github.violations).toEqual([]);
  },
});
