import { expect, vi } from 'vitest';
import type { GithubReporterOptions } from '../../src/github/options.ts';
import { githubReporter } from '../../src/github/reporter.ts';
import type { RolloutEvent } from '../../src/ports/event.ts';
import type { Rollout } from '../../src/ports/journal.ts';
import type { FakeGithub } from '../fakes/github/server.ts';
import { test } from './emulated.ts';
import { ending, event, plainView, reporterOptions, rollout, runnerEnv, until } from './rollouts.ts';

// The client leaves GitHub a second between two writes, as GitHub asks.
vi.setConfig({ testTimeout: 60_000 });

const start = (github: FakeGithub, change: Partial<GithubReporterOptions> = {}) => {
  const options = reporterOptions(github, change);
  return { reporter: githubReporter(options), lines: options.lines };
};
const count = (github: FakeGithub, operation: string) => github.requests.filter((one) => one.operation === operation).length;

test.concurrent('a rollout is told in one comment and one record', async ({ github }) => {
  const { reporter, lines } = start(github);
  reporter.see(event('batch 1 of 2'));
  await until(() => github.state.comments.length === 1);
  expect(await reporter.finish(ending('promoted'))).toBe(true);
  expect(github.state.comments[0]?.body).toContain('promoted: as asked');
  const [record] = github.state.deployments;
  expect(record?.ref).toBe('a'.repeat(40));
  expect(record?.statuses.at(-1)).toMatchObject({ state: 'success', description: '3f2a9c1 is live' });
  expect(reporter.marks()).toEqual({
    pullRequest: 7,
    commentId: github.state.comments[0]?.id,
    commentAuthor: 'github-actions[bot]',
    commentSeq: 2,
    deploymentId: record?.id,
  });
  expect(reporter.commentUrl()).toContain('#issuecomment-');
  expect(lines).toEqual([]);
});

test.concurrent('a rollout that went back is a failure with its reason', async ({ github }) => {
  const { reporter } = start(github);
  const back = rollout({ direction: 'back' });
  await reporter.finish(ending('rolled-back', back, 'errors\nrose'));
  expect(github.state.deployments[0]?.statuses.at(-1)).toMatchObject({ state: 'failure', description: 'Rolled back: errors rose' });
});

test.concurrent('edits of the comment keep their distance, the last one does not wait', async ({ github }) => {
  const { reporter } = start(github, { editGap: 60_000 });
  reporter.see(event('one'));
  await until(() => github.state.comments.length === 1);
  for (const stage of ['two', 'three', 'four']) reporter.see(event(stage));
  await until(() => github.state.deployments[0]?.statuses.at(-1)?.description === 'four');
  expect(count(github, 'issues/update-comment')).toBe(0);
  await reporter.finish(ending('promoted'));
  expect(count(github, 'issues/update-comment')).toBe(1);
});

const tenth = rollout({
  goal: { ...rollout().goal, stage: 'canary', weight: 50 },
  passed: ['1:5', '1:10', '1:25'],
  commentId: 100,
  commentAuthor: 'github-actions[bot]',
});

test.concurrent('one of many canary steps begins with its record alone, and tells its end in the comment', async ({ github }) => {
  await start(github).reporter.finish(ending('canary', tenth, 'the step before'));
  const { reporter } = start(github);
  reporter.see(event('canary 50 %', { rollout: tenth }));
  await until(() => github.state.deployments[0]?.statuses.at(-1)?.description === 'canary 50 %');
  await reporter.finish(ending('canary', tenth, 'this one'));
  expect(count(github, 'issues/create-comment') + count(github, 'issues/update-comment')).toBe(2);
  expect(github.state.comments[0]?.body).toContain('this one');
});

test.concurrent.for<[string, Partial<Rollout>, Partial<RolloutEvent>]>([
  ['goes back', {}, { kind: 'back' }],
  ['meets something else', {}, { kind: 'warning' }],
  ['comes to another stage', {}, { stage: 'canary 70 %' }],
  ['is one of few', { passed: ['1:5', '1:10'] }, {}],
  ['is one that nobody told before', { commentId: null }, {}],
  ['promotes', { goal: { ...tenth.goal, stage: 'retired' } }, {}],
])('a canary step that %s tells it in the comment at once', async ([, change, next], { github }) => {
  const { reporter } = start(github, { editGap: 0 });
  reporter.see(event('canary 50 %', { rollout: { ...tenth, ...change } }));
  reporter.see(event('canary 50 %', { rollout: { ...tenth, ...change }, ...next }));
  await until(() => github.state.comments[0]?.body.includes('doing canary 50 %') === true);
  await reporter.finish(ending('refused', null));
});

