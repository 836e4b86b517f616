import { Octokit } from '@octokit/rest';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CommentOptions, StickyComment } from '../../src/github/comment.ts';
import { BUDGET, readBody, writeBody } from '../../src/github/comment-body.ts';
import { type FakeGithub, startGithub } from '../fakes/github/server.ts';
import { AT } from './rollouts.ts';

let github: FakeGithub;
beforeEach(async () => {
  github = await startGithub();
});
afterEach(async () => {
  await github.close();
  expect(github.violations).toEqual([]);
});

function comment(change: Partial<CommentOptions> = {}): StickyComment {
  const octokit = new Octokit({ auth: github.token, baseUrl: github.url });
  return new StickyComment(octokit, {
    at: AT,
    issue: 7,
    service: 'api',
    environment: 'production',
    run: { id: '500', attempt: 1 },
    id: null,
    author: null,
    ...change,
  });
}
const writes = () => github.requests.filter(({ operation }) => /create|update/.test(operation));

test('one comment holds what all runs tell of a service', async () => {
  expect(await comment().write('first')).toBe('written');
  expect(await comment({ run: { id: '501', attempt: 1 } }).write('second')).toBe('written');
  expect(github.state.comments).toHaveLength(1);
  expect(github.state.comments[0]?.body).toMatch(/^<!-- sluice:api \{.*\} -->\n/);
  expect(github.state.comments[0]?.body).toContain('second');
  expect(github.state.comments[0]?.body).not.toContain('first');
});

test('another service has a comment of its own', async () => {
  await comment().write('api');
  await comment({ service: 'api-two' }).write('two');
  expect(github.state.comments).toHaveLength(2);
});

test('the sections of other environments are kept', async () => {
  await comment({ environment: 'staging -->' }).write('in staging');
  await comment().write('in production');
  const sections = readBody('api', github.state.comments[0]?.body ?? '');
  expect([...(sections ?? [])].map(([name, { text }]) => [name, text])).toEqual([
    ['staging -->', 'in staging'],
    ['production', 'in production'],
  ]);
});

test('the same text is written once', async () => {
  const one = comment();
  await one.write('text');
  expect(await one.write('text')).toBe('same');
  expect(writes()).toHaveLength(1);
});

test.each([
  ['run', { id: '499', attempt: 9 }],
  ['attempt', { id: '500', attempt: 1 }],
])('a newer %s is never overwritten', async (_, run) => {
  await comment({ run: { id: '500', attempt: 2 } }).write('newer');
  expect(await comment({ run }).write('older')).toBe('outdated');
  expect(github.state.comments[0]?.body).toContain('newer');
});

test('run ids are compared as numbers', async () => {
  await comment({ run: { id: '999', attempt: 1 } }).write('before');
  expect(await comment({ run: { id: '1000', attempt: 1 } }).write('after')).toBe('written');
});

test('a job stops writing once a later job of its run has', async () => {
  const earlier = comment();
  await earlier.write('step one');
  await comment().write('step two');
  expect(await earlier.write('step one again')).toBe('outdated');
});

test('a marker that somebody else pasted is left alone', async () => {
  github.state.comments.push({ id: 1, issue: 7, author: 'mallory', body: writeBody('api', new Map()) });
  await comment().write('ours');
  expect(github.state.comments.map(({ author }) => author)).toEqual(['mallory', 'github-actions[bot]']);
  expect(github.state.comments[0]?.body).not.toContain('ours');
});

test('a journaled id of a comment by somebody else is not trusted', async () => {
  github.state.comments.push({ id: 1, issue: 7, author: 'mallory', body: writeBody('api', new Map()) });
  await comment({ id: 1, author: 'github-actions[bot]' }).write('ours');
  expect(github.state.comments).toHaveLength(2);
});

test("the comment of an app's token is found by who wrote it", async () => {
  github.state.login = 'deployer[bot]';
  await comment().write('first');
  await comment({ run: { id: '501', attempt: 1 } }).write('second');
  expect(github.state.comments).toHaveLength(1);
});

test('the journaled comment is found without a listing', async () => {
  await comment().write('first');
  github.requests.length = 0;
  const { id, author } = github.state.comments[0] ?? { id: 0, author: '' };
  await comment({ id, author, run: { id: '501', attempt: 1 } }).write('second');
  expect(github.requests.map(({ operation }) => operation)).toEqual(['issues/get-comment', 'issues/update-comment']);
});

test('a comment that was deleted is made again', async () => {
  const one = comment();
  await one.write('first');
  github.state.comments = [];
  await one.write('second');
  expect(github.state.comments[0]?.body).toContain('second');
});

test('it is found behind a hundred others', async () => {
  for (let id = 1; id <= 120; id++) github.state.comments.push({ id, issue: 7, author: 'ada', body: 'hello' });
  await comment().write('first');
  await comment({ run: { id: '501', attempt: 1 } }).write('second');
  expect(github.state.comments).toHaveLength(121);
});

test('the text stays within what GitHub takes, and short sections stay whole', () => {
  const edition = { run: '1', attempt: 1, seq: 1 };
  const body = writeBody(
    'api',
    new Map(['long', 'short', 'longer'].map((name) => [name, { edition, text: name === 'short' ? 'short' : 'line\n'.repeat(20_000) }])),
  );
  expect(body.length).toBeLessThanOrEqual(BUDGET);
  expect(body.length).toBeGreaterThan(BUDGET - 500);
  expect(readBody('api', body)?.get('short')?.text).toBe('short');
  expect(body.match(/Cut: too long/g)).toHaveLength(2);
});

test('untrusted text cannot end a section or start another', () => {
  const edition = { run: '1', attempt: 1, seq: 1 };
  const text = 'a <!-- sluice-end --> b <!-- sluice-section:staging --> c';
  const sections = readBody('api', writeBody('api', new Map([['production', { edition, text }]])));
  expect(sections?.get('production')?.text).toContain('c');
  expect(sections?.has('staging')).toBe(false);
});
