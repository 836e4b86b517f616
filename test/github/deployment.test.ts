import { Octokit } from '@octokit/rest';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DeploymentOptions, DeploymentRecord } from '../../src/github/deployment.ts';
import { type FakeGithub, startGithub } from '../fakes/github/server.ts';
import { AT, rollout } from './rollouts.ts';

let github: FakeGithub;
beforeEach(async () => {
  github = await startGithub();
});
afterEach(async () => {
  await github.close();
  expect(github.violations).toEqual([]);
});

function record(change: Partial<DeploymentOptions> = {}): DeploymentRecord {
  const octokit = new Octokit({ auth: github.token, baseUrl: github.url });
  const addresses = { url: 'https://shop.test', logUrl: 'https://github.test/run/500' };
  return new DeploymentRecord(octokit, {
    at: AT,
    ref: 'abc',
    service: 'api',
    environment: 'production',
    ...addresses,
    id: null,
    ...change,
  });
}
const states = (index: number) => github.state.deployments[index]?.statuses.map(({ state }) => state);

test('one record says what is deployed, and each stage is a status', async () => {
  const one = record();
  await one.tell(rollout(), 'in_progress', 'batch 1 of 2');
  await one.tell(rollout(), 'in_progress', 'batch 1 of 2');
  await one.tell(rollout(), 'in_progress', 'batch 2 of 2');
  await one.tell(rollout(), 'success', '3f2a9c1 is live');
  expect(github.state.deployments).toHaveLength(1);
  const [made] = github.state.deployments;
  expect(made).toMatchObject({ ref: 'abc', task: 'sluice:r1', environment: 'production', production: true });
  expect(made?.payload).toMatchObject({ rollout: 'r1', service: 'api', version: '3f2a9c1', previous: '1b2c3d4', strategy: 'rolling' });
  expect(made?.statuses.map(({ state, description }) => `${state} ${description}`)).toEqual([
    'in_progress batch 1 of 2',
    'in_progress batch 2 of 2',
    'success 3f2a9c1 is live',
  ]);
  expect(made?.statuses[0]).toMatchObject({ logUrl: 'https://github.test/run/500', environmentUrl: 'https://shop.test' });
});

test('a later job finds the record of the rollout by its task', async () => {
  await record().tell(rollout(), 'in_progress', 'canary 5 %');
  await record().tell(rollout(), 'in_progress', 'canary 25 %');
  expect(github.state.deployments).toHaveLength(1);
  expect(states(0)).toHaveLength(2);
});

test('a record whose answer was lost is found instead of being made again', async () => {
  github.fail('repos/create-deployment', 'lose', 1);
  const one = record();
  await expect(one.tell(rollout(), 'in_progress', 'batch 1')).rejects.toThrow();
  await one.tell(rollout(), 'in_progress', 'batch 2');
  expect(github.state.deployments).toHaveLength(1);
});

test('success retires the record of what was live before, of the same service only', async () => {
  await record().tell(rollout({ id: 'old' }), 'success', 'live');
  await record({ service: 'web' }).tell(rollout({ id: 'web' }), 'success', 'live');
  await record().tell(rollout({ id: 'failed' }), 'failure', 'rolled back');
  await record().tell(rollout({ id: 'new' }), 'success', 'live');
  expect([0, 1, 2, 3].map(states)).toEqual([['success', 'inactive'], ['success'], ['failure'], ['success']]);
});

test('outside production, too, records of other services stay', async () => {
  await record({ service: 'web', environment: 'staging' }).tell(rollout({ id: 'web' }), 'success', 'live');
  await record({ environment: 'staging' }).tell(rollout(), 'success', 'live');
  expect(states(0)).toEqual(['success']);
});

test('a description is cut to what GitHub takes', async () => {
  await record().tell(rollout(), 'failure', 'x'.repeat(500));
  expect(github.state.deployments[0]?.statuses[0]?.description).toHaveLength(140);
});
