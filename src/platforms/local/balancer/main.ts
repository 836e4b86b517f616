import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { writeJson } from '../../durable-file.ts';
import { startOf } from '../../process.ts';
import { Balancer } from './balancer.ts';
import { control } from './control.ts';
import { METRICS_PATH, METRICS_TYPE } from './metrics-page.ts';
import { proxy } from './proxy.ts';
import { socketPath } from './socket.ts';
import type { BalancerMark } from './state.ts';
import { upgrade } from './upgrade.ts';

/** Longer than clients and balancers before us keep idle connections, so that it is them who close. */
const IDLE = 75_000;

async function main(folder: string): Promise<void> {
  const balancer = await Balancer.open(folder);
  await balancer.warm();
  const { port } = balancer.config;
  await listen(balancer, port, false);
  await listen(balancer, port + 1, true);
  const socket = socketPath(folder);
  await control(balancer, socket);
  const mark: BalancerMark = { pid: process.pid, started: (await startOf(process.pid)) ?? '', socket };
  await writeJson(join(folder, 'balancer.process.json'), mark);
  process.once('SIGTERM', () => {
    rmSync(socket, { force: true });
    process.exit(0);
  });
}

/** The preview port is for this machine only: it leads to what is not live yet, and shows what was counted. */
function listen(balancer: Balancer, port: number, preview: boolean): Promise<Server> {
  const server = createServer({ keepAliveTimeout: IDLE, requestTimeout: 0 }, (request, response) => {
    if (preview && request.url === METRICS_PATH) response.writeHead(200, { 'Content-Type': METRICS_TYPE }).end(balancer.metrics());
    else void proxy(balancer, request, response, preview);
  });
  server.on('upgrade', (request, client, head) => void upgrade(balancer, request, client, head, preview));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, ...(preview ? { host: '127.0.0.1' } : {}) }, () => resolve(server));
  });
}

const folder = process.argv[2] ?? '.';
main(folder).catch((error: NodeJS.ErrnoException & { port?: number }) => {
  const message = error.code === 'EADDRINUSE' ? `port ${error.port} is in use: stop what listens there, or change \`port\`` : error.message;
  writeFileSync(join(folder, 'balancer.error'), message);
  process.exit(1);
});
