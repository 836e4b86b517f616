import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPERATIONS, type Operation, problems, schemaOf } from './description.ts';
import { type Answer, type Call, HANDLERS } from './operations.ts';
import { isAllowed, ofComments } from './permissions.ts';
import { emptyState, type State } from './state.ts';

/** `drop`: the connection ends before anything is done; `lose`: it is done, but the answer is lost; `hang`: no answer ever. */
export type Fault = 'drop' | 'lose' | 'hang' | { status: number; message?: string; headers?: Record<string, string> };
export type Seen = { operation: string; at: number; body: Record<string, unknown> };

export type FakeGithub = {
  url: string;
  token: string;
  state: State;
  /** Requests and answers that do not fit GitHub's own API description. */
  violations: string[];
  requests: Seen[];
  /** Lets an operation (`*`: all) fail for the next `times` requests. */
  fail(operation: string, fault: Fault, times?: number): void;
  /** Ends all faults. */
  heal(): void;
  /** The file in which a runner finds the event that started its run; it is gone when the emulator is closed. */
  eventFile(payload: unknown): string;
  close(): Promise<void>;
};

const LIMIT = 1000;

/** Starts an emulated GitHub API with one repository, `acme/shop`. */
export async function startGithub(given: Partial<State> = {}): Promise<FakeGithub> {
  const state: State = { ...emptyState(), ...given };
  const token = 'ghs_emulated';
  const violations: string[] = [];
  const requests: Seen[] = [];
  const { remember, late } = lateness();
  let folder: string | null = null;
  const faults: { operation: string; fault: Fault; left: number }[] = [];

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', `http://${request.headers.host}`);
    const body = await read(request);
    if (url.pathname === '/graphql') {
      requests.push({ operation: 'graphql', at: performance.now(), body });
      return send(response, state, graphql(state, body));
    }
    const operation = OPERATIONS.find(({ method, pattern }) => method === request.method && pattern.test(url.pathname));
    if (operation === undefined) {
      violations.push(`${request.method} ${url.pathname} is no operation of the emulator`);
      return send(response, state, refusal(404, 'Not Found'));
    }
    requests.push({ operation: operation.id, at: performance.now(), body });
    state.remaining--;
    violations.push(...wrongWithRequest(operation, url, body));
    const fault = faults.find((one) => one.left > 0 && (one.operation === '*' || one.operation === operation.id));
    if (fault) fault.left--;
    if (fault?.fault === 'hang') return;
    if (fault?.fault === 'drop') return request.socket.destroy();
    if (typeof fault?.fault === 'object') {
      const { status, message = 'Server Error', headers } = fault.fault;
      return send(response, state, refusal(status, message), headers);
    }
    await underWay(state);
    const params = { ...operation.pattern.exec(url.pathname)?.groups };
    const answer = [`token ${token}`, `Bearer ${token}`].includes(request.headers.authorization ?? '')
      ? act(operation.id === 'issues/list-comments' ? late(state) : state, operation, { params, query: url.searchParams, body })
      : refusal(401, 'Bad credentials');
    remember(state);
    violations.push(...wrongWithAnswer(operation, answer));
    await underWay(state);
    if (fault?.fault === 'lose') return request.socket.destroy();
    send(response, state, answer, next(url, answer));
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    state,
    violations,
    requests,
    fail: (operation, fault, times = Number.POSITIVE_INFINITY) => void faults.unshift({ operation, fault, left: times }),
    heal: () => void faults.splice(0),
    eventFile(payload) {
      folder ??= mkdtempSync(join(tmpdir(), 'sluice-event-'));
      const file = join(folder, `${randomUUID()}.json`);
      writeFileSync(file, JSON.stringify(payload));
      return file;
    },
    close: () =>
      new Promise((resolve) => {
        if (folder !== null) rmSync(folder, { recursive: true });
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Requests of several clients overtake each other. */
async function underWay({ delay }: State): Promise<void> {
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * delay));
}

/** What a list that is late shows: the comments as they were then. */
function lateness(): { remember(state: State): void; late(state: State): State } {
  const past: { at: number; comments: State['comments'] }[] = [];
  return {
    remember: ({ lag, comments }) => void (lag > 0 && past.push({ at: performance.now(), comments: structuredClone(comments) })),
    late(state) {
      if (state.lag === 0) return state;
      const seen = past.findLast(({ at }) => at <= performance.now() - state.lag);
      return { ...state, comments: seen?.comments ?? [] };
    },
  };
}

function act(state: State, operation: Operation, call: Call): Answer {
  const handler = HANDLERS[operation.id];
  if (handler === undefined) return refusal(500, `${operation.id} has no handler`);
  if (!isAllowed(state, handler, call)) return refusal(403, 'Resource not accessible by integration');
  if (state.remaining < 0) return refusal(403, 'API rate limit exceeded for installation.');
  return handler.act(state, call);
}

function wrongWithRequest(operation: Operation, url: URL, body: Record<string, unknown>): string[] {
  const wrong: string[] = [];
  for (const [name, text] of url.searchParams) {
    const parameter = operation.parameters.find((one) => one.in === 'query' && one.name === name);
    if (parameter === undefined) wrong.push(`has no parameter ${name}`);
    else wrong.push(...problems(parameter.schema, parameter.schema['type'] === 'integer' ? Number(text) : text));
  }
  const schema = schemaOf(operation.body);
  if (schema !== null) {
    wrong.push(...problems(schema, body));
    // The description lets unknown keys pass, and GitHub ignores them: a typing mistake would show nowhere.
    const known = Object.keys((schema['properties'] as object) ?? {});
    wrong.push(
      ...Object.keys(body)
        .filter((key) => !known.includes(key))
        .map((key) => `has no key ${key}`),
    );
  }
  return wrong.map((line) => `request of ${operation.id}: ${line}`);
}

function wrongWithAnswer(operation: Operation, { status, body }: Answer): string[] {
  // What the API refuses is the same everywhere and not described for each operation.
  if (status === 401 || status === 403) return [];
  const described = operation.answers[String(status)];
  // Nor is that there is nothing, or that what was sent does not fit, for most.
  if (described === undefined) return status === 404 || status === 422 ? [] : [`${operation.id} does not answer ${status}`];
  const schema = schemaOf(described);
  return schema === null ? [] : problems(schema, body).map((line) => `answer of ${operation.id}: ${line}`);
}

/** The one query we ask: whether the token's owner wrote a comment. */
function graphql(state: State, body: Record<string, unknown>): Answer {
  const id = Number(String((body['variables'] as { id?: string })?.id).replace('IC_', ''));
  const one = state.comments.find((comment) => comment.id === id);
  const maySee = isAllowed(state, { needs: ofComments }, { params: { comment_id: String(id) }, query: new URLSearchParams(), body });
  return { status: 200, body: { data: { node: one && maySee ? { viewerDidAuthor: one.author === state.login } : null } } };
}

function refusal(status: number, message: string): Answer {
  return { status, body: { message, documentation_url: 'https://docs.github.test', status: String(status) } };
}

/** The header that names the next page; empty on the last one. */
function next(url: URL, { total = 0 }: Answer): Record<string, string> {
  const page = Number(url.searchParams.get('page') ?? 1);
  if (page * Number(url.searchParams.get('per_page') ?? 30) >= total) return {};
  const following = new URL(url);
  following.searchParams.set('page', String(page + 1));
  return { link: `<${following}>; rel="next"` };
}

function send(response: ServerResponse, state: State, { status, body }: Answer, headers: Record<string, string> = {}): void {
  const reset = String(Math.ceil(Date.now() / 1000) + 3600);
  const limits = {
    'x-ratelimit-limit': String(LIMIT),
    'x-ratelimit-remaining': String(Math.max(0, state.remaining)),
    'x-ratelimit-reset': reset,
  };
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...limits, ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

async function read(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
