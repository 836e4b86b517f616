import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, describe, expect, vi } from 'vitest';
import { writeBody } from '../../src/github/comment/body.ts';
import { type FakeGithub, startGithub } from '../fakes/github/server.ts';
import { type StepResult, step } from '../fakes/step.ts';

vi.setConfig({ maxConcurrency: 4 });

const INPUTS = ['action', 'service', 'environment', 'version', 'to', 'reason'];
/** The command's comment. */
const ID = 50;

type Given = {
  readonly author?: string;
  readonly type?: string;
  /** Whether it was written in an issue. */
  readonly issue?: boolean;
  readonly action?: string;
  readonly event?: string;
  readonly attempt?: string;
  readonly inputs?: Record<string, string>;
};

type Room = {
  readonly github: FakeGithub;
  /** Writes a comment, and runs the built action on its event. */
  say(body: string, given?: Given): Promise<StepResult>;
};

/** A GitHub with pull request 7, in which ada may write and eve may not, and a folder without a checkout. */
const test = base.extend<{ room: Room }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names that a fixture needs from its parameter
  room: async ({}, use) => {
    const github = await startGithub();
    github.state.permissions.actions = 'write';
    github.state.collaborators = new Map([
      ['ada', 'maintain'],
      ['bob', 'triage'],
    ]);
    github.state.workflows.set('promote.yml', { inputs: INPUTS });
    github.state.pulls.push({ number: 7, sha: 'f'.repeat(40), branch: 'feature', state: 'open', merged: false, commits: [] });
    const folder = await mkdtemp(join(tmpdir(), 'sluice-command-'));
    await use({ github, say: (body, given = {}) => say(github, folder, body, given) });
    await github.close();
    await rm(folder, { recursive: true });
    expect(github.violations).toEqual([]);
  },
});

async function say(github: FakeGithub, workspace: string, body: string, given: Given): Promise<StepResult> {
  const { author = 'ada', type = 'User', issue = false, action = 'created', event = 'issue_comment', attempt = '1', inputs = {} } = given;
  github.state.issues = issue ? [7] : [];
  if (!github.state.comments.some(({ id }) => id === ID)) github.state.comments.push({ id: ID, issue: 7, author, body });
  const payload = {
    action,
    comment: { id: ID, body, user: { login: author, type } },
    issue: { number: 7, ...(issue ? {} : { pull_request: { url: 'https://api.github.test/pulls/7' } }) },
    repository: { default_branch: 'trunk' },
  };
  await writeFile(join(workspace, 'event.json'), JSON.stringify(payload));
  const env = {
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: join(workspace, 'event.json'),
    GITHUB_RUN_ATTEMPT: attempt,
  };
  return step('command', { workspace, env, inputs: { workflow: 'promote.yml', forks: 'refuse', 'github-token': github.token, ...inputs } });
}

/** What our own comment tells: a version in flight, by environment. */
function tell({ state }: FakeGithub, versions: Record<string, string | null>, service = 'shop', author = state.login): void {
  const edition = { began: 1, run: '4711', attempt: 1, seq: 1 };
  const sections = Object.entries(versions).map(([name, version]) => [name, { edition, version, text: 'canary' }] as const);
  state.comments.push({ id: state.nextId++, issue: 7, author, body: writeBody(service, new Map(sections)) });
}

const operations = ({ requests }: FakeGithub) => requests.map(({ operation }) => operation);
const reactions = ({ state }: FakeGithub) => state.comments.find(({ id }) => id === ID)?.reactions?.map(({ content }) => content) ?? [];
/** What was replied; never the comment itself nor what was told before. */
const replies = ({ state }: FakeGithub) =>
  state.comments.filter(({ id, body }) => id !== ID && !body.startsWith('<!--')).map(({ body }) => body);
const ended = ({ code, outputs }: StepResult) => `${outputs['outcome']} ${outputs['reason']} ${code}`;

