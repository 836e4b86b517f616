import { expect, vi } from 'vitest';
import { type GithubReporter, githubReporter } from '../../src/github/reporter.ts';
import type { Ending } from '../../src/ports/reporter.ts';
import { startJob } from '../fakes/github/job.ts';
import type { FakeGithub } from '../fakes/github/server.ts';
import { test } from './emulated.ts';
import { ending, event, reporterOptions, rollout, runnerEnv, until } from './rollouts.ts';

// A token has 1,000 requests an hour for all that a repository does. The client leaves GitHub a second between two writes.
vi.setConfig({ testTimeout: 60_000 });

/** Where a push of a commit that came in by a pull request is deployed, and another version was live before. */
async function live(github: FakeGithub): Promise<() => GithubReporter> {
  const sha = 'b'.repeat(40);
  github.state.pulls = [{ number: 7, sha, branch: 'topic', state: 'closed', merged: true, commits: [sha] }];
  const { checkRun } = startJob(github, null);
  // Between two stages are minutes.
  const start = () => githubReporter(reporterOptions(github, { env: runnerEnv(github, {}), checkRun, editGap: 0 }));
  await start().finish(ending('promoted', rollout({ id: 'r0' })));
  github.requests.length = 0;
  return start;
}

/** Tells of each stage when that before has arrived, with many looks in each. */
async function tell(github: FakeGithub, reporter: GithubReporter, stages: readonly string[], end: Ending): Promise<void> {
  const shown = () => `${github.state.deployments.at(-1)?.statuses.at(-1)?.description}; ${github.state.comments[0]?.body}`;
  for (const stage of stages) {
    reporter.see(event(stage));
    await until(() => shown().startsWith(`${stage};`) && shown().includes(`doing ${stage}`));
    for (let look = 0; look < 30; look++) reporter.see(event(stage, { kind: 'evidence', text: `look ${look}` }));
    // What they would cause begins before the next stage does.
    await new Promise(setImmediate);
  }
  expect(await reporter.finish(end)).toBe(true);
}

const WEIGHTS = [1, 2, 5, 10, 20, 30, 40, 50, 70, 90];

test.concurrent('a canary of ten weights in one step makes at most 30 requests', async ({ github }) => {
  const start = await live(github);
  await tell(github, start(), ['prepare', ...WEIGHTS.map((weight) => `canary ${weight} %`)], ending('canary'));
  expect(github.requests.length).toBeLessThanOrEqual(30);
});

test.concurrent('a rolling update makes at most 12 requests, however many instances there are', async ({ github }) => {
  const start = await live(github);
  await tell(github, start(), ['rolling'], ending('promoted'));
  expect(github.requests.length).toBeLessThanOrEqual(12);
});

test.concurrent('a run that finds its version live makes none', async ({ github }) => {
  const start = await live(github);
  expect(await start().finish(ending('unchanged', null))).toBe(true);
  expect(github.requests).toEqual([]);
});
