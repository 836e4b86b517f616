import type { Octokit } from '@octokit/rest';
import type { Run } from '../ports/journal.ts';
import { githubClient } from './api/client.ts';
import { lacksPermission, toAdd } from './api/feature.ts';
import { repositoryOf } from './api/repository.ts';

type Asking = { readonly token: string; readonly env: NodeJS.ProcessEnv; readonly info: (line: string) => void };

/**
 * Asks GitHub whether the attempt of a run has ended, all its jobs and what they do afterwards. False also where nobody knows: no
 * token, another repository, no permission, no answer. Never asks about the run that this process belongs to. Throws nothing.
 */
export function runEnded({ token, env, info }: Asking): (run: Run) => Promise<boolean> {
  const at = repositoryOf(env);
  let client: Promise<Octokit> | null = null;
  let isAllowed = token !== '';
  return async ({ id, attempt }) => {
    if (!isAllowed || at === null || id === '' || id === env['GITHUB_RUN_ID']) return false;
    try {
      client ??= githubClient(token, env);
      const { actions } = (await client).rest;
      // Not the run itself: that tells of its latest attempt, which may be another one.
      const { data } = await actions.getWorkflowRunAttempt({ ...at, run_id: Number(id), attempt_number: attempt });
      return data.status === 'completed';
    } catch (error) {
      isAllowed = !lacksPermission(error);
      if (!isAllowed) info(`GitHub does not tell whether the other run has ended. To wait less: ${toAdd('actions: read')}`);
      return false;
    }
  };
}
