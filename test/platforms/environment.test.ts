import { afterEach, expect, test, vi } from 'vitest';
import { kubectlEnvironment } from '../../src/platforms/kubernetes/api/kubectl.ts';
import { sshEnvironment } from '../../src/platforms/servers/host/program.ts';
import { lastingEnvironment } from '../../src/units/child-process.ts';

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['what lives on', lastingEnvironment],
  ['ssh', sshEnvironment],
  ['kubectl', kubectlEnvironment],
])('%s gets neither the token of the job nor inputs and state of the step, but what the user set', (_what, environment) => {
  for (const name of ['GITHUB_TOKEN', 'INPUT_GITHUB-TOKEN', 'INPUT_VERSION', 'STATE_holder', 'DEPLOY_KEY']) vi.stubEnv(name, 'hush');
  expect(Object.entries(environment()).filter(([, value]) => value === 'hush')).toEqual([['DEPLOY_KEY', 'hush']]);
});

test('what lives on cannot speak for the job, and is not ended with it', () => {
  for (const name of ['ACTIONS_RUNTIME_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'RUNNER_TRACKING_ID']) vi.stubEnv(name, 'hush');
  expect(Object.values(lastingEnvironment())).not.toContain('hush');
});