test.concurrent('the comment that the journal knows is not that of another pull request', async ({ github }) => {
  github.state.comments.push({ id: 100, issue: 5, author: 'github-actions[bot]', body: 'of pull request 5' });
  github.state.nextId = 101;
  const known = rollout({ pullRequest: 5, commentId: 100, commentAuthor: 'github-actions[bot]', commentSeq: 3 });
  await start(github, { pullRequest: '7' }).reporter.finish(ending('canary', known));
  expect(github.state.comments.map(({ issue, body }) => [issue, body === 'of pull request 5'])).toEqual([
    [5, true],
    [7, false],
  ]);
});

test.concurrent('an edit that came too soon is made when it is time', async ({ github }) => {
  const { reporter } = start(github, { editGap: 1500, deployment: 'none' });
  reporter.see(event('one'));
  await until(() => github.state.comments.length === 1);
  reporter.see(event('two'));
  await until(() => github.state.comments[0]?.body.includes('doing two') === true);
  // Who slept meanwhile may have been replaced.
  expect(github.requests.map(({ operation }) => operation).slice(-2)).toEqual(['issues/get-comment', 'issues/update-comment']);
  const [first, second] = github.requests.filter(({ operation }) => /(create|update)-comment/.test(operation));
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(1000);
  await reporter.finish(ending('promoted'));
});

test.concurrent.for<[string, (github: FakeGithub) => void]>([
  ['requests run out', (github) => void Object.assign(github.state, { remaining: 50 })],
  [
    'GitHub refused one for its limits',
    (github) => github.fail('repos/create-deployment-status', { status: 429, message: 'Too many requests' }, 1),
  ],
])('only the last edit is made once %s', async ([, limit], { github }) => {
  limit(github);
  const { reporter } = start(github, { editGap: 0 });
  reporter.see(event('one'));
  await until(() => count(github, 'repos/create-deployment-status') === 1);
  reporter.see(event('two'));
  await until(() => count(github, 'repos/create-deployment-status') === 2);
  expect(github.state.comments).toEqual([]);
  await reporter.finish(ending('promoted'));
  expect(github.state.comments).toHaveLength(1);
});

test.concurrent('numbers within a stage cause no request', async ({ github }) => {
  const { reporter } = start(github);
  reporter.see(event('canary 5 %'));
  await until(() => github.state.comments.length === 1);
  const before = github.requests.length;
  for (let poll = 0; poll < 50; poll++) reporter.see(event('canary 5 %', { kind: 'evidence', text: `poll ${poll}` }));
  await reporter.finish(ending('refused', null));
  expect(github.requests.length).toBe(before);
});

test.concurrent('without permission to comment the record is written, and the log says once what to add', async ({ github }) => {
  github.state.permissions.pull_requests = 'read';
  const { reporter, lines } = start(github, { editGap: 0 });
  reporter.see(event('one'));
  reporter.see(event('two'));
  expect(await reporter.finish(ending('promoted'))).toBe(true);
  expect(github.state.deployments[0]?.statuses.at(-1)?.state).toBe('success');
  expect(lines.filter((line) => line.includes('pull-requests: write'))).toHaveLength(1);
});

test.concurrent.for<[string, string, object, string]>([
  ['pull request', '', { pull_request: { number: 8 } }, '    pull-requests: write\n'],
  ['pull request of a comment', '', { issue: { number: 8, pull_request: {} } }, '    pull-requests: write\n'],
  ['issue', '', { issue: { number: 8 } }, '    issues: write\n'],
  ['number', '8', {}, '    pull-requests: write # for an issue that is no pull request: issues: write\n'],
])(
  'without permission to comment on what is known as %s, the log says which it needs',
  async ([, pullRequest, payload, line], { github }) => {
    Object.assign(github.state.permissions, { pull_requests: 'none', issues: 'none' });
    github.state.issues = [8];
    const { reporter, lines } = start(github, { pullRequest, env: runnerEnv(github, payload), deployment: 'none' });
    await reporter.finish(ending('promoted'));
    expect(lines).toEqual([expect.stringContaining(line)]);
  },
);

