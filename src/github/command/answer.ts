import type { Octokit } from '@octokit/rest';
import { ONCE } from '../api/client.ts';
import { lacksPermission } from '../api/feature.ts';
import type { Repository } from '../api/repository.ts';

export type Reaction = 'eyes' | 'rocket' | 'confused' | '-1';

/** How a person is answered. Nothing here throws: what could not be written is said in the log. */
export type Answer = {
  react(reaction: Reaction): Promise<void>;
  reply(markdown: string): Promise<void>;
};

/** @param permission what the token needs for it, as it stands in a workflow */
export function answering(
  octokit: Octokit,
  at: Repository & { readonly issue: number; readonly comment: number },
  permission: string,
  info: (line: string) => void,
): Answer {
  const { owner, repo, issue, comment } = at;
  let isSilent = false;
  async function attempt(work: () => Promise<unknown>): Promise<void> {
    if (isSilent) return;
    try {
      await work();
    } catch (error) {
      isSilent = lacksPermission(error);
      const why = isSilent ? `the token lacks a permission. Add to the job:\n  permissions:\n    ${permission}` : (error as Error).message;
      info(`The comment was not answered: ${why}`);
    }
  }
  return {
    react: (content) => attempt(() => octokit.rest.reactions.createForIssueComment({ owner, repo, comment_id: comment, content })),
    reply: (body) => attempt(() => octokit.rest.issues.createComment({ owner, repo, issue_number: issue, body, ...ONCE })),
  };
}
