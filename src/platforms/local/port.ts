import { randomInt } from 'node:crypto';
import { createServer, type ListenOptions } from 'node:net';

/** Below those that outgoing connections get, which would take one between the look and the start (Linux gives them from 32768 on). */
export const [LOWEST, HIGHEST] = [20_000, 26_000];

/**
 * A port for an instance that nobody listens on; none of `taken`. On Linux nobody else who asks on this machine gets it as
 * long as this process lives: an instance may listen on it much later than it was chosen.
 */
export async function freePort(taken: ReadonlySet<number>): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    if (!taken.has(port) && (await keepPort(port)) && (await isFree(port))) return port;
  }
}

/** Whether one can listen on a port; without `host` on all addresses of the machine. */
export async function isFree(port: number, host?: string): Promise<boolean> {
  const server = await listening({ port, ...(host === undefined ? {} : { host }) });
  if (server) await new Promise((resolve) => server.close(resolve));
  return server !== null;
}

/**
 * Takes a name that stands for the port and that the system gives to one process at a time, and takes back when it ends: an
 * abstract socket (unix(7)), which belongs to a network namespace, as ports do. Other systems have none.
 */
export async function keepPort(port: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const server = await listening({ path: `\0sluice-port-${port}` });
  server?.unref();
  return server !== null;
}

/** What listens there; null where nobody can. */
function listening(where: ListenOptions): Promise<ReturnType<typeof createServer> | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(where, () => resolve(server));
  });
}