test.concurrent.for<[string, 'pull_requests' | 'issues', number]>([
  ['a pull request `pull-requests: write`', 'pull_requests', 7],
  ['an issue `issues: write`', 'issues', 8],
])('to comment on %s is enough', async ([, permission, number], { github }) => {
  Object.assign(github.state.permissions, { pull_requests: 'none', issues: 'none', [permission]: 'write' });
  github.state.issues = [8];
  const { reporter, lines } = start(github, { pullRequest: String(number), deployment: 'none' });
  reporter.see(event('one'));
  await until(() => github.state.comments.length === 1);
  expect(await reporter.finish(ending('promoted'))).toBe(true);
  expect(github.state.comments.map(({ issue, body }) => [issue, body.includes('promoted')])).toEqual([[number, true]]);
  expect(lines).toEqual([]);
});

test.concurrent('without permission to deploy the comment is written, and the log says once what to add', async ({ github }) => {
  github.state.permissions.deployments = 'none';
  const { reporter, lines } = start(github);
  reporter.see(event('one'));
  expect(await reporter.finish(ending('promoted'))).toBe(true);
  expect(github.state.comments).toHaveLength(1);
  expect(lines.filter((line) => line.includes('deployments: write'))).toHaveLength(1);
});

test.concurrent.for(['hang', 'drop', { status: 502 }] as const)(
  'a GitHub that fails by %j neither throws nor delays',
  async (fault, { github }) => {
    github.fail('*', fault);
    const { reporter, lines } = start(github, { finishWithin: 400 });
    const from = performance.now();
    reporter.see(event('one'));
    reporter.see(event('two'));
    expect(await reporter.finish(ending('promoted'))).toBe(false);
    expect(performance.now() - from).toBeLessThan(5_000);
    expect(lines.join('\n')).toContain('may be out of date');
  },
);

test.concurrent('after a cancel it gives up before the runner does', async ({ github }) => {
  github.fail('*', 'hang');
  const { reporter, lines } = start(github);
  const cancelled = { ...ending('interrupted'), reason: { code: 'cancelled' as const, message: 'cancelled' } };
  expect(await reporter.finish(cancelled)).toBe(false);
  expect(lines.join('\n')).toContain('did not answer within 3 s');
});

test.concurrent('what failed is told by the next change', async ({ github }) => {
  github.fail('issues/create-comment', { status: 500 }, 1);
  const { reporter, lines } = start(github, { editGap: 0, deployment: 'none' });
  reporter.see(event('one'));
  await until(() => lines.length === 1);
  expect(await reporter.finish(ending('promoted'))).toBe(true);
  expect(github.state.comments).toHaveLength(1);
});

test.concurrent('a view that throws does not reach the rollout', async ({ github }) => {
  const view = {
    ...plainView(),
    see: () => {
      throw new Error('broken');
    },
  };
  const { reporter, lines } = start(github, { view });
  reporter.see(event('one'));
  expect(await reporter.finish(ending('promoted'))).toBe(false);
  expect(lines[0]).toContain('broken');
});

test.concurrent('no secret reaches the API', async ({ github }) => {
  const { reporter } = start(github, { secrets: ['hunter2hunter2', 'line one\nline two'] });
  reporter.see(event('uses hunter2hunter2', { text: 'password hunter2hunter2' }));
  await until(() => github.state.comments.length === 1);
  await reporter.finish(ending('stuck', rollout(), 'failed with hunter2hunter2 and line two'));
  expect(JSON.stringify(github.requests)).not.toMatch(/hunter2|line two/);
  expect(github.state.comments[0]?.body).toContain('failed with *** and ***');
});

test.concurrent('without a token it says so once and asks nothing', async ({ github }) => {
  const { reporter, lines } = start(github, { token: null });
  reporter.see(event('one'));
  reporter.see(event('two'));
  expect(await reporter.finish(ending('promoted'))).toBe(true);
  expect(github.requests).toEqual([]);
  expect(lines).toHaveLength(1);
});

test.concurrent('`on-failure` comments on what failed, and only then', async ({ github }) => {
  const good = start(github, { comment: 'on-failure' }).reporter;
  good.see(event('one'));
  await good.finish(ending('promoted'));
  expect(github.state.comments).toHaveLength(0);
  await start(github, { comment: 'on-failure' }).reporter.finish(ending('paused'));
  expect(github.state.comments).toHaveLength(1);
});

test.concurrent('`never` and `none` ask nothing', async ({ github }) => {
  const { reporter } = start(github, { comment: 'never', deployment: 'none' });
  reporter.see(event('one'));
  await reporter.finish(ending('promoted'));
  expect(github.requests).toEqual([]);
});

