import type { Octokit } from '@octokit/rest';
import type { Repository } from '../api/repository.ts';

/** Whether a person may write to the repository. Asked from GitHub: what the event says of them may be old. Throws what the API throws. */
export async function mayWrite(octokit: Octokit, at: Repository, username: string): Promise<boolean> {
  const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username });
  // Of a custom role this is the level it is based on.
  return ['write', 'maintain', 'admin'].includes(data.permission);
}

/** Whether the commits of a pull request come from another repository. Throws what the API throws. */
export async function isFromFork(octokit: Octokit, at: Repository, pull: number): Promise<boolean> {
  const { data } = await octokit.rest.pulls.get({ ...at, pull_number: pull });
  // A fork that was deleted leaves none.
  const head = data.head.repo as { readonly id: number } | null;
  return head?.id !== data.base.repo.id;
}

/** Whether an earlier attempt of this run has marked the comment as carried out; also true for one that is gone. Throws what the API throws. */
export async function isCarriedOut(octokit: Octokit, at: Repository, comment: number): Promise<boolean> {
  try {
    const { data } = await octokit.rest.issues.getComment({ ...at, comment_id: comment });
    return (data.reactions?.rocket ?? 0) > 0;
  } catch (error) {
    if ((error as { status?: number }).status === 404) return true;
    throw error;
  }
}
