import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, type ExpectStatic, test, vi } from 'vitest';
import type { Fault } from '../fakes/github/server.ts';
import type { State } from '../fakes/github/state.ts';
import { openShop, type Shop, sha } from './shop.ts';

vi.setConfig({ testTimeout: 240_000, maxConcurrency: 6 });

/** Every action, in an order in which each has something to do; what it is to end with. */
const CHAIN: readonly [action: string, inputs: Record<string, string>, outcome: string][] = [
  ['rolling', { version: 'v1' }, 'promoted'],
  ['canary-step', { version: 'v2', weight: '50' }, 'canary'],
  ['lock', { reason: 'an incident' }, 'locked'],
  ['status', {}, 'canary'],
  ['lock', { unlock: 'true' }, 'unlocked'],
  ['promote', { version: 'v2' }, 'promoted'],
  ['blue-green-switch', { version: 'v3', until: 'prepared' }, 'prepared'],
  ['rollback', {}, 'rolled-back'],
];

type Told = { readonly action: string; readonly log: string };

/** Runs the chain, or its first actions, and gives what each printed. */
async function chain(shop: Shop, expect: ExpectStatic, actions = CHAIN.length): Promise<Told[]> {
  const told: Told[] = [];
  for (const [action, inputs, outcome] of CHAIN.slice(0, actions)) {
    const { outputs, stdout } = await shop.act(action, { ...inputs, 'github-token': shop.github.token }, { env: { GITHUB_SHA: sha } });
    expect(outputs['outcome'], stdout).toBe(outcome);
    told.push({ action, log: stdout });
  }
  return told;
}

const count = (text: string, what: string) => text.split(what).length - 1;

describe.concurrent('every action', () => {
  test('with all it may tells in one comment and one record a rollout, and asks for nothing more', async ({ onTestFinished, expect }) => {
    const shop = await openShop('local', { onTestFinished });
    const told = await chain(shop, expect);
    for (const { log } of told) expect(log).not.toContain('permissions:');
    const { state, violations } = shop.github;
    expect(state.comments).toHaveLength(1);
    expect(state.deployments.map(({ statuses }) => statuses.at(-1)?.state)).toEqual(['inactive', 'success', 'failure']);
    expect(violations).toEqual([]);
  });

  test.for<[string, Partial<State['permissions']>, string[]]>([
    ['comment', { pull_requests: 'read' }, ['pull-requests: write']],
    ['see pull requests', { pull_requests: 'none' }, ['pull-requests: write']],
    ['record deployments', { deployments: 'none' }, ['deployments: write']],
    ['see the check of its job', { checks: 'none' }, []],
    ['see other runs', { actions: 'none' }, []],
    [
      'write anything, as on a pull request of a fork',
      { pull_requests: 'read', deployments: 'read' },
      ['pull-requests: write', 'deployments: write'],
    ],
    ['do anything', { pull_requests: 'none', deployments: 'none', actions: 'none' }, ['pull-requests: write', 'deployments: write']],
  ])('whose token may not %s does its work, and says once what to add', async ([, permissions, missing], { onTestFinished, expect }) => {
    const shop = await openShop('local', { onTestFinished });
    Object.assign(shop.github.state.permissions, permissions);
    const told = await chain(shop, expect);
    for (const { action, log } of told) {
      const isSilent = ['status', 'lock'].includes(action);
      for (const line of missing)
        expect(`${action}: ${count(log, line)} ${isSilent && count(log, line) === 0 ? 'or none' : ''}`.trim(), log).toMatch(
          /: 1$|or none$/,
        );
    }
    const { comments, deployments } = shop.github.state;
    expect([comments.length, deployments.length]).toEqual([
      missing.includes('pull-requests: write') ? 0 : 1,
      missing.includes('deployments: write') ? 0 : 3,
    ]);
    if (missing.length === 0) for (const { log } of told) expect(log).not.toContain('permissions:');
    expect(shop.github.violations).toEqual([]);
  });

  test.for<Fault>([
    { status: 401, message: 'Bad credentials' },
    { status: 403, message: 'API rate limit exceeded' },
    { status: 404, message: 'Not Found' },
    { status: 409, message: 'Conflict' },
    { status: 422, message: 'Validation Failed' },
    { status: 429, message: 'Too many requests', headers: { 'retry-after': '60' } },
    { status: 500 },
    { status: 502 },
    'drop',
  ])('does its work while GitHub answers with %j', async (fault, { onTestFinished, expect }) => {
    const shop = await openShop('local', { onTestFinished });
    shop.github.fail('*', fault);
    const told = await chain(shop, expect, 2);
    // What went wrong is said, and once for each thing that was not told.
    expect(count(told[0]?.log ?? '', 'could not be written; the rollout goes on')).toBeLessThanOrEqual(2);
    expect(told[0]?.log).toMatch(/could not be written; the rollout goes on|GitHub did not answer within/);
  });

  test('does its work while GitHub does not answer at all, and waits ten seconds at its end at most', async ({
    onTestFinished,
    expect,
  }) => {
    const shop = await openShop('local', { onTestFinished });
    shop.github.fail('*', 'hang');
    const told = await chain(shop, expect, 2);
    expect(told[0]?.log).toContain('GitHub did not answer within 10 s');
  });
});

describe.concurrent('an event', () => {
  const open = { number: 7, head: { sha } };
  test.for<[string, string, object, number | null]>([
    ['pull_request', 'refs/pull/7/merge', { pull_request: open }, 7],
    ['push', 'refs/heads/main', { head_commit: { id: sha } }, 7],
    ['push of a commit without a pull request', 'refs/heads/other', {}, null],
    ['schedule', 'refs/heads/main', { schedule: '0 7 * * 1' }, null],
    ['workflow_dispatch', 'refs/heads/main', { inputs: {} }, null],
    ['workflow_run', 'refs/heads/main', { workflow_run: { head_sha: sha, head_branch: 'feature', pull_requests: [] } }, 7],
    ['merge_group', 'refs/heads/gh-readonly-queue/main/pr-7-0123', { merge_group: { head_sha: 'f'.repeat(40) } }, null],
  ])('%s: the rollout is told where there is something to tell it on', async ([name, ref, payload, number], { onTestFinished, expect }) => {
    const shop = await openShop('local', { onTestFinished });
    const event = join(shop.workspace, 'event.json');
    await writeFile(event, JSON.stringify(payload));
    const [GITHUB_EVENT_NAME = ''] = name.split(' ');
    const isOfPull = ['push', 'pull_request'].includes(name);
    const env = { GITHUB_EVENT_NAME, GITHUB_REF: ref, GITHUB_EVENT_PATH: event, GITHUB_SHA: isOfPull ? sha : 'e'.repeat(40) };
    const { outputs, summary, stdout } = await shop.act('rolling', { version: 'v1', 'github-token': shop.github.token }, { env });
    expect(outputs['outcome'], stdout).toBe('promoted');
    expect(summary).toContain('Promoted v1');
    expect(shop.github.state.comments.map(({ issue }) => issue)).toEqual(number === null ? [] : [number]);
    expect(shop.github.state.deployments).toHaveLength(1);
    expect(stdout).not.toContain('could not be written');
    expect(shop.github.violations).toEqual([]);
  });
});
