import { isMapping, type Mapping } from '../units/mapping.ts';
import { lineForUs } from './grammar.ts';

/** A comment that a person wrote, and that begins with our word. */
export type Commanded = {
  readonly comment: number;
  /** Login of its author. */
  readonly author: string;
  /** Its first line, as it was written. */
  readonly line: string;
  /** Number of the pull request or issue. */
  readonly issue: number;
  readonly isPull: boolean;
  readonly defaultBranch: string;
};

/**
 * The comment that an event tells of; null for every other event, and for what a bot or an app wrote: nothing may answer itself.
 * @param name as in `GITHUB_EVENT_NAME`
 */
export function readComment(name: string | undefined, event: unknown): Commanded | null {
  if (name !== 'issue_comment' || !isMapping(event) || event['action'] !== 'created') return null;
  const [comment, issue] = [part(event, 'comment'), part(event, 'issue')];
  const author = part(comment, 'user');
  const line = typeof comment['body'] === 'string' ? lineForUs(comment['body']) : null;
  const branch = part(event, 'repository')['default_branch'];
  if (line === null || author['type'] !== 'User' || typeof author['login'] !== 'string') return null;
  if (typeof comment['id'] !== 'number' || typeof issue['number'] !== 'number' || typeof branch !== 'string') return null;
  return {
    comment: comment['id'],
    author: author['login'],
    line,
    issue: issue['number'],
    isPull: isMapping(issue['pull_request']),
    defaultBranch: branch,
  };
}

function part(of: Mapping, key: string): Mapping {
  const value = of[key];
  return isMapping(value) ? value : {};
}