test.concurrent.for<[string, string, object, number]>([
  ['the input', '9', {}, 9],
  ['the event', '', { pull_request: { number: 7, head: { sha: 'a'.repeat(40) } } }, 7],
  ['the issue', '', { issue: { number: 8 } }, 8],
  ['a comment on it', '', { issue: { number: 6, pull_request: {} } }, 6],
  [
    'the run before',
    '',
    { workflow_run: { head_sha: 'c'.repeat(40), head_branch: 'x', pull_requests: [{ number: 5, head: { sha: 'c'.repeat(40) } }] } },
    5,
  ],
  ['the commit', '', {}, 4],
  ['the branch', '', { workflow_run: { head_sha: 'd'.repeat(40), head_branch: 'feature' } }, 3],
])('the pull request is found by %s', async ([, pullRequest, payload, number], { github }) => {
  github.state.pulls = [
    { number: 4, sha: 'b'.repeat(40), branch: 'topic', state: 'open', merged: false, commits: ['b'.repeat(40)] },
    { number: 3, sha: 'e'.repeat(40), branch: 'feature', state: 'open', merged: false, commits: [] },
  ];
  const { reporter } = start(github, { pullRequest, env: runnerEnv(github, payload), deployment: 'none' });
  await reporter.finish(ending('promoted'));
  expect(github.state.comments.map(({ issue }) => issue)).toEqual([number]);
});

test.concurrent('where there is no pull request the record is enough', async ({ github }) => {
  const { reporter, lines } = start(github, { env: runnerEnv(github, {}) });
  expect(await reporter.finish(ending('promoted'))).toBe(true);
  expect(github.state.comments).toEqual([]);
  expect(github.state.deployments[0]?.ref).toBe('b'.repeat(40));
  expect(lines).toEqual([]);
});

const other = rollout({ id: 'r2', goal: { ...rollout().goal, version: '77e88f9' }, attempted: { version: '77e88f9', spec: 's' } });

test.concurrent('a rollout that is taken back to make room for another has an end of its own', async ({ github }) => {
  const { reporter } = start(github, { editGap: 60_000 });
  const back = rollout({ direction: 'back', pullRequest: 5, deploymentId: null });
  reporter.see(event('going back', { rollout: back }));
  await until(() => github.state.deployments[0]?.statuses.length === 1);
  reporter.over(ending('rolled-back', back, 'superseded'), plainView());
  reporter.see(event('prepare', { rollout: other }));
  await reporter.finish(ending('promoted', other));
  const told = github.state.deployments.map(({ task, statuses }) => [task, statuses.at(-1)?.description]);
  expect(told).toEqual([
    ['sluice:r1', 'Rolled back: superseded'],
    ['sluice:r2', '77e88f9 is live'],
  ]);
  const comments = github.state.comments.map(({ issue, body }) => [
    issue,
    body.includes('rolled-back: superseded'),
    body.includes('promoted'),
  ]);
  expect(comments).toEqual([
    [5, true, false],
    [7, false, true],
  ]);
});

test.concurrent('what GitHub knows one rollout by is never journaled with the next', async ({ github }) => {
  const { reporter } = start(github);
  reporter.see(event('going back'));
  await until(() => reporter.marks().deploymentId !== undefined);
  github.fail('*', 'hang');
  reporter.see(event('prepare', { rollout: other }));
  expect(reporter.marks()).toEqual({});
});

test.concurrent.for([
  ['stuck', 'done', 'error', 'Stuck: as asked'],
  ['interrupted', 'done', 'error', 'Interrupted: as asked'],
  ['paused', 'done', 'in_progress', 'Paused: as asked'],
  ['rolling', 'cancelled', 'error', 'Interrupted: as asked'],
  ['canary', 'done', 'in_progress', 'canary 100 %'],
] as const)('the record says of %s (%s): %s, %s', async ([outcome, code, state, description], { github }) => {
  const { reporter } = start(github, { comment: 'never' });
  const end = ending(outcome);
  await reporter.finish({ ...end, reason: { ...end.reason, code } });
  expect(github.state.deployments[0]?.statuses).toEqual([expect.objectContaining({ state, description })]);
});

test.concurrent('who was taken over leaves the telling to who took over', async ({ github }) => {
  const { reporter } = start(github);
  const end = ending('interrupted');
  expect(await reporter.finish({ ...end, reason: { ...end.reason, code: 'taken-over' } })).toBe(true);
  expect(github.requests).toEqual([]);
});
