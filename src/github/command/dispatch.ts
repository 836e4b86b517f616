import type { Octokit } from '@octokit/rest';
import { ONCE } from '../api/client.ts';
import { lacksPermission } from '../api/feature.ts';
import type { Repository } from '../api/repository.ts';

/**
 * Why a workflow was not started: it is not there, it cannot be started by hand, it does not know one of the inputs or refuses its
 * value, the token may not, or GitHub did not answer, and then it may have been started.
 */
export type NotStarted = { readonly why: 'missing' | 'no-trigger' | 'inputs' | 'permission' | 'unknown'; readonly message: string };

/**
 * Starts a workflow as if by hand. Asks once: a run too many is worse than none.
 * @param workflow name of its file
 * @param ref branch whose file it is
 * @returns null where it was started
 */
export async function startWorkflow(
  octokit: Octokit,
  at: Repository,
  { workflow, ref, inputs }: { readonly workflow: string; readonly ref: string; readonly inputs: Readonly<Record<string, string>> },
): Promise<NotStarted | null> {
  try {
    await octokit.rest.actions.createWorkflowDispatch({ ...at, workflow_id: workflow, ref, inputs: { ...inputs }, ...ONCE });
    return null;
  } catch (error) {
    const { status = 500, message = String(error) } = error as { status?: number; message?: string };
    return { why: reasonFor(error, status, message), message };
  }
}

function reasonFor(error: unknown, status: number, message: string): NotStarted['why'] {
  if (lacksPermission(error) || status === 401) return 'permission';
  if (status === 404) return 'missing';
  if (status !== 422) return 'unknown';
  return /workflow_dispatch/.test(message) ? 'no-trigger' : 'inputs';
}
