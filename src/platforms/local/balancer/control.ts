import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Balancer } from './balancer.ts';
import type { ConfigPatch } from './state.ts';

/**
 * How the actions command the balancer: HTTP and JSON on a socket that only the user may open.
 * `GET /state` · `PATCH /config` (all or none, durable) · `GET /changed?process=…&after=…` (waits) · `POST /cut?server=…`
 */
export function control(balancer: Balancer, socket: string): Promise<Server> {
  // The ports are ours by now, so whoever left this one is gone.
  rmSync(socket, { force: true });
  const server = createServer((request, response) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    obey(balancer, request, gone.signal).then(
      (answer) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(`${JSON.stringify(answer)}\n`),
      (error: Error) =>
        response.writeHead(400, { 'Content-Type': 'application/json' }).end(`${JSON.stringify({ message: error.message })}\n`),
    );
  });
  server.requestTimeout = 0;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, () => resolve(server));
  });
}

async function obey(balancer: Balancer, request: IncomingMessage, gone: AbortSignal): Promise<unknown> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://balancer');
  switch (`${request.method} ${pathname}`) {
    case 'GET /state':
      return balancer.state();
    case 'PATCH /config':
      return balancer.change((await json(request)) as ConfigPatch);
    case 'GET /changed':
      await balancer.after(searchParams.get('process') ?? '', Number(searchParams.get('after')), gone);
      return balancer.state();
    case 'POST /cut':
      balancer.cut(searchParams.get('server') ?? '');
      return balancer.state();
    default:
      throw new Error(`${request.method} ${pathname} is nothing that the balancer does`);
  }
}
