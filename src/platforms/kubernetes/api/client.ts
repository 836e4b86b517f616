import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, MANAGER, type Operation, type Resource } from './api.ts';
import { type Answer, type Call, exchange } from './call.ts';
import { conflictsIn } from './conflicts.ts';
import { connectionTo } from './connection.ts';
import { isMisfit, isOfKubectl, refusal, statusOf } from './refusal.ts';
import { watch } from './watch.ts';

const WRITES = { fieldManager: MANAGER };
/** What a Job made stays without it. */
const REMOVES = { propagationPolicy: 'Background' };
/** How many times a read is asked again where the server is busy or fails; a write is decided anew by who made it. */
const MOST_BUSY = 3;
const LONGEST_PAUSE = 5;
const [JSON_TEXT, JSON_PATCH] = ['application/json', 'application/json-patch+json'];
/** JSON is YAML as well. */
const APPLY_PATCH = 'application/apply-patch+yaml';

/** The API server that a context of the user's kubeconfig leads to; null: the current context, its namespace. Nothing is started before the first call. */
export function openApi(options: { readonly context: string | null; readonly namespace: string | null }): Api {
  const connection = connectionTo(options.context);

  async function tell(call: Call, signal: AbortSignal): Promise<Answer> {
    let answer = await exchange(connection, call, signal);
    // It did nothing, and made kubectl drop a login that was kept: the next one may be fresh.
    if (answer.status === 401) answer = await exchange(connection, call, signal);
    for (let time = 0; time < MOST_BUSY && call.method === 'GET' && isBusy(answer); time++) {
      await sleep(pauseOf(answer), undefined, { signal }).catch(() => signal.throwIfAborted());
      answer = await exchange(connection, call, signal);
    }
    return answer;
  }
  const no = async (call: Call, answer: Answer) => refusal(connection.place, call, answer, await connection.said());

  function parsed({ method, path }: Call, { text }: Answer): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new Error(`The API server of ${connection.place} answers ${method} ${path} with what is no JSON`, { cause: error });
    }
  }
  /** The object that was asked for, or what `others` make of other answers. */
  async function object<T, Other>(call: Call, others: (answer: Answer) => Other | undefined, signal: AbortSignal): Promise<T | Other> {
    const answer = await tell(call, signal);
    if (isGood(answer)) return parsed(call, answer) as T;
    const other = others(answer);
    if (other === undefined) throw await no(call, answer);
    return other;
  }
  return {
    place: connection.place,
    namespace: async (signal) => options.namespace ?? connection.namespace(signal),
    get: (path, signal, query = {}) => object({ method: 'GET', path, query }, absent, signal),
    create: (path, value, signal) => object({ method: 'POST', path, query: WRITES, body: { type: JSON_TEXT, value } }, isTaken, signal),
    replace: (path, value: Resource, signal) =>
      object({ method: 'PUT', path, query: WRITES, body: { type: JSON_TEXT, value } }, overtaken, signal),
    patch: (path, value: readonly Operation[], signal) =>
      object(
        { method: 'PATCH', path, query: WRITES, body: { type: JSON_PATCH, value } },
        (answer) => (answer.status === 404 ? null : overtaken(answer)),
        signal,
      ),
    async apply<T>(path: string, value: Resource, signal: AbortSignal, { force = false, dryRun = false } = {}) {
      const query = { ...WRITES, ...(force && { force: 'true' }), ...(dryRun && { dryRun: 'All' }) };
      const body = { type: APPLY_PATCH, value };
      const call: Call = { method: 'PATCH', path, query, body, secret: value.kind === 'Secret' };
      const answer = await tell(call, signal);
      if (isGood(answer)) return { applied: parsed(call, answer) as T };
      const other = conflictsIn(answer);
      if (other === null) throw await no(call, answer);
      return other;
    },
    async remove(path, signal) {
      const call: Call = { method: 'DELETE', path, query: REMOVES };
      const answer = await tell(call, signal);
      if (!isGood(answer) && answer.status !== 404) throw await no(call, answer);
    },
    async text(path, signal, query = {}) {
      const call: Call = { method: 'GET', path, query };
      const answer = await tell(call, signal);
      if (isGood(answer)) return answer.text;
      if (answer.status === 404) return null;
      throw await no(call, answer);
    },
    async ask(path, signal) {
      const call: Call = { method: 'GET', path };
      const answer = await tell(call, signal);
      const refused = [401, 403, 429].includes(answer.status) && statusOf(answer) !== null;
      if (refused || isOfKubectl(answer)) throw await no(call, answer);
      return { status: answer.status, text: answer.text };
    },
    changed: (path, from, signal, query = {}) =>
      watch(
        connection,
        { method: 'GET', path, query: { ...query, watch: '1', resourceVersion: from, allowWatchBookmarks: 'false' } },
        signal,
      ),
    close: connection.close,
  };
}

/** How long a busy server wants to be left alone, in milliseconds; of a long time only a part. */
function pauseOf({ headers }: Answer): number {
  const seconds = Number(headers['retry-after'] ?? 1);
  return Math.min(Number.isFinite(seconds) ? seconds : 1, LONGEST_PAUSE) * 1_000;
}

/** Says so itself, or has a bad moment: a look needs many answers, and one that failed would be all of it. */
const isBusy = (answer: Answer): boolean => (answer.status === 429 || answer.status >= 500) && statusOf(answer) !== null;
const isGood = ({ status }: Answer): boolean => status >= 200 && status < 300;
const absent = ({ status }: Answer) => (status === 404 ? null : undefined);
const isTaken = (answer: Answer) => (statusOf(answer)?.reason === 'AlreadyExists' ? ('exists' as const) : undefined);
const overtaken = (answer: Answer) => ([404, 409].includes(answer.status) || isMisfit(answer) ? ('conflict' as const) : undefined);
