import type { Octokit } from '@octokit/rest';

/** What the token of a workflow comments as; it may not ask who it is. No person can have this name. */
export const WORKFLOW = 'github-actions[bot]';

type Written = { readonly login: string; readonly nodeId: string };

/** Of comments those that we wrote; `author` is known to be us. Asked once of each author, however many somebody pastes. */
export async function writtenByUs<T extends Written>(
  octokit: Octokit,
  comments: readonly T[],
  author: string | null = null,
): Promise<readonly T[]> {
  const ours = new Map<string | null, boolean>([[author, author !== null]]);
  for (const { login, nodeId } of comments) if (!ours.has(login)) ours.set(login, await isOurs(octokit, { login, nodeId }));
  return comments.filter(({ login }) => ours.get(login));
}

/** Whether a comment was written by a workflow, or by the token's owner: how a comment of an app or of a person's token is known. */
async function isOurs(octokit: Octokit, comment: Written): Promise<boolean> {
  if (comment.login === WORKFLOW) return true;
  try {
    const query = 'query($id: ID!) { node(id: $id) { ... on IssueComment { viewerDidAuthor } } }';
    const { node } = await octokit.graphql<{ node: { viewerDidAuthor?: boolean } | null }>(query, { id: comment.nodeId });
    return node?.viewerDidAuthor === true;
  } catch {
    return false;
  }
}
