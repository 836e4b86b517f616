import { COMMANDING, reactionsOf } from './commanding.ts';
import { OPERATIONS, type Schema, sample, schemaOf } from './description.ts';
import { type Needs, ofComments } from './permissions.ts';
import type { CheckRun, Comment, Deployment, Environment, Pull, State, Status } from './state.ts';

export type Call = { params: Record<string, string>; query: URLSearchParams; body: Record<string, unknown> };
/** `total` counts all items of which the body is one page. */
export type Answer = { status: number; body: unknown; total?: number };
export type Handler = { needs?: Needs; write?: boolean; act: (state: State, call: Call) => Answer };

const BASE = 'https://api.github.test/repos/acme/shop';
const shapes = new Map(OPERATIONS.map(({ id, answers }) => [id, shapeOf(schemaOf(answers['200'] ?? answers['201']))]));
const gone: Answer = { status: 404, body: { message: 'Not Found', documentation_url: 'https://docs.github.test', status: '404' } };

/** What each operation does. */
export const HANDLERS: Record<string, Handler> = {
  ...COMMANDING,
  'issues/list-comments': {
    needs: ofComments,
    act: (state, { params, query }) =>
      page(
        state.comments.filter(({ issue }) => issue === Number(params['issue_number'])),
        query,
        comment,
      ),
  },
  'issues/create-comment': {
    needs: ofComments,
    write: true,
    act: (state, { params, body }) => {
      const made = { id: state.nextId++, issue: Number(params['issue_number']), author: state.login, body: String(body['body']) };
      if (made.body.length > 65_536) return unprocessable('body is too long (maximum is 65536 characters)');
      state.comments.push(made);
      return { status: 201, body: comment(made) };
    },
  },
  'issues/get-comment': { needs: ofComments, act: (state, call) => ofComment(state, call, comment) },
  'issues/update-comment': {
    needs: ofComments,
    write: true,
    act: (state, call) => ofComment(state, call, (one) => comment(Object.assign(one, { body: call.body['body'] }))),
  },
  'issues/delete-comment': {
    needs: ofComments,
    write: true,
    act: (state, call) => {
      state.comments = state.comments.filter(({ id }) => id !== Number(call.params['comment_id']));
      return { status: 204, body: undefined };
    },
  },
  'repos/list-deployments': {
    needs: 'deployments',
    act: (state, { query }) => {
      const fits = (one: Deployment) =>
        (['task', 'environment', 'ref'] as const).every((key) => !query.get(key) || query.get(key) === one[key]);
      return page(state.deployments.filter(fits).toReversed(), query, deployment);
    },
  },
  'repos/create-deployment': {
    needs: 'deployments',
    write: true,
    act: (state, { body }) => {
      if (body['auto_merge'] !== false) return { status: 202, body: { message: 'Auto-merged main into the ref on deployment.' } };
      if (!Array.isArray(body['required_contexts'])) return { status: 409, body: { message: 'Conflict: commit status checks failed' } };
      const made: Deployment = {
        id: state.nextId++,
        ref: body['ref'] as string,
        task: body['task'] as string,
        environment: body['environment'] as string,
        payload: body['payload'],
        production: body['production_environment'] === true,
        transient: body['transient_environment'] === true,
        statuses: [],
      };
      state.deployments.push(made);
      return { status: 201, body: deployment(made) };
    },
  },
  'repos/get-deployment': { needs: 'deployments', act: (state, call) => ofDeployment(state, call, 200, deployment) },
  'repos/list-deployment-statuses': {
    needs: 'deployments',
    act: (state, call) => {
      const one = state.deployments.find(({ id }) => id === Number(call.params['deployment_id']));
      return one === undefined ? gone : page(one.statuses.toReversed(), call.query, status);
    },
  },
  'repos/create-deployment-status': {
    needs: 'deployments',
    write: true,
    act: (state, call) =>
      String(call.body['description'] ?? '').length > 140
        ? unprocessable('description is too long (maximum is 140 characters)')
        : ofDeployment(state, call, 201, (one) => status(addStatus(state, one, call.body))),
  },
  'checks/get': {
    needs: 'checks',
    act: (state, { params }) => {
      const one = state.checkRuns.find(({ id }) => id === Number(params['check_run_id']));
      return one === undefined ? gone : { status: 200, body: checkRun(state, one) };
    },
  },
  'repos/get-environment': {
    needs: 'actions',
    act: (state, { params }) => {
      const name = decodeURIComponent(params['environment_name'] ?? '');
      const one = state.environments.find((environment) => environment.name === name);
      return one === undefined ? gone : { status: 200, body: environment(one) };
    },
  },
  'repos/list-pull-requests-associated-with-commit': {
    needs: 'pull_requests',
    act: (state, { params }) => ({
      status: 200,
      body: state.pulls.filter(({ commits }) => commits.includes(params['commit_sha'] ?? '')).map(pull),
    }),
  },
  'pulls/list': {
    needs: 'pull_requests',
    act: (state, { query }) => {
      const fits = (one: Pull) =>
        (query.get('head') ?? `acme:${one.branch}`) === `acme:${one.branch}` && one.state === (query.get('state') ?? 'open');
      return { status: 200, body: state.pulls.filter(fits).map(pull) };
    },
  },
  'pulls/get': {
    needs: 'pull_requests',
    act: (state, { params }) => {
      const one = state.pulls.find(({ number }) => number === Number(params['pull_number']));
      return one === undefined ? gone : { status: 200, body: shaped('pulls/get', { ...pullFields(one), ...sidesOf(one) }) };
    },
  },
  'actions/get-workflow-run-attempt': {
    needs: 'actions',
    act: (state, { params }) => {
      const [id, attempt] = [Number(params['run_id']), Number(params['attempt_number'])];
      const status = state.runs.get(`${id}/${attempt}`);
      const fields = { id, run_attempt: attempt, status, conclusion: status === 'completed' ? 'failure' : null };
      return status === undefined ? gone : { status: 200, body: shaped('actions/get-workflow-run-attempt', fields) };
    },
  },
  'actions/get-job-for-workflow-run': {
    needs: 'actions',
    act: (state, { params }) => {
      const id = params['job_id'] ?? '';
      const one = state.jobs.get(id);
      if (one === undefined) return gone;
      const { status, check = id } = one;
      const conclusion = status === 'completed' ? 'failure' : null;
      const fields = { id: Number(id), status, conclusion, check_run_url: `https://github.test/check-runs/${check}` };
      return { status: 200, body: shaped('actions/get-job-for-workflow-run', fields) };
    },
  },
};

