import { expect } from 'vitest';
import { githubClient } from '../../src/github/api/client.ts';
import type { Fault } from '../fakes/github/server.ts';
import { test } from './emulated.ts';
import { AT } from './rollouts.ts';

const LIMIT = 'You have exceeded a secondary rate limit.';

test.for<[Fault, number]>([
  [{ status: 429, message: 'Too many requests', headers: { 'retry-after': '60' } }, 1],
  [{ status: 429, message: LIMIT, headers: { 'retry-after': '60' } }, 1],
  [{ status: 403, message: LIMIT, headers: { 'retry-after': '60' } }, 1],
  [{ status: 502 }, 3],
])('what GitHub answers by %j is asked %i times', { timeout: 20_000 }, async ([fault, times], { github }) => {
  github.fail('*', fault);
  const octokit = await githubClient(github.token, { GITHUB_API_URL: github.url });
  await expect(octokit.rest.pulls.list({ ...AT, per_page: 1 })).rejects.toThrow();
  expect(github.requests).toHaveLength(times);
});
