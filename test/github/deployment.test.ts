import { Octokit } from '@octokit/rest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DeploymentOptions, DeploymentRecord } from '../../src/github/record/deployment.ts';
import { startJob } from '../fakes/github/job.ts';
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

const lines: string[] = [];

function record(change: Partial<DeploymentOptions> = {}): DeploymentRecord {
  lines.length = 0;
  const octokit = new Octokit({ auth: github.token, baseUrl: github.url });
  const addresses = { url: 'https://shop.test', logUrl: 'https://github.test/run/500' };
  return new DeploymentRecord(octokit, {
    at: AT,
    ref: 'abc',
    sha: 'abc',
    service: 'api',
    environment: 'production',
    ...addresses,
    id: null,
    isNew: false,
    mode: 'auto',
    checkRun: '',
    info: (line) => lines.push(line),
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

test('the record of a new rollout is made without a look for it', async () => {
  await record({ isNew: true }).tell(rollout(), 'in_progress', 'batch 1');
  expect(github.requests.map(({ operation }) => operation)).toEqual(['repos/create-deployment', 'repos/create-deployment-status']);
});

test.each([false, true])('a record whose answer was lost is found instead of being made again (of a new rollout: %j)', async (isNew) => {
  github.fail('repos/create-deployment', 'lose', 1);
  const one = record({ isNew });
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

test('an environment of a pull request is one that goes away again', async () => {
  await record({ environment: 'pr-7' }).tell(rollout(), 'in_progress', 'batch 1');
  expect(github.state.deployments[0]).toMatchObject({ transient: true, production: false });
  await record().tell(rollout({ id: 'r2' }), 'in_progress', 'batch 1');
  expect(github.state.deployments[1]).toMatchObject({ transient: false, production: true });
});

test('a success retires what was live before also behind what failed or was left open since, and closes that', async () => {
  await record().tell(rollout({ id: 'live' }), 'success', 'live');
  await record().tell(rollout({ id: 'failed' }), 'failure', 'rolled back');
  await record().tell(rollout({ id: 'killed' }), 'in_progress', 'batch 1');
  await record().tell(rollout({ id: 'new' }), 'success', 'live');
  expect([0, 1, 2, 3].map(states)).toEqual([['success', 'inactive'], ['failure'], ['in_progress', 'inactive'], ['success']]);
});

test('what failed closes what was left open before, and leaves what is live', async () => {
  await record().tell(rollout({ id: 'live' }), 'success', 'live');
  await record().tell(rollout({ id: 'killed' }), 'in_progress', 'batch 1');
  await record().tell(rollout({ id: 'failed' }), 'failure', 'rolled back');
  expect([0, 1, 2].map(states)).toEqual([['success'], ['in_progress', 'inactive'], ['failure']]);
  await record().tell(rollout({ id: 'new' }), 'success', 'live');
  expect(states(0)).toEqual(['success', 'inactive']);
});

test('what is older than what was closed is not looked at again', async () => {
  for (const id of ['a', 'b', 'c']) await record().tell(rollout({ id }), 'success', 'live');
  github.requests.length = 0;
  await record().tell(rollout({ id: 'd' }), 'success', 'live');
  expect(github.requests.map(({ operation }) => operation)).toEqual([
    'repos/list-deployments',
    'repos/create-deployment',
    'repos/create-deployment-status',
    'repos/list-deployment-statuses',
    'repos/create-deployment-status',
  ]);
});

test('a journaled record that somebody deleted is made again', async () => {
  await record({ id: 4711 }).tell(rollout(), 'in_progress', 'canary 5 %');
  expect(states(0)).toEqual(['in_progress']);
});

describe('where the job has a record of its own', () => {
  test('`auto` tells in that one, and goes on there in a later job', async () => {
    const job = startJob(github, 'Production');
    const canary = record({ checkRun: job.checkRun });
    await canary.tell(rollout(), 'in_progress', 'canary 5 %');
    expect(canary.id).toBe(job.deployment?.id);
    job.end('success');
    await record({ id: canary.id, checkRun: startJob(github, null).checkRun }).tell(rollout(), 'failure', 'Rolled back');
    expect(github.state.deployments).toHaveLength(1);
    expect(states(0)).toEqual(['in_progress', 'in_progress', 'success', 'failure']);
  });

  test("GitHub's closing status has the last word, and of ours nothing is left but what the workflow says too", async () => {
    const job = startJob(github, 'production', 'abc', 'https://shop.test');
    await record({ checkRun: job.checkRun }).tell(rollout(), 'in_progress', 'canary 5 %');
    job.end('success');
    const shown = { state: 'success', description: '', environmentUrl: 'https://shop.test' };
    expect(github.state.deployments[0]?.statuses.at(-1)).toMatchObject(shown);
  });

  test('`auto` makes one where the environment of the job is another, a gate, or where the job has none', async () => {
    await record({ checkRun: startJob(github, 'production-approval').checkRun }).tell(rollout(), 'in_progress', 'canary 5 %');
    await record({ checkRun: startJob(github, null).checkRun }).tell(rollout({ id: 'r2' }), 'in_progress', 'canary 5 %');
    expect(github.state.deployments.map(({ task }) => task)).toEqual(['deploy', 'sluice:r1', 'sluice:r2']);
    expect(lines).toEqual([]);
  });

  test('`create` makes one all the same', async () => {
    const job = startJob(github, 'production');
    await record({ mode: 'create', checkRun: job.checkRun }).tell(rollout(), 'in_progress', 'canary 5 %');
    expect(github.state.deployments.map(({ task }) => task)).toEqual(['deploy', 'sluice:r1']);
    expect(github.requests.map(({ operation }) => operation)).not.toContain('checks/get');
  });

  test('without permission to find it `auto` makes one, and says what to add where there are two now', async () => {
    github.state.permissions.checks = 'none';
    startJob(github, 'production', 'another commit').end('success');
    const { checkRun } = startJob(github, null);
    await record({ checkRun }).tell(rollout(), 'in_progress', 'canary 5 %');
    expect(lines).toEqual([]);
    const job = startJob(github, 'production', 'abc');
    const second = record({ checkRun: job.checkRun });
    await second.tell(rollout({ id: 'r2' }), 'in_progress', 'canary 5 %');
    await second.tell(rollout({ id: 'r2' }), 'in_progress', 'canary 25 %');
    expect(lines).toEqual([expect.stringContaining('checks: read')]);
    expect(github.state.deployments.map(({ task }) => task)).toEqual(['deploy', 'sluice:r1', 'deploy', 'sluice:r2']);
  });

  test('`attach` tells in that of each job, and the one of the job before is inactive', async () => {
    const canary = startJob(github, 'production');
    const first = record({ mode: 'attach', checkRun: canary.checkRun });
    await first.tell(rollout(), 'in_progress', 'canary 5 %');
    canary.end('success');
    const promote = startJob(github, 'production');
    const second = record({ mode: 'attach', checkRun: promote.checkRun, id: first.id });
    await second.tell(rollout(), 'success', 'live');
    promote.end('success');
    expect(second.id).toBe(promote.deployment?.id);
    expect([0, 1].map(states)).toEqual([
      ['in_progress', 'in_progress', 'success', 'inactive'],
      ['in_progress', 'success', 'success'],
    ]);
  });
});

test.each<[string, string | null, 'read' | 'none', string]>([
  ['the runner does not tell the check of the job', null, 'read', 'update the runner'],
  ['the job has no environment', '', 'read', 'give it an `environment`'],
  ['the token may not read checks', 'production', 'none', 'checks: read'],
])('`attach` makes nothing and says once what is missing where %s', async (_, environment, checks, said) => {
  github.state.permissions.checks = checks;
  const checkRun = environment === null ? '' : startJob(github, environment || null).checkRun;
  const one = record({ mode: 'attach', checkRun });
  await one.tell(rollout(), 'in_progress', 'canary 5 %');
  await one.tell(rollout(), 'success', 'live');
  expect(lines).toEqual([expect.stringContaining(said)]);
  expect(github.requests.filter(({ operation }) => operation.startsWith('repos/create'))).toEqual([]);
});

test('who only looks closes what there is, once, and makes nothing', async () => {
  const { checkRun } = startJob(github, 'production');
  await record({ mode: 'known', checkRun }).tell(rollout(), 'failure', 'rolled back');
  expect(states(0)).toEqual(['in_progress']);
  await record().tell(rollout(), 'in_progress', 'canary 5 %');
  await record({ mode: 'known', checkRun }).tell(rollout(), 'failure', 'rolled back');
  expect(github.state.deployments.map(({ task }) => task)).toEqual(['deploy', 'sluice:r1']);
  await record({ mode: 'known' }).tell(rollout(), 'failure', 'rolled back');
  expect(states(1)).toEqual(['in_progress', 'failure']);
});
