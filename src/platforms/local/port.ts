import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below those that outgoing connections get, which would take one between the look and the start (Linux gives them from 32768 on). */
const [LOWEST, HIGHEST] = [20_000, 26_000];

/** A port for an instance that nobody listens on; none of `taken`. */
export async function freePort(taken: ReadonlySet<number>): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    if (!taken.has(port) && (await isFree(port, '127.0.0.1'))) return port;
  }
}

/** Whether one can listen on a port; without `host` on all addresses of the machine. */
export function isFree(port: number, host?: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => server.close(() => resolve(true)));
  });
}
