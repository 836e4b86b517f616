import { expect } from 'vitest';
import { runEnded } from '../../src/github/run-ended.ts';
import type { FakeGithub } from '../fakes/github/server.ts';
import { someRun } from '../fakes/rollout.ts';
import { test } from './emulated.ts';
import { runnerEnv } from './rollouts.ts';

const other = { ...someRun, id: '501', attempt: 2 };

function asking(github: FakeGithub, token = github.token) {
  const lines: string[] = [];
  return { lines, hasEnded: runEnded({ token, env: runnerEnv(github), info: (line) => lines.push(line) }) };
}

test('a run has ended when GitHub says so of that very attempt', async ({ github }) => {
  const { hasEnded } = asking(github);
  github.state.runs.set('501/1', 'completed').set('501/2', 'in_progress');
  expect(await hasEnded(other)).toBe(false);
  expect(await hasEnded({ ...other, attempt: 1 })).toBe(true);
  github.state.runs.set('501/2', 'completed');
  expect(await hasEnded(other)).toBe(true);
});

test('a run that GitHub does not know has not ended', async ({ github }) => {
  const { hasEnded, lines } = asking(github);
  expect(await hasEnded(other)).toBe(false);
  github.state.runs.set('501/2', 'completed');
  expect(await hasEnded(other)).toBe(true);
  expect(lines).toEqual([]);
});

test('a run has not ended while GitHub does not answer', async ({ github }) => {
  const { hasEnded, lines } = asking(github);
  github.state.runs.set('501/2', 'completed');
  github.fail('actions/get-workflow-run-attempt', { status: 404 }, 1);
  expect(await hasEnded(other)).toBe(false);
  github.fail('actions/get-workflow-run-attempt', { status: 451 }, 1);
  expect(await hasEnded(other)).toBe(false);
  expect(await hasEnded(other)).toBe(true);
  expect(lines).toEqual([]);
});

test('without the permission GitHub is asked once, and what to add is said once', async ({ github }) => {
  const { hasEnded, lines } = asking(github);
  github.state.permissions.actions = 'none';
  expect([await hasEnded(other), await hasEnded(other)]).toEqual([false, false]);
  expect(github.requests).toHaveLength(1);
  expect(lines).toEqual([expect.stringContaining('actions: read')]);
});

test('GitHub is asked neither without a token, nor about this run itself, nor about one that is none of its own', async ({ github }) => {
  github.state.runs.set('500/1', 'completed').set('501/2', 'completed');
  expect(await asking(github, '').hasEnded(other)).toBe(false);
  const { hasEnded } = asking(github);
  expect(await hasEnded({ ...other, id: '500', attempt: 1 })).toBe(false);
  expect(await hasEnded({ ...other, id: '' })).toBe(false);
  expect(github.requests).toEqual([]);
});
