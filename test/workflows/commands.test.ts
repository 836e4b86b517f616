import { expect, test } from 'vitest';
import { step } from '../fakes/step.ts';
import { stepOf, type WorkflowRun } from './act.ts';
import { type Example, openExample } from './example.ts';

const INPUTS = ['action', 'service', 'environment', 'version', 'to', 'reason'];

/** Somebody writes a comment on pull request 7. */
function comment(example: Example, author: string, body: string): Promise<WorkflowRun> {
  const { comments } = example.github.state;
  const id = 500 + comments.length;
  comments.push({ id, issue: 7, author, body });
  const payload = {
    action: 'created',
    comment: { id, body, user: { login: author, type: 'User' } },
    issue: { number: 7, pull_request: { url: 'https://api.github.test/repos/acme/shop/pulls/7' } },
  };
  return example.run('commands.yml', { event: 'issue_comment', actor: author, payload });
}

/** The last command, carried out. */
function dispatched(example: Example): Promise<WorkflowRun> {
  const { workflow = '', inputs = {} } = example.github.state.dispatches.at(-1) ?? {};
  return example.run(workflow, { event: 'workflow_dispatch', inputs: { version: '', to: '', reason: '', ...inputs } });
}

test('commands.yml lets a comment promote the version that the comment of the rollout shows', async () => {
  const example = await openExample();
  const { github, folder: workspace, home: HOME } = example;
  github.state.collaborators.set('ada', 'write');
  github.state.workflows.set('promote.yml', { inputs: INPUTS });
  github.state.pulls.push({ number: 7, sha: 'f'.repeat(40), branch: 'feature', state: 'open', merged: false, commits: [] });
  await example.act('rolling', { version: 'v1' });
  const env = { HOME, GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/shop', GITHUB_RUN_ID: '800' };
  const inputs = { version: 'v2', weight: '25', 'bake-time': '2s', 'pull-request': '7', 'github-token': github.token };
  await step('canary-step', { workspace, inputs, env });
  const stranger = await comment(example, 'eve', '/sluice promote');
  expect(stranger.jobs, stranger.log).toEqual({ command: 'success' });
  expect(github.state.dispatches).toEqual([]);
  await expect(comment(example, 'ada', 'What of /sluice promote?')).rejects.toThrow('no job ran');
  const asked = await comment(example, 'ada', '/sluice promote\r\n$(touch /tmp/pwned)');
  expect(stepOf(asked, 'command', '0').outputs['outcome'], asked.log).toBe('dispatched');
  expect(github.state.dispatches.at(-1)).toMatchObject({ ref: 'main', inputs: { action: 'promote', service: 'shop', version: 'v2' } });
  const promoted = await dispatched(example);
  expect(promoted.jobs, promoted.log).toEqual({ promote: 'success' });
  expect(await example.served()).toEqual(['v2']);
  await comment(example, 'ada', '/sluice lock v2 loses "orders"; $(id)');
  const locked = await dispatched(example);
  expect(locked.jobs, locked.log).toEqual({ lock: 'success' });
  expect((await example.journal())?.lock?.why).toBe('v2 loses "orders"; $(id) (ada in #7)');
  expect(github.violations).toEqual([]);
  expect(example.failed).toEqual([]);
});
