import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { writeBody } from '../../src/github/comment/body.ts';
import { job } from './job.ts';
import { openShop, sha } from './shop.ts';

vi.setConfig({ testTimeout: 60_000 });

/** What an action may say to the runner; anything else that begins with `::` came from outside. */
const OURS = /^::(error|warning|notice|group|endgroup)\b/;

/** Text that would do something in a shell, in the log, in Markdown and in HTML. */
const hostile = (name: string, marker: string) =>
  `${name}"; touch ${marker} $(touch ${marker}) \`touch ${marker}\` | <script>${name}</script> @everyone ##[error]x`;

test('what others write at GitHub runs nothing, and what Sluice has no use for is shown nowhere', async () => {
  const shop = await openShop('local');
  const marker = join(shop.workspace, 'was-run');
  const text = (name: string) => hostile(name, marker);
  const lines = (name: string) => `${text(name)}\n::error::${name}\n%0A::set-output name=outcome::${name}`;
  const event = join(shop.workspace, 'event.json');
  const pull = { number: 7, title: lines('the-title'), body: lines('the-body'), head: { sha, ref: text('the-branch') } };
  const commit = { message: lines('the-commit'), author: { name: text('the-committer') } };
  await writeFile(event, JSON.stringify({ pull_request: pull, head_commit: commit, comment: { body: lines('the-comment') } }));
  // Somebody's comment that looks like ours.
  const pasted = `${writeBody(shop.name, new Map())}\n${lines('the-paste')}`;
  shop.github.state.comments.push({ id: 1, issue: 7, author: 'mallory', body: pasted });
  const env = {
    // One run, whose job takes back what it has begun itself.
    ...shop.newRun(),
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: event,
    GITHUB_REF: `refs/heads/${text('the-branch')}`,
    GITHUB_HEAD_REF: text('the-branch'),
    GITHUB_WORKFLOW: text('the-workflow'),
    GITHUB_JOB: text('the-job'),
    GITHUB_ACTOR: text('the-actor'),
  };
  const inputs = { 'github-token': 'ghs_emulated' };
  const seen: string[] = [];
  for (const [short, more, outcome] of [
    ['blue-green-switch v1', {}, 'promoted'],
    ['canary-step v2 25', {}, 'canary'],
    ['lock', { reason: text('the-reason').slice(0, 200) }, 'locked'],
    ['rollback', {}, 'rolled-back'],
  ] as const) {
    const { outputs, stdout, summary, state } = await job(shop, short, { inputs: { ...inputs, ...more }, env });
    expect(outputs['outcome'], stdout).toBe(outcome);
    expect(stdout.split('\n').filter((line) => (/^\s*::/.test(line) && !OURS.test(line)) || line.includes('##['))).toEqual([]);
    seen.push(stdout, summary, JSON.stringify([outputs, state]));
  }
  expect(existsSync(marker)).toBe(false);
  const [theirs, ...ours] = shop.github.state.comments;
  expect(theirs?.body).toBe(pasted);
  expect(ours).toHaveLength(1);
  for (const { body } of ours) expect(body.replace(/<code>.*?<\/code>/g, '')).not.toMatch(/<script|@everyone/);
  const all = [...seen, JSON.stringify([ours, shop.github.state.deployments, await shop.journal()])].join('\n');
  expect(['the-title', 'the-body', 'the-commit', 'the-comment', 'the-paste'].filter((name) => all.includes(name))).toEqual([]);
  // These are: who did it, by which job, and why.
  expect(['the-actor', 'the-job', 'the-reason'].filter((name) => !all.includes(name))).toEqual([]);
});
