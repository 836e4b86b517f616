import type { Octokit } from '@octokit/rest';

/** What the token of a workflow comments as; it may not ask who it is. No person can have this name. */
export const WORKFLOW = 'github-actions[bot]';

/** Whether a comment was written by a workflow, or by the token's owner: how a comment of an app or of a person's token is known. */
export async function isOurs(octokit: Octokit, comment: { readonly login: string; readonly nodeId: string }): Promise<boolean> {
  if (comment.login === WORKFLOW) return true;
  try {
    const query = 'query($id: ID!) { node(id: $id) { ... on IssueComment { viewerDidAuthor } } }';
    const { node } = await octokit.graphql<{ node: { viewerDidAuthor?: boolean } | null }>(query, { id: comment.nodeId });
    return node?.viewerDidAuthor === true;
  } catch {
    return false;
  }
}
