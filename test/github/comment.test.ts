import { Octokit } from '@octokit/rest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readBody, writeBody } from '../../src/github/comment/body.ts';
import { type CommentOptions, StickyComment, type Telling } from '../../src/github/comment/comment.ts';
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
    seq: null,
    author: null,
    shared: false,
    settle: [0, 0],
    ...change,
  });
}
const say = (text: string, change: Partial<Telling> = {}): Telling => ({ text, version: 'v2', began: 1000, last: false, ...change });
const writes = () => github.requests.filter(({ operation }) => /create|update/.test(operation));

test('one comment holds what all runs tell of a service', async () => {
  expect(await comment().write(say('first'))).toBe('written');
  expect(await comment({ run: { id: '501', attempt: 1 } }).write(say('second'))).toBe('written');
  expect(github.state.comments).toHaveLength(1);
  expect(github.state.comments[0]?.body).toMatch(/^<!-- sluice:api \{.*\} -->\n/);
  expect(github.state.comments[0]?.body).toContain('second');
  expect(github.state.comments[0]?.body).not.toContain('first');
});

test('another service has a comment of its own', async () => {
  await comment().write(say('api'));
  await comment({ service: 'api-two' }).write(say('two'));
  expect(github.state.comments).toHaveLength(2);
});

test('the sections of other environments are kept', async () => {
  await comment({ environment: 'staging -->' }).write(say('in staging'));
  await comment().write(say('in production'));
  const sections = readBody('api', github.state.comments[0]?.body ?? '');
  expect([...(sections ?? [])].map(([name, { text }]) => [name, text])).toEqual([
    ['staging -->', 'in staging'],
    ['production', 'in production'],
  ]);
});

test.each([
  ['when its rollout began', { run: '700', attempt: 1, seq: 4, version: 'v1' }, 'v1'],
  ['when its rollout began and what is in flight', { run: '700', attempt: 1, seq: 4 }, null],
])('a section by a version of ours that did not say %s is kept where it is not ours, else replaced', async (_, told, version) => {
  const of = (name: string) => `<!-- sluice-section:${name} -->\nin ${name}\n<!-- sluice-end -->`;
  const body = `<!-- sluice:api ${JSON.stringify({ staging: told, production: told })} -->\n${of('staging')}\n${of('production')}`;
  github.state.comments.push({ id: 1, issue: 7, author: 'github-actions[bot]', body });
  expect(await comment().write(say('after'))).toBe('written');
  const sections = readBody('api', github.state.comments[0]?.body ?? '') ?? [];
  expect([...sections].map(([name, { text, version }]) => [name, text, version])).toEqual([
    ['staging', 'in staging', version],
    ['production', 'after', 'v2'],
  ]);
});

test('the same text is written once', async () => {
  const one = comment();
  await one.write(say('text'));
  expect(await one.write(say('text'))).toBe('same');
  expect(writes()).toHaveLength(1);
});

test.each([['attempt', { id: '500', attempt: 1 }]])('a newer %s is never overwritten', async (_, run) => {
  await comment({ run: { id: '500', attempt: 2 } }).write(say('newer'));
  expect(await comment({ run }).write(say('older'))).toBe('outdated');
  expect(github.state.comments[0]?.body).toContain('newer');
});

test('a later rollout is newer, whichever run it belongs to: an older run may be run again', async () => {
  await comment({ run: { id: '501', attempt: 1 } }).write(say('by the newer run'));
  expect(await comment().write(say('by the older one', { began: 2000 }))).toBe('written');
  expect(await comment({ run: { id: '502', attempt: 1 } }).write(say('of the rollout before'))).toBe('outdated');
  expect(github.state.comments[0]?.body).toContain('by the older one');
});

test('another run tells of the same rollout, also an older one whose turn it is: a promotion after somebody looked', async () => {
  await comment({ run: { id: '500', attempt: 1 } }).write(say('canary'));
  await comment({ run: { id: '505', attempt: 1 } }).write(say('looked at'));
  expect(await comment({ run: { id: '500', attempt: 1 } }).write(say('promoted'))).toBe('written');
  expect(github.state.comments[0]?.body).toContain('promoted');
});

test('run ids are compared as numbers', async () => {
  await comment({ run: { id: '999', attempt: 1 } }).write(say('before'));
  expect(await comment({ run: { id: '1000', attempt: 1 } }).write(say('after'))).toBe('written');
});

test('a job stops writing once a later job of its run has', async () => {
  const earlier = comment();
  await earlier.write(say('step one'));
  await comment().write(say('step two'));
  expect(await earlier.write(say('step one again', { last: true }))).toBe('outdated');
});

test('a marker that somebody else pasted is left alone', async () => {
  github.state.comments.push({ id: 1, issue: 7, author: 'mallory', body: writeBody('api', new Map()) });
  await comment().write(say('ours'));
  expect(github.state.comments.map(({ author }) => author)).toEqual(['mallory', 'github-actions[bot]']);
  expect(github.state.comments[0]?.body).not.toContain('ours');
});

