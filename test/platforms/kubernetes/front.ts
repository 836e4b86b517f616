import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openProxy } from '../../../src/platforms/kubernetes/api/proxy.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Stands before the real API server, and answers itself where it is told to. */
export type Front = {
  readonly url: string;
  /** Of the kubectl by which it reaches the API server. */
  readonly socket: string;
  /** What it was asked for since it was last told what to do: method and path. */
  readonly asked: string[];
  /** Hands on everything. */
  pass(): void;
  /** Answers what `which` is true for by `fault`. */
  answer(which: (request: IncomingMessage) => boolean, fault: Handler): void;
  /** Hands a request on, and gives its answer to `then`. */
  forward(request: IncomingMessage, then: (answer: IncomingMessage) => void): void;
  /** How many requests have no whole answer yet. */
  open(): number;
  close(): Promise<void>;
};

export async function startFront(): Promise<Front> {
  const real = await openProxy(null, new AbortController().signal);
  const asked: string[] = [];
  let [open, handle]: [number, Handler] = [0, pass];
  const server = createServer((request, response) => {
    // Some kubectl find out first which version they talk to.
    if (!request.url?.includes('/version?')) asked.push(`${request.method} ${request.url}`);
    // A kept connection carries many requests, and each listens to its end.
    request.socket.setMaxListeners(0);
    open++;
    response.once('close', () => {
      open--;
    });
    handle(request, response);
  });

  function forward(request: IncomingMessage, then: (answer: IncomingMessage) => void): void {
    const headers = { ...request.headers, host: 'localhost' };
    const sent = send({ socketPath: real.socket, method: request.method, path: request.url, headers }, then);
    sent.on('error', () => request.socket.destroy());
    request.once('close', () => request.complete || sent.destroy());
    request.socket.once('close', () => sent.destroy());
    request.pipe(sent);
  }
  function pass(request: IncomingMessage, response: ServerResponse): void {
    forward(request, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      response.flushHeaders();
      answer.on('error', () => response.destroy()).pipe(response);
    });
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const tell = (next: Handler) => {
    handle = next;
    asked.length = 0;
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    socket: real.socket,
    asked,
    pass: () => tell(pass),
    answer: (which, fault) => tell((request, response) => (which(request) ? fault(request, response) : pass(request, response))),
    forward,
    open: () => open,
    async close() {
      server.close();
      server.closeAllConnections();
      await real.close();
    },
  };
}
