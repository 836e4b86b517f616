import { getInput } from '@actions/core';
import type { Run } from '../ports/journal.ts';
import { repositoryUrl } from './api/repository.ts';

/** Reads inputs as the runner hands them over (`INPUT_<NAME>`), trimmed; one that is not set, or empty, is ''. */
export function readInputs(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, getInput(name)]));
}

/** The folder of the checkout. */
export function workspaceOf(env: NodeJS.ProcessEnv): string {
  return env['GITHUB_WORKSPACE'] || process.cwd();
}

/** The run that this process belongs to. Outside a runner the fields are empty and the numbers 0. */
export function thisRun(env: NodeJS.ProcessEnv = process.env): Run {
  const id = env['GITHUB_RUN_ID'] ?? '';
  const attempt = Number(env['GITHUB_RUN_ATTEMPT'] ?? 0);
  const check = env['INPUT_CHECK-RUN-ID'] ?? '';
  const address = `${repositoryUrl(env)}/actions/runs/${id}`;
  return {
    id,
    attempt,
    number: Number(env['GITHUB_RUN_NUMBER'] ?? 0),
    workflow: env['GITHUB_WORKFLOW'] ?? '',
    ref: env['GITHUB_REF'] ?? '',
    job: env['GITHUB_JOB'] ?? '',
    ...(check !== '' && { check }),
    // Who started this attempt; the actor stays the one of the first attempt.
    actor: env['GITHUB_TRIGGERING_ACTOR'] || (env['GITHUB_ACTOR'] ?? ''),
    url: id === '' ? '' : attempt > 1 ? `${address}/attempts/${attempt}` : address,
  };
}
