import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Balancer } from './balancer.ts';
import { choose } from './choose.ts';
import { type Flight, takeOff } from './connect.ts';

/** Meant for one connection, not for the next. */
const HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'upgrade']);

/** Answers one request with what a server answers; each on a connection of its own, so that none meets one that is just being closed. */
export async function proxy(balancer: Balancer, request: IncomingMessage, response: ServerResponse, byPort: boolean): Promise<void> {
  const route = choose(balancer.config, request.headers, byPort);
  const began = performance.now();
  const told = { at: null as number | null, failed: false };
  const cut = () => {
    told.failed = true;
    response.destroy();
  };
  request.on('error', () => response.destroy());
  const flight = await takeOff(balancer, route, cut);
  const track = flight?.member.entry.track ?? route.tracks[0] ?? '';
  const finish = () => {
    flight?.socket.destroy();
    flight?.end();
    if (route.counted) balancer.count(track, flight?.member, told.failed, (told.at ?? performance.now()) - began);
  };
  if (response.closed || response.destroyed) return finish();
  response.once('close', finish);
  if (flight) relay(flight, request, response, told);
  else {
    told.failed = true;
    refuse(response, 503, 'No server of this service is ready.');
  }
}

function relay(flight: Flight, request: IncomingMessage, response: ServerResponse, told: { at: number | null; failed: boolean }): void {
  const fail = () => {
    told.failed = true;
    if (response.headersSent) response.destroy();
    else refuse(response, 502, 'The server ended without an answer.');
  };
  const headers = [...without(request.rawHeaders, HOP), 'X-Forwarded-For', request.socket.remoteAddress ?? ''];
  const upstream = ask({ createConnection: () => flight.socket, method: request.method, path: request.url, headers });
  upstream.on('error', fail);
  upstream.on('response', (answer) => {
    told.at = performance.now();
    told.failed = (answer.statusCode ?? 500) >= 500;
    answer.on('error', fail);
    const passed = without(answer.rawHeaders, new Set([...HOP, 'transfer-encoding']));
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, passed);
    answer.pipe(response);
  });
  request.pipe(upstream);
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store', 'Retry-After': '1' }).end(`${text}\n`);
}

/** A flat list of names and values without those of `dropped`, and without those that its `Connection` names. */
function without(raw: readonly string[], dropped: ReadonlySet<string>): string[] {
  const names = raw.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
  const listed = names.flatMap((name, at) => (name === 'connection' ? (raw[at * 2 + 1] ?? '').toLowerCase().split(/\s*,\s*/) : []));
  return raw.filter((_, at) => {
    const name = names[at >> 1] ?? '';
    return !dropped.has(name) && !listed.includes(name);
  });
}