test('a journaled id of a comment by somebody else is not trusted', async () => {
  github.state.comments.push({ id: 1, issue: 7, author: 'mallory', body: writeBody('api', new Map()) });
  await comment({ id: 1, author: 'github-actions[bot]' }).write(say('ours'));
  expect(github.state.comments).toHaveLength(2);
});

test("the comment of an app's token is found by who wrote it", async () => {
  github.state.login = 'deployer[bot]';
  await comment().write(say('first'));
  await comment({ run: { id: '501', attempt: 1 } }).write(say('second'));
  expect(github.state.comments).toHaveLength(1);
});

test('the journaled comment is found without a listing', async () => {
  await comment().write(say('first'));
  github.requests.length = 0;
  const { id, author } = github.state.comments[0] ?? { id: 0, author: '' };
  await comment({ id, author, run: { id: '501', attempt: 1 } }).write(say('second'));
  expect(github.requests.map(({ operation }) => operation)).toEqual(['issues/get-comment', 'issues/update-comment']);
});

describe('a comment that the journal knows as one with only our section', () => {
  /** What an earlier job wrote, and the journal remembers of it. */
  const remembered = async () => {
    const one = comment();
    await one.write(say('first'));
    github.requests.length = 0;
    return { id: one.known?.id ?? null, author: one.known?.author ?? null, seq: one.seq };
  };
  const asked = () => github.requests.map(({ operation }) => operation.replace(/^issues\/|-comments?$/g, ''));

  test('is written without being read, also by the last text if the journal is as it was left', async () => {
    const later = comment(await remembered());
    await later.write(say('second'));
    expect(await later.write(say('third', { last: true, isLatest: async () => true }))).toBe('written');
    expect(asked()).toEqual(['update', 'update']);
    expect(readBody('api', github.state.comments[0]?.body ?? '')?.get('production')).toMatchObject({ text: 'third', edition: { seq: 3 } });
    expect(later.known?.url).toContain('#issuecomment-100');
  });

  test.each<[string, Partial<Telling>]>([
    ['the last text if somebody wrote the journal since', { last: true, isLatest: async () => false }],
    ['a text that was put off', { waited: true }],
  ])('is read before %s, and what is newer stays', async (_, change) => {
    const before = await remembered();
    await comment({ run: { id: '501', attempt: 1 } }).write(say('newer', { began: 2000 }));
    expect(await comment(before).write(say('older', change))).toBe('outdated');
    expect(github.state.comments[0]?.body).toContain('newer');
  });

  test('goes on counting where the last text was, which the journal may not know', async () => {
    const before = await remembered();
    await comment().write(say('told after the journal was written'));
    expect(await comment(before).write(say('third', { last: true, isLatest: async () => false }))).toBe('written');
    expect(github.state.comments[0]?.body).toContain('third');
  });

  test('is looked for and made again where somebody deleted it', async () => {
    const before = await remembered();
    github.state.comments = [];
    await comment(before).write(say('second'));
    expect(github.state.comments[0]?.body).toContain('second');
    expect(asked()).toEqual(['update', 'list', 'create']);
  });

  test('is read all the same where others may write into it', async () => {
    const before = await remembered();
    await comment({ environment: 'staging' }).write(say('in staging'));
    await comment({ ...before, shared: true }).write(say('second'));
    expect(github.state.comments[0]?.body).toContain('in staging');
  });

  test('is none where another section is in it', async () => {
    await comment({ environment: 'staging' }).write(say('in staging'));
    expect(await remembered()).toMatchObject({ id: 100, seq: null });
  });
});

test('a comment that was deleted is made again', async () => {
  const one = comment();
  await one.write(say('first'));
  github.state.comments = [];
  await one.write(say('second'));
  expect(github.state.comments[0]?.body).toContain('second');
});

test('a comment that was deleted meanwhile is made again by who writes alone and does not look', async () => {
  const one = comment();
  for (const text of ['first', 'second']) await one.write(say(text));
  github.requests.length = 0;
  github.state.comments = [];
  await one.write(say('third'));
  expect(github.state.comments[0]?.body).toContain('third');
  const asked = github.requests.map(({ operation }) => operation);
  expect(asked).toEqual(['issues/update-comment', 'issues/list-comments', 'issues/create-comment']);
});

test('who writes alone reads before the first text and before the last', async () => {
  const one = comment();
  for (const text of ['first', 'second', 'third']) await one.write(say(text));
  await one.write(say('last', { last: true }));
  const asked = github.requests.map(({ operation }) => operation.replace(/^issues\/|-comments?$/g, ''));
  expect(asked).toEqual(['list', 'create', 'update', 'update', 'get', 'update']);
});

test('it is found behind a hundred others', async () => {
  for (let id = 1; id <= 120; id++) github.state.comments.push({ id, issue: 7, author: 'ada', body: 'hello' });
  await comment().write(say('first'));
  await comment({ run: { id: '501', attempt: 1 } }).write(say('second'));
  expect(github.state.comments).toHaveLength(121);
});
