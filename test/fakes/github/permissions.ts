import type { Call, Handler } from './operations.ts';
import type { State } from './state.ts';

type Permission = keyof State['permissions'];
/** What the token must have for an operation. */
export type Needs = Permission | ((state: State, call: Call) => Permission);

/**
 * What comments and their reactions need. By GitHub's documentation either permission does for comments, and only that for issues does
 * for reactions; in truth it depends on what the comment is on, and there only the one that fits is sure to do.
 */
export const ofComments: Needs = (state, { params }) => {
  const number = params['issue_number'] ?? state.comments.find(({ id }) => id === Number(params['comment_id']))?.issue;
  return state.issues.includes(Number(number)) ? 'issues' : 'pull_requests';
};

/** Whether the token may do this. */
export function isAllowed(state: State, { needs, write = false }: Pick<Handler, 'needs' | 'write'>, call: Call): boolean {
  if (needs === undefined) return true;
  const has = state.permissions[typeof needs === 'function' ? needs(state, call) : needs];
  return has === 'write' || (has === 'read' && !write);
}
