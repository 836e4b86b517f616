import { sample } from './description.ts';
import type { Answer, Handler } from './operations.ts';
import { ofComments } from './permissions.ts';
import type { Comment } from './state.ts';

const REACTIONS = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'eyes', 'rocket'];
const refusal = (status: number, message: string): Answer => ({ status, body: { message, documentation_url: 'https://docs.github.test' } });

/** What answers a comment and starts a workflow. */
export const COMMANDING: Record<string, Handler> = {
  'repos/get-collaborator-permission-level': {
    act: (state, { params }) => {
      // Anyone may read a public repository.
      const role = state.collaborators.get(decodeURIComponent(params['username'] ?? '')) ?? 'read';
      const permission = { maintain: 'write', triage: 'read' }[role] ?? role;
      return { status: 200, body: { permission, role_name: role, user: null } };
    },
  },
  'reactions/create-for-issue-comment': {
    needs: ofComments,
    write: true,
    act: (state, { params, body }) => {
      const one = state.comments.find(({ id }) => id === Number(params['comment_id']));
      if (one === undefined) return refusal(404, 'Not Found');
      const content = String(body['content']);
      const had = (one.reactions ?? []).some((reaction) => reaction.content === content && reaction.by === state.login);
      if (!had) one.reactions = [...(one.reactions ?? []), { content, by: state.login }];
      const shape = sample({ $ref: '#/components/schemas/reaction' }) as object;
      return { status: had ? 200 : 201, body: { ...shape, content } };
    },
  },
  'actions/create-workflow-dispatch': {
    needs: 'actions',
    write: true,
    act: (state, { params, body }) => {
      const workflow = params['workflow_id'] ?? '';
      const known = state.workflows.get(workflow);
      const inputs = (body['inputs'] ?? {}) as Record<string, string>;
      if (known === undefined) return refusal(404, 'Not Found');
      if (known.inputs === null) return refusal(422, "Workflow does not have 'workflow_dispatch' trigger");
      const odd = Object.keys(inputs).filter((name) => !known.inputs?.includes(name));
      if (odd.length > 0) return refusal(422, `Unexpected inputs provided: ${JSON.stringify(odd)}`);
      state.dispatches.push({ workflow, ref: String(body['ref']), inputs });
      return { status: 204, body: undefined };
    },
  },
};

/** How often a comment has each reaction. */
export function reactionsOf({ reactions = [] }: Comment): object {
  const counts = REACTIONS.map((content) => [content, reactions.filter((one) => one.content === content).length] as const);
  return { ...Object.fromEntries(counts), url: 'https://github.test/x', total_count: reactions.length };
}
