import { randomInt } from 'node:crypto';
import { createServer, type ListenOptions } from 'node:net';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Refused } from '../../ports/reason.ts';
import { namesIn, readJson } from '../durable-file.ts';
import type { BalancerConfig } from './balancer/state.ts';
import { readRecords } from './records.ts';

/** Below those that outgoing connections get, which would take one between the look and the start (Linux gives them from 32768 on). */
export const [LOWEST, HIGHEST] = [20_000, 26_000];
/** A single free port would be missed once in twenty times, ten of them never. */
const MOST_TRIES = 3 * (HIGHEST - LOWEST);

/**
 * A port for an instance that nobody listens on; none of `taken`. On Linux nobody else who asks on this machine gets it as
 * long as this process lives: an instance may listen on it much later than it was chosen.
 */
export async function freePort(taken: ReadonlySet<number>, signal: AbortSignal): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    // Whoever cancels must be heard.
    await setImmediate();
    signal.throwIfAborted();
    const port = randomInt(LOWEST, HIGHEST);
    // Not on Linux, who listens on one address is not in the way of one who listens on all.
    if (!taken.has(port) && (await keepPort(port)) && (await isFree(port)) && (await isFree(port, '127.0.0.1'))) return port;
  }
  throw new Refused('platform-error', `No port from ${LOWEST} to ${HIGHEST - 1} of this machine can be listened on: stop what takes them.`);
}

/**
 * The ports of all services of a state folder: those of their instances, also of one that was only chosen, and those that a balancer has or
 * asks. It knows an instance by its port, and would take another service's for its own. What cannot be read has none.
 */
export async function portsIn(state: string): Promise<number[]> {
  const folders = await Promise.resolve(state)
    .then(namesIn)
    .catch(() => []);
  const each = folders.flatMap((name) => [
    readRecords(join(state, name)).then((records) => records.map(({ port }) => port)),
    readJson<BalancerConfig>(join(state, name, 'balancer.json')).then((config) => (config ? portsOf(config) : [])),
  ]);
  return (await Promise.all(each.map((ports) => ports.catch(() => [])))).flat();
}

function portsOf({ port, servers }: BalancerConfig): number[] {
  const asked = Object.values(servers).map(({ address }) => Number(address.slice(address.lastIndexOf(':') + 1)));
  return [port, port + 1, ...asked];
}

/** Whether one can listen on a port; without `host` on all addresses of the machine. */
export async function isFree(port: number, host?: string): Promise<boolean> {
  const server = await listening({ port, ...(host === undefined ? {} : { host }) });
  if (server instanceof Error) return false;
  await new Promise((resolve) => server.close(resolve));
  return true;
}

/**
 * Takes a name that stands for the port, which the system gives to one process at a time, and takes back when that ends: an abstract
 * socket (unix(7)), which belongs to a network namespace, as ports do. True where there are none: other systems, or not allowed.
 */
export async function keepPort(port: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const server = await listening({ path: `\0sluice-port-${port}` });
  if (server instanceof Error) return server.code !== 'EADDRINUSE';
  server.unref();
  return true;
}

function listening(where: ListenOptions): Promise<ReturnType<typeof createServer> | NodeJS.ErrnoException> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(where, () => resolve(server));
  });
}
