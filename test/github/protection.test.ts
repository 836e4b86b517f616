import { expect } from 'vitest';
import { unprotected } from '../../src/github/protection.ts';
import { test } from './emulated.ts';
import { runnerEnv } from './rollouts.ts';

test.for([
  { name: 'production-full', reviewers: 1 },
  { name: 'a / b', waitTimer: 30 },
])('an environment with reviewers or a wait timer is a gate: %j', async (environment, { github }) => {
  github.state.environments = [environment];
  expect(await unprotected(environment.name, { token: github.token, env: runnerEnv(github) })).toBeNull();
});

test('an environment without rules is none, and it is said where to add one', async ({ github }) => {
  github.state.environments = [{ name: 'production-full' }];
  expect(await unprotected('production-full', { token: github.token, env: runnerEnv(github) })).toBe(
    'environment production-full, which `require-protection` names, has neither required reviewers nor a wait timer, so nobody was asked: add one at https://github.test/acme/shop/settings/environments',
  );
});

test('an environment that nobody made is none', async ({ github }) => {
  expect(await unprotected('prod', { token: github.token, env: runnerEnv(github) })).toContain('there is no environment prod');
});

test('one that cannot be checked is none, and it is said what to add', async ({ github }) => {
  github.state.environments = [{ name: 'prod', reviewers: 1 }];
  const env = runnerEnv(github);
  expect(await unprotected('prod', { token: '', env })).toContain('there is no `github-token`');
  expect(await unprotected('prod', { token: 'ghs_wrong', env })).toContain('GitHub did not answer: Bad credentials');
  github.state.permissions.actions = 'none';
  expect(await unprotected('prod', { token: github.token, env })).toContain('permissions:\n    actions: read');
});
