import type { Octokit } from '@octokit/rest';
import type { Run } from '../ports/journal.ts';
import { githubClient } from './api/client.ts';
import { isGone, lacksPermission, toAdd } from './api/feature.ts';
import { type Repository, repositoryOf } from './api/repository.ts';
import { thisRun } from './inputs.ts';

type Asking = { readonly token: string; readonly env: NodeJS.ProcessEnv; readonly info: (line: string) => void };

/**
 * Asks GitHub whether the job of a run has ended, what it does afterwards too: by the check of the job where the journal has it, else by
 * the attempt of the run with all its jobs. False also where nobody knows: no token, another repository, no permission, no answer.
 * Never asks about the job that this process belongs to. Throws nothing.
 */
export function jobEnded({ token, env, info }: Asking): (run: Run) => Promise<boolean> {
  const at = repositoryOf(env);
  const own = thisRun(env);
  let client: Promise<Octokit> | null = null;
  let isAllowed = token !== '';
  return async (run) => {
    const isOwn = run.id === own.id && (run.check === undefined || run.check === own.check);
    if (!isAllowed || at === null || run.id === '' || isOwn) return false;
    try {
      client ??= githubClient(token, env);
      const octokit = await client;
      const status = (await statusOfJob(octokit, at, run)) ?? (run.id === own.id ? null : await statusOfAttempt(octokit, at, run));
      return status === 'completed';
    } catch (error) {
      isAllowed = !lacksPermission(error);
      if (!isAllowed) info(`GitHub does not tell whether the other job has ended. To wait less: ${toAdd('actions: read')}`);
      return false;
    }
  };
}

/** null where it cannot be asked for by its check. */
async function statusOfJob(octokit: Octokit, at: Repository, { check = '' }: Run): Promise<string | null> {
  if (!/^[1-9]\d*$/.test(check)) return null;
  try {
    const { data } = await octokit.rest.actions.getJobForWorkflowRun({ ...at, job_id: Number(check) });
    // That a job has the number of its check is written nowhere, but each job says which check it has.
    return data.check_run_url.endsWith(`/${check}`) ? data.status : null;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** Not that of the run itself, which is about its latest attempt. */
async function statusOfAttempt(octokit: Octokit, at: Repository, { id, attempt }: Run): Promise<string | null> {
  const { data } = await octokit.rest.actions.getWorkflowRunAttempt({ ...at, run_id: Number(id), attempt_number: attempt });
  return data.status;
}
