import { describe, expect } from 'vitest';
import { jobEnded } from '../../src/github/job-ended.ts';
import type { FakeGithub } from '../fakes/github/server.ts';
import { someRun } from '../fakes/rollout.ts';
import { test } from './emulated.ts';
import { runnerEnv } from './rollouts.ts';

const other = { ...someRun, id: '501', attempt: 2 };

/** From the job of run 500 whose check is 61. */
function asking(github: FakeGithub, token = github.token) {
  const lines: string[] = [];
  const env = { ...runnerEnv(github), 'INPUT_CHECK-RUN-ID': '61' };
  return { lines, hasEnded: jobEnded({ token, env, info: (line) => lines.push(line) }) };
}

describe('a job whose check is known', () => {
  test('has ended when GitHub says so, though its run goes on, and not when another of its run has', async ({ github }) => {
    const { hasEnded } = asking(github);
    github.state.runs.set('501/2', 'in_progress');
    github.state.jobs.set('71', { status: 'completed' }).set('72', { status: 'in_progress' });
    expect(await hasEnded({ ...other, check: '71' })).toBe(true);
    expect(await hasEnded({ ...other, check: '72' })).toBe(false);
    expect(github.requests).toHaveLength(2);
  });

  test('is asked for in this run too, but for the one that asks', async ({ github }) => {
    const { hasEnded } = asking(github);
    github.state.jobs.set('61', { status: 'completed' }).set('62', { status: 'completed' });
    expect(await hasEnded({ ...other, id: '500', attempt: 1, check: '62' })).toBe(true);
    expect(await hasEnded({ ...other, id: '500', attempt: 1, check: '61' })).toBe(false);
    expect(await hasEnded({ ...other, id: '500', attempt: 1, check: '63' })).toBe(false);
    expect(github.requests.map(({ operation }) => operation)).toEqual(Array(2).fill('actions/get-job-for-workflow-run'));
  });

  test('that GitHub does not know by it is asked for by its run', async ({ github }) => {
    const { hasEnded } = asking(github);
    github.state.runs.set('501/2', 'completed');
    expect(await hasEnded({ ...other, check: '71' })).toBe(true);
    expect(await hasEnded({ ...other, check: '../71' })).toBe(true);
    github.fail('actions/get-job-for-workflow-run', { status: 451 }, 1);
    expect(await hasEnded({ ...other, check: '71' })).toBe(false);
    // The number is that of another job.
    github.state.jobs.set('71', { status: 'in_progress', check: '70' });
    expect(await hasEnded({ ...other, check: '71' })).toBe(true);
  });
});

test('without a check, a job has ended when GitHub says so of that very attempt of its run', async ({ github }) => {
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