function ofComment(state: State, { params }: Call, answer: (one: Comment) => unknown): Answer {
  const one = state.comments.find(({ id }) => id === Number(params['comment_id']));
  return one === undefined ? gone : { status: 200, body: answer(one) };
}

function ofDeployment(state: State, { params }: Call, code: number, answer: (one: Deployment) => unknown): Answer {
  const one = state.deployments.find(({ id }) => id === Number(params['deployment_id']));
  return one === undefined ? gone : { status: code, body: answer(one) };
}

/** As GitHub: a success retires the others of the environment, but not where it is production. */
function addStatus(state: State, one: Deployment, body: Record<string, unknown>): Status {
  const text = (key: string) => String(body[key] ?? '');
  const made = { description: text('description'), logUrl: text('log_url'), environmentUrl: text('environment_url') };
  const added: Status = { id: state.nextId++, state: text('state'), ...made, autoInactive: body['auto_inactive'] !== false };
  one.statuses.push(added);
  if (added.state === 'success' && added.autoInactive && !one.production) {
    const others = state.deployments.filter(
      (other) => other !== one && other.environment === one.environment && other.statuses.at(-1)?.state === 'success',
    );
    for (const other of others) other.statuses.push({ ...added, id: state.nextId++, state: 'inactive' });
  }
  return added;
}

