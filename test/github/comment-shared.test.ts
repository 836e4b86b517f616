import { Octokit } from '@octokit/rest';
import { expect } from 'vitest';
import { readBody } from '../../src/github/comment/body.ts';
import { type CommentOptions, StickyComment, type Telling } from '../../src/github/comment/comment.ts';
import type { FakeGithub } from '../fakes/github/server.ts';
import { test } from './emulated.ts';
import { AT } from './rollouts.ts';

const JOBS = 8;
const ROUNDS = 30;
/** Rounds at the same time, each with a pull request of its own. */
const BESIDE = 10;

const quiet = () => {};
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

function optionsOf(issue: number, environment: string, change: Partial<CommentOptions>): CommentOptions {
  const whose = { at: AT, issue, service: 'api', environment, run: { id: '500', attempt: 1 }, id: null, seq: null, author: null };
  return { ...whose, shared: true, settle: [200, 400], ...change };
}

function comment(github: FakeGithub, issue: number, environment: string, change: Partial<CommentOptions> = {}): StickyComment {
  return new StickyComment(new Octokit({ auth: github.token, baseUrl: github.url, log }), optionsOf(issue, environment, change));
}
const say = (text: string, change: Partial<Telling> = {}): Telling => ({ text, version: 'v2', began: 1000, last: true, ...change });
const names = Array.from({ length: JOBS }, (_, index) => `region-${index}`);

const comments = (github: FakeGithub, issue: number) => github.state.comments.filter((one) => one.issue === issue);
const texts = (github: FakeGithub, issue: number) =>
  Object.fromEntries([...(readBody('api', comments(github, issue)[0]?.body ?? '') ?? [])].map(([name, { text }]) => [name, text]));

test.for([
  ['at once', 0],
  ['late', 100],
  ['later than a job waits once', 800],
] as const)(
  'of eight jobs that share a comment no section is lost where lists are %s',
  { timeout: 120_000 },
  async ([, lag], { github }) => {
    Object.assign(github.state, { lag, delay: 10, remaining: 1_000_000 });
    const expected = Object.fromEntries(names.map((name) => [name, 'ended']));
    const round = async (issue: number) => {
      const jobs = names.map((name) => comment(github, issue, name));
      // All find nothing, and each makes a comment; and all end at the same time.
      for (const last of [false, true]) {
        await Promise.all(jobs.map((job) => job.write(say(last ? 'ended' : 'begun', { last }))));
        expect(comments(github, issue)).toHaveLength(1);
      }
      expect(texts(github, issue)).toEqual(expected);
      expect(new Set(jobs.map(({ known }) => known?.id)).size).toBe(1);
    };
    for (let first = 1; first <= ROUNDS; first += BESIDE)
      await Promise.all(Array.from({ length: BESIDE }, (_, index) => round(first + index)));
    expect(github.requests.length / ROUNDS).toBeLessThan(200);
  },
);

test('where no list shows what was made as long as anybody looks, it is one comment by the last text', async ({ github }) => {
  Object.assign(github.state, { lag: 60_000 });
  const jobs = ['east', 'west'].map((name) => comment(github, 7, name, { settle: [0, 0] }));
  await Promise.all(jobs.map((job) => job.write(say('begun', { last: false }))));
  expect(github.state.comments).toHaveLength(2);
  // What may not be the one is not journaled as the one.
  expect(jobs.map(({ known }) => known)).toEqual([null, null]);
  await jobs[1]?.write(say('at work', { last: false }));
  expect(github.state.comments).toHaveLength(2);
  github.state.lag = 0;
  for (const job of jobs) await job.write(say('ended'));
  expect(github.state.comments.map(({ id }) => id)).toEqual([100]);
  expect(texts(github, 7)).toEqual({ east: 'ended', west: 'ended' });
});

/** Two comments of ours, 100 and 101, since the second was made before anybody saw the first. */
async function beside(github: FakeGithub): Promise<void> {
  for (const name of ['region-1', 'region-2']) {
    await comment(github, 7, name, { settle: [0, 0] }).write(say('ended'));
    for (const one of github.state.comments) one.issue = 8;
  }
  for (const one of github.state.comments) one.issue = 7;
  expect(github.state.comments.map(({ id }) => id)).toEqual([100, 101]);
}

test('a comment that a killed job left beside the first one is moved there', async ({ github }) => {
  await beside(github);
  await comment(github, 7, 'region-3', { settle: [0, 0] }).write(say('ended'));
  expect(github.state.comments.map(({ id }) => id)).toEqual([100]);
  expect(texts(github, 7)).toEqual({ 'region-1': 'ended', 'region-2': 'ended', 'region-3': 'ended' });
});

test('a later comment is kept where the oldest is deleted meanwhile', async ({ github }) => {
  await beside(github);
  const octokit = new Octokit({ auth: github.token, baseUrl: github.url, log });
  octokit.hook.before('request', ({ method }) => {
    if (method === 'PATCH') github.state.comments = github.state.comments.filter(({ id }) => id !== 100);
  });
  await new StickyComment(octokit, optionsOf(7, 'region-3', { settle: [0, 0] })).write(say('ended'));
  expect(github.state.comments).toHaveLength(1);
  expect(texts(github, 7)).toMatchObject({ 'region-2': 'ended', 'region-3': 'ended' });
});

test("the comment of an app's token is shared as well", async ({ github }) => {
  github.state.login = 'deployer[bot]';
  for (const name of ['east', 'west']) await comment(github, 7, name, { settle: [0, 0] }).write(say('ended'));
  expect(github.requests.filter(({ operation }) => operation === 'issues/create-comment')).toHaveLength(1);
  expect(texts(github, 7)).toEqual({ east: 'ended', west: 'ended' });
});

test('a text that failed is written anew from what is there by then', async ({ github }) => {
  const [east, west] = ['east', 'west'].map((name) => comment(github, 7, name, { settle: [0, 0] })) as [StickyComment, StickyComment];
  await east.write(say('begun'));
  github.fail('issues/update-comment', { status: 502 }, 1);
  await west.write(say('begun'));
  expect(texts(github, 7)).toEqual({ east: 'begun', west: 'begun' });
  const asked = github.requests.map(({ operation }) => operation.replace(/^issues\/|-comments?$/g, ''));
  expect(asked.slice(-5)).toEqual(['get', 'update', 'get', 'update', 'get']);
});