// Mostly they wait: a client writes once a second.
describe.concurrent('a command in a comment', () => {
  test('a promotion is started with the version that our comment shows', async ({ room: { github, say } }) => {
    tell(github, { staging: 'v3', production: 'v2' });
    const result = await say('/sluice promote\r\nlooks good to me');
    expect(ended(result)).toBe('dispatched done 0');
    expect(github.state.dispatches).toEqual([
      { workflow: 'promote.yml', ref: 'trunk', inputs: { action: 'promote', service: 'shop', environment: 'production', version: 'v2' } },
    ]);
    expect(reactions(github)).toEqual(['eyes', 'rocket']);
    expect(replies(github)).toEqual([]);
    expect(result.stdout).toContain('::notice title=Started the promotion workflow::ada asked for action: promote, service: shop');
    expect(operations(github)).toHaveLength(6);
  });

  test.for<[string, Record<string, string>]>([
    ['shop@staging promote', { action: 'promote', service: 'shop', environment: 'staging', version: 'v3' }],
    ['rollback', { action: 'rollback', service: 'shop', environment: 'production', version: 'v2' }],
    ['shop rollback to previous', { action: 'rollback', service: 'shop', environment: 'production', to: 'previous' }],
    ['lock it is "slow" $(id)', { action: 'lock', service: 'shop', environment: 'production', reason: 'it is "slow" $(id) (ada in #7)' }],
    ['unlock', { action: 'unlock', service: 'shop', environment: 'production' }],
    ['status', { action: 'status', environment: 'production' }],
  ])('/sluice %s starts the workflow with its inputs', async ([line, inputs], { room: { github, say } }) => {
    tell(github, { staging: 'v3', production: 'v2' });
    expect(ended(await say(`/sluice ${line}`))).toBe('dispatched done 0');
    expect(github.state.dispatches.map((one) => one.inputs)).toEqual([inputs]);
  });

  test('going back needs no comment of ours, also where comments cannot be read', async ({ room: { github, say } }) => {
    github.fail('issues/list-comments', { status: 403, message: 'Resource not accessible by integration' });
    expect(ended(await say('/sluice shop rollback'))).toBe('dispatched done 0');
    expect(github.state.dispatches.map((one) => one.inputs)).toEqual([{ action: 'rollback', service: 'shop', environment: 'production' }]);
    expect(ended(await say('/sluice shop promote'))).toBe('refused github-error 1');
    expect(github.state.dispatches).toHaveLength(1);
  });

  test('a command works in an issue, where nobody asks for a fork', async ({ room: { github, say } }) => {
    tell(github, { production: 'v2' });
    Object.assign(github.state.permissions, { issues: 'write', pull_requests: 'none' });
    const result = await say('/sluice promote', { issue: true });
    expect(ended(result)).toBe('dispatched done 0');
    expect(result.stdout).not.toContain('was not answered');
    expect(operations(github)).not.toContain('pulls/get');
  });

  test.for<[string, Given & { body?: string }]>([
    ['another comment', { body: 'I like /sluice promote' }],
    ['an edit of a comment', { action: 'edited' }],
    ['another event', { event: 'issues' }],
    ['a comment of a bot', { author: 'github-actions[bot]', type: 'Bot' }],
  ])(
    '%s is left alone, without a word and without a request',
    async ([, { body = '/sluice promote', ...given }], { room: { github, say } }) => {
      const result = await say(body, given);
      expect(ended(result)).toBe('ignored no-command 0');
      expect(result.stdout).toBe('');
      expect(github.requests).toEqual([]);
    },
  );

  test.for(['bob', 'eve'])('%s, who may not write, gets an answer and nothing else', async (author, { room: { github, say } }) => {
    tell(github, { production: 'v2' });
    expect(ended(await say('/sluice promote', { author }))).toBe('refused not-allowed 0');
    expect(github.state.dispatches).toEqual([]);
    expect(reactions(github)).toEqual(['-1']);
    expect(replies(github)).toEqual([expect.stringContaining('Only who may write to this repository')]);
    expect(operations(github)).toHaveLength(3);
  });

  test('a line that is nearly right is answered with the grammar, and nothing of it is repeated', async ({
    expect,
    room: { github, say },
  }) => {
    const result = await say('/sluice promot @acme/everyone <img src=x> `::error::x`');
    expect(ended(result)).toBe('refused not-understood 0');
    expect(github.state.dispatches).toEqual([]);
    expect(reactions(github)).toEqual(['confused']);
    const [reply = ''] = replies(github);
    expect(reply).toMatchInlineSnapshot(`
    "**Not done:** there is no such command (did you mean \`promote\`?). Write a new comment whose first line is one of these:

    \`\`\`
    /sluice promote
    /sluice rollback
    /sluice rollback to <version>
    /sluice lock <reason>
    /sluice unlock
    /sluice status
    \`\`\`

    A service, and its environment where that is not production, stand before the command: \`/sluice shop@staging promote\`."
  `);
    for (const odd of ['acme', 'img', '::error']) expect(`${reply}${result.stdout}`).not.toContain(odd);
  });

  test.for([
    ['of a stranger', 'eve'],
    ['that is gone', null],
  ] as const)('a pull request from a fork %s is refused, unless that is allowed', async ([, from], { room: { github, say } }) => {
    tell(github, { production: 'v2' });
    for (const pull of github.state.pulls) pull.from = from;
    expect(ended(await say('/sluice promote'))).toBe('refused fork 0');
    expect(github.state.dispatches).toEqual([]);
    expect(reactions(github)).toEqual(['eyes', '-1']);
    expect(replies(github)).toEqual([expect.stringContaining('`forks: allow`')]);
    expect(ended(await say('/sluice promote', { inputs: { forks: 'allow' } }))).toBe('dispatched done 0');
    // GitHub's own description does not know that a fork can be gone.
    if (from === null) expect(github.violations.splice(0).join()).toMatch(/^answer of pulls\/get: \/head\/repo/);
  });

  test.for<[string, (github: FakeGithub) => void]>([
    ['no comment of ours', () => {}],
    ['a comment in which nothing is in flight', (github) => tell(github, { production: null })],
    ['a comment about another environment', (github) => tell(github, { staging: 'v3' })],
    ['somebody else’s comment with our marker', (github) => tell(github, { production: 'v666' }, 'shop', 'eve')],
  ])('a promotion is refused where there is %s', async ([, given], { room: { github, say } }) => {
    given(github);
    expect(ended(await say('/sluice promote'))).toBe('refused no-version 0');
    expect(github.state.dispatches).toEqual([]);
    expect(reactions(github)).toEqual(['eyes', 'confused']);
    expect(replies(github).at(-1)).toContain(
      '[<code>promote.yml</code>](https://github.com/acme/shop/actions/workflows/promote.yml) by hand',
    );
  });

  test('a comment of an app is ours for the token of that app', async ({ room: { github, say } }) => {
    github.state.login = 'acme-deploys[bot]';
    tell(github, { production: 'v2' });
    expect(ended(await say('/sluice promote'))).toBe('dispatched done 0');
    expect(github.state.dispatches[0]?.inputs['version']).toBe('v2');
  });

  test('where several services are told of, one has to be named', async ({ room: { github, say } }) => {
    tell(github, { production: 'v2' });
    tell(github, { production: 'v9' }, 'api');
    expect(ended(await say('/sluice promote'))).toBe('refused which-service 0');
    expect(replies(github)).toEqual([expect.stringContaining('<code>/sluice shop promote</code> or <code>/sluice api promote</code>')]);
    expect(ended(await say('/sluice api promote'))).toBe('dispatched done 0');
    expect(github.state.dispatches.map((one) => one.inputs['version'])).toEqual(['v9']);
  });

  test.for<[string, string, (github: FakeGithub) => void, string]>([
    ['is not there', 'missing', ({ state }) => state.workflows.clear(), 'There is no .github/workflows/promote.yml on trunk'],
    [
      'cannot be started by hand',
      'no-trigger',
      ({ state }) => state.workflows.set('promote.yml', { inputs: null }),
      'Add to it, with the inputs action, service',
    ],
    [
      'lacks inputs',
      'inputs',
      ({ state }) => state.workflows.set('promote.yml', { inputs: ['version'] }),
      'It must have the inputs action, service',
    ],
    [
      'may not be started',
      'permission',
      ({ state }) => Object.assign(state.permissions, { actions: 'read' }),
      'permissions:%0A    actions: write',
    ],
    [
      'may have been started',
      'unknown',
      (github) => github.fail('actions/create-workflow-dispatch', 'lose'),
      'Look at https://github.com/acme/shop/actions/workflows/promote.yml before',
    ],
  ])('a promotion workflow that %s is an error that says what to do', async ([, why, given, says], { room: { github, say } }) => {
    tell(github, { production: 'v2' });
    given(github);
    const result = await say('/sluice promote');
    expect(ended(result)).toBe(`refused workflow-${why} 1`);
    expect(result.stdout).toMatch(/^::error title=Command not carried out::/m);
    expect(result.stdout).toContain(says);
    expect(reactions(github)).toEqual(['eyes', 'confused']);
    expect(replies(github)).toHaveLength(1);
    // Asked once, also where the answer was lost.
    expect(operations(github).filter((one) => one === 'actions/create-workflow-dispatch')).toHaveLength(1);
  });

  test('without the permission to answer a command is carried out, and the log says what to add', async ({ room: { github, say } }) => {
    github.state.permissions.pull_requests = 'read';
    tell(github, { production: 'v2' });
    const result = await say('/sluice promote');
    expect(ended(result)).toBe('dispatched done 0');
    expect(result.stdout).toContain('Add to the job:\n  permissions:\n    pull-requests: write\n');
    expect(result.stdout.match(/was not answered/g)).toHaveLength(1);
    const inIssue = await say('/sluice promot', { issue: true });
    expect(inIssue.stdout).toContain('    issues: write\n');
  });

  test('where GitHub does not say who may command, nobody may', async ({ room: { github, say } }) => {
    github.fail('repos/get-collaborator-permission-level', { status: 401, message: 'Bad credentials' });
    const result = await say('/sluice rollback');
    expect(ended(result)).toBe('refused github-error 1');
    expect(github.state.dispatches).toEqual([]);
    expect(replies(github)).toEqual([expect.stringContaining('GitHub did not say whether you may command')]);
  });

  test('run again, a command that was carried out is not carried out once more', async ({ room: { github, say } }) => {
    expect(ended(await say('/sluice shop rollback to v1'))).toBe('dispatched done 0');
    expect(ended(await say('/sluice shop rollback to v1', { attempt: '2' }))).toBe('ignored carried-out 0');
    expect(github.state.dispatches).toHaveLength(1);
  });

  test('run again, a command that failed is carried out', async ({ room: { github, say } }) => {
    github.state.permissions.actions = 'read';
    expect(ended(await say('/sluice shop unlock'))).toBe('refused workflow-permission 1');
    github.state.permissions.actions = 'write';
    expect(ended(await say('/sluice shop unlock', { attempt: '2' }))).toBe('dispatched done 0');
  });

  test('run again, the command of a comment that is gone is not carried out', async ({ room: { github, say } }) => {
    github.fail('issues/get-comment', { status: 404, message: 'Not Found' });
    expect(ended(await say('/sluice shop unlock', { attempt: '2' }))).toBe('ignored carried-out 0');
    expect(github.state.dispatches).toEqual([]);
  });

  test('inputs that cannot be are told all at once, before anything is asked', async ({ room: { github, say } }) => {
    const result = await say('/sluice promote', { inputs: { workflow: '../x.yml', forks: 'maybe', 'github-token': '' } });
    expect(ended(result)).toBe('refused invalid-input 1');
    for (const text of ['input workflow: write', 'input forks: write', 'input github-token is empty'])
      expect(result.stdout).toContain(text);
    expect(github.requests).toEqual([]);
  });
});