const unprocessable = (message: string): Answer => ({ status: 422, body: { message, documentation_url: 'https://docs.github.test' } });
const user = (login: string) => ({ ...(sample({ $ref: '#/components/schemas/simple-user' }) as object), login });
const pullFields = (one: Pull) => ({ number: one.number, state: one.state, merged_at: one.merged ? '2026-01-01T00:00:00Z' : null });

/** The repositories that a pull request leads from and to; one that was deleted is null. */
function sidesOf({ sha, branch, from = 'acme' }: Pull): object {
  const side = (owner: string | null) => {
    const whole = sample({ $ref: '#/components/schemas/pull-request/properties/head' }) as { repo: object };
    const repo = owner === null ? null : { ...whole.repo, id: owner === 'acme' ? 1 : 2, full_name: `${owner}/shop` };
    return { ...whole, sha, ref: branch, repo };
  };
  return { head: side(from), base: side('acme') };
}

function comment(one: Comment): unknown {
  const html_url = `https://github.test/acme/shop/pull/${one.issue}#issuecomment-${one.id}`;
  const fields = {
    id: one.id,
    node_id: `IC_${one.id}`,
    body: one.body,
    user: user(one.author),
    issue_url: `${BASE}/issues/${one.issue}`,
    html_url,
    reactions: reactionsOf(one),
  };
  return shaped('issues/get-comment', fields);
}

function deployment({ id, ref, task, environment, payload, production, transient }: Deployment): unknown {
  const kinds = { production_environment: production, transient_environment: transient };
  return shaped('repos/get-deployment', { id, ref, sha: ref, task, environment, payload, ...kinds });
}

/** In the check of a job its deployment record has neither payload nor commit. */
function checkRun(state: State, { id, deployment }: CheckRun): unknown {
  const own = state.deployments.find((one) => one.id === deployment);
  const simple = sample({ $ref: '#/components/schemas/deployment-simple' }) as object;
  const named = own && { deployment: { ...simple, id: own.id, task: own.task, environment: own.environment } };
  return shaped('checks/get', { id, status: 'in_progress', conclusion: null, ...named });
}

function environment({ name, reviewers = 0, waitTimer = 0 }: Environment): unknown {
  const rule = (type: string, more: object) => ({ id: 1, node_id: 'x', type, ...more });
  const reviewer = { type: 'User', reviewer: user('ada') };
  const rules = [
    ...(reviewers > 0 ? [rule('required_reviewers', { reviewers: Array(reviewers).fill(reviewer) })] : []),
    ...(waitTimer > 0 ? [rule('wait_timer', { wait_timer: waitTimer })] : []),
    rule('branch_policy', {}),
  ];
  return shaped('repos/get-environment', { name, protection_rules: rules });
}

function status(one: Status): unknown {
  const addresses = { ...(one.logUrl && { log_url: one.logUrl }), ...(one.environmentUrl && { environment_url: one.environmentUrl }) };
  const fields = { id: one.id, state: one.state, description: one.description, ...addresses };
  return shaped('repos/list-deployment-statuses', fields);
}

function pull(one: Pull): unknown {
  const whole = shaped('pulls/list', pullFields(one)) as { head: object };
  return { ...whole, head: { ...whole.head, sha: one.sha, ref: one.branch } };
}

function shaped(operation: string, fields: object): unknown {
  return { ...(sample(shapes.get(operation) ?? {}) as object), ...fields };
}

/** The schema of one item where the answer is a list. */
function shapeOf(schema: Schema | null): Schema {
  return schema?.['type'] === 'array' ? (schema['items'] as Schema) : (schema ?? {});
}

function page<T>(all: readonly T[], query: URLSearchParams, show: (one: T) => unknown): Answer {
  const size = Number(query.get('per_page') ?? 30);
  const from = (Number(query.get('page') ?? 1) - 1) * size;
  return { status: 200, body: all.slice(from, from + size).map(show), total: all.length };
}
