import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { Connection, Line } from './connection.ts';

export type Call = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: { readonly type: string; readonly value: unknown };
  /** What the API server says of it may quote what nobody is to read. */
  readonly secret?: boolean;
};

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };

/** Milliseconds in which something must come. */
const PATIENCE = 10_000;
/** The code of the error that is the cause where nothing came in that time. */
export const SILENT = 'ETIMEDOUT';

/** Asks the API server once. Throws a plain error where no whole answer comes, and the reason of `signal` on abort. */
export async function exchange(connection: Connection, call: Call, signal: AbortSignal): Promise<Answer> {
  return whole(connection, call, await begin(connection, call, signal), signal);
}

/** Asks, and returns as soon as the head of the answer is there. Who has enough of it destroys it. */
export async function begin(connection: Connection, call: Call, signal: AbortSignal): Promise<IncomingMessage> {
  const tell = (line: Line) => head(send(line, call, signal), (error) => cut(connection, call, error));
  try {
    const line = await connection.line(signal);
    return await tell(line).catch(async (error: Error) => {
      if (!isUnsent(error)) throw error;
      // kubectl has ended, and nothing went out: another one may be asked the same.
      await connection.drop(line);
      return tell(await connection.line(signal));
    });
  } catch (error) {
    signal.throwIfAborted();
    connection.closed.throwIfAborted();
    throw error;
  }
}

/** The rest of an answer. */
export async function whole(connection: Connection, call: Call, message: IncomingMessage, signal: AbortSignal): Promise<Answer> {
  try {
    let text = '';
    for await (const part of message.setEncoding('utf8')) text += part;
    return { status: message.statusCode ?? 0, headers: message.headers, text };
  } catch (error) {
    signal.throwIfAborted();
    connection.closed.throwIfAborted();
    throw cut(connection, call, error as Error);
  }
}

function send({ socket, agent }: Line, { method, path, query, body }: Call, signal: AbortSignal): ClientRequest {
  const text = body === undefined ? null : JSON.stringify(body.value);
  const length = text === null ? {} : { 'content-type': body?.type, 'content-length': Buffer.byteLength(text) };
  const headers = { accept: 'application/json, */*', ...length };
  const search = new URLSearchParams(query).toString();
  const sent = request({
    socketPath: socket,
    agent,
    method,
    path: search === '' ? path : `${path}?${search}`,
    headers,
    signal,
    timeout: PATIENCE,
  });
  sent.on('timeout', () => sent.destroy(Object.assign(new Error(`there was no answer for ${PATIENCE / 1_000}s`), { code: SILENT })));
  return sent.end(text ?? undefined);
}

function head(sent: ClientRequest, wrong: (error: Error) => Error): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.once('response', resolve).on('error', (error) => reject(wrong(error)));
  });
}

function isUnsent({ cause }: Error): boolean {
  const { syscall, code } = (cause ?? {}) as NodeJS.ErrnoException;
  return syscall === 'connect' && (code === 'ECONNREFUSED' || code === 'ENOENT');
}

function cut({ place }: Connection, { method, path }: Call, error: Error): Error {
  return new Error(`The API server of ${place} gave no answer to ${method} ${path}: ${error.message}`, { cause: error });
}
