import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Balancer } from './balancer.ts';
import { choose } from './choose.ts';
import { takeOff } from './connect.ts';

/** Joins a client and a server that are about to change the protocol (WebSocket); in flight until one of them hangs up. */
export async function upgrade(balancer: Balancer, request: IncomingMessage, client: Duplex, head: Buffer, byPort: boolean): Promise<void> {
  const route = choose(balancer.config, request.headers, byPort);
  const began = performance.now();
  let answered: number | null = null;
  client.on('error', () => client.destroy());
  const flight = await takeOff(balancer, route, () => client.destroy());
  const finish = () => {
    flight?.socket.destroy();
    flight?.end();
    const track = flight?.member.entry.track ?? route.tracks[0] ?? '';
    if (route.counted) balancer.count(track, flight?.member, answered === null, (answered ?? performance.now()) - began);
  };
  if (client.destroyed) return finish();
  client.once('close', finish);
  if (!flight) {
    client.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    return;
  }
  const { socket } = flight;
  socket.once('data', () => {
    answered = performance.now();
  });
  socket.on('error', () => client.destroy());
  socket.once('close', () => client.destroy());
  socket.write(opening(request));
  if (head.length > 0) socket.write(head);
  client.pipe(socket).pipe(client);
}

function opening(request: IncomingMessage): string {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  for (let at = 0; at < request.rawHeaders.length; at += 2) lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
  return `${lines.join('\r\n')}\r\nX-Forwarded-For: ${request.socket.remoteAddress ?? ''}\r\n\r\n`;
}
