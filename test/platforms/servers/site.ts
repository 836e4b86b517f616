import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { servers } from '../../../src/platforms/servers/index.ts';
import { ask } from '../../../src/platforms/servers/socket.ts';
import type { Server, ServersService } from '../../../src/ports/service.ts';
import { until } from '../../contracts/until.ts';

export const never = new AbortController().signal;
export const v1 = { version: 'v1', spec: 'spec-1' };
export const v2 = { version: 'v2', spec: 'spec-1' };

const app = resolve('test/fakes/app.ts');

export type Site = {
  readonly service: ServersService;
  readonly folder: string;
  /** Where users ask, one a balancer. */
  readonly urls: readonly string[];
};

type Shape = { readonly balancers?: number; readonly tracked?: boolean; readonly changes?: Partial<ServersService> };

/** Three servers behind `balancers` HAProxies (four in two tracks where `tracked`), nothing running on them yet; ended with the test. */
export async function newSite({ balancers = 1, tracked = false, changes = {} }: Shape = {}): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-servers-'));
  const names = tracked ? ['b1', 'b2', 'g1', 'g2'] : ['s1', 's2', 's3'];
  onTestFinished(async () => {
    await Promise.all(names.map((name) => endApp(folder, name)));
    await rm(folder, { recursive: true, force: true });
  });
  const ports = await freePorts(names.length + balancers);
  const list: Server[] = names.map((name, at) => {
    const track = tracked ? (name.startsWith('b') ? 'blue' : 'green') : null;
    return { name, host: null, address: `127.0.0.1:${ports[at]}`, track };
  });
  await Promise.all(names.map((name, at) => writeFile(join(folder, `${name}.port`), `${ports[at]}`)));
  await writeFile(join(folder, 'api.map'), 'api 0\napi.preview 0\n');
  const fronts = ports.slice(names.length);
  for (const [at, port] of fronts.entries()) await startHaproxy(folder, at, port, list);
  const service = {
    platform: 'servers',
    name: 'api',
    environment: 'test',
    url: null,
    health: '/healthz',
    smokeTest: null,
    preview: null,
    sticky: null,
    reports: null,
    env: {},
    state: join(folder, 'state'),
    rollout: { drainTimeout: 5_000, onDrainTimeout: 'fail', progressDeadline: 15_000 },
    spec: 'spec-1',
    update: updateLine(folder),
    stop: `kill $(cat ${folder}/$SLUICE_INSTANCE.pid)`,
    servers: list,
    balancers: fronts.map((_, at) => ({
      kind: 'haproxy',
      host: null,
      socket: join(folder, `${at}.sock`),
      config: null,
      backend: tracked ? { blue: 'api_blue', green: 'api_green' } : 'api',
      map: tracked ? join(folder, 'api.map') : null,
      key: tracked ? 'api' : null,
    })),
    ...changes,
  } as unknown as ServersService;
  return { service, folder, urls: fronts.map((port) => `http://127.0.0.1:${port}`) };
}

/** The platform as a run opens it. */
export function open(service: ServersService) {
  const platform = servers(service, { workspace: resolve('.') });
  const { fleet, metrics } = platform;
  if (!fleet || !metrics) throw new Error('servers leaves something out');
  return { ...platform, fleet, metrics };
}

/** A site without tracks where `v1` serves everywhere. */
export async function serving(shape: Shape = {}) {
  const site = await newSite(shape);
  const platform = open(site.service);
  for (const { name } of site.service.servers) await platform.fleet.drain(name, never);
  for (const { name } of site.service.servers) await platform.fleet.replace(name, v1, never);
  for (const { name } of site.service.servers) {
    await until(async () => (await platform.fleet.instances(never)).instances.find((one) => one.name === name)?.ready === true);
    await platform.fleet.restore(name, never);
  }
  return { ...site, platform };
}

/** Like an installer: ends the old process, starts the new one in the background, and returns at once. */
function updateLine(folder: string): string {
  const file = `${folder}/$SLUICE_INSTANCE`;
  const end = `if [ -f ${file}.pid ]; then kill $(cat ${file}.pid); while kill -0 $(cat ${file}.pid); do sleep 0.01; done; fi 2>/dev/null`;
  return `${end}; PORT=$(cat ${file}.port) setsid ${process.execPath} ${app} & echo $! > ${file}.pid`;
}

async function endApp(folder: string, name: string): Promise<void> {
  const pid = Number(await readFile(join(folder, `${name}.pid`), 'utf8').catch(() => '0'));
  try {
    if (pid > 0) process.kill(pid, 'SIGKILL');
  } catch {
    // The test has ended it.
  }
}

async function startHaproxy(folder: string, at: number, port: number, list: readonly Server[]): Promise<void> {
  const socket = join(folder, `${at}.sock`);
  const config = join(folder, `${at}.cfg`);
  await writeFile(config, configuration(folder, socket, port, list));
  const child: ChildProcess = spawn('/usr/sbin/haproxy', ['-db', '-f', config], { stdio: 'ignore' });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await until(async () => (await ask(socket, 'show info', never).catch(() => '')) !== '');
}

function configuration(folder: string, socket: string, port: number, list: readonly Server[]): string {
  const backend = (name: string, track: Server['track']) => [
    `backend ${name}`,
    '  option httpchk GET /healthz',
    '  default-server check inter 100ms rise 2 fall 2 weight 100',
    ...list.filter((server) => server.track === track).map((server) => `  server ${server.name} ${server.address}`),
  ];
  const map = join(folder, 'api.map');
  const tracked = [
    `  http-request set-var(txn.pct) str(api),map_str_int(${map},0)`,
    `  http-request set-var(txn.preview) str(api.preview),map_str_int(${map},0)`,
    '  http-request set-var(txn.roll) rand(100)',
    '  acl dice var(txn.roll),sub(txn.pct) lt 0',
    '  acl preview req.hdr(x-preview) -m str key',
    '  use_backend api_green if preview { var(txn.preview) -m int 1 }',
    '  use_backend api_blue if preview { var(txn.preview) -m int 2 }',
    '  use_backend api_green if dice { nbsrv(api_green) gt 0 }',
    '  use_backend api_green if !dice { nbsrv(api_blue) eq 0 }',
    '  default_backend api_blue',
    ...backend('api_blue', 'blue'),
    ...backend('api_green', 'green'),
  ];
  const lines = [
    'global',
    `  stats socket ${socket} level admin`,
    'defaults',
    '  mode http',
    '  retries 0',
    '  option idle-close-on-response',
    '  timeout connect 2s',
    '  timeout client 10s',
    '  timeout server 10s',
    'frontend front',
    `  bind 127.0.0.1:${port}`,
    ...(list[0]?.track === null ? ['  default_backend api', ...backend('api', null)] : tracked),
  ];
  return `${lines.join('\n')}\n`;
}

async function freePorts(count: number): Promise<number[]> {
  const listening = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      return server;
    }),
  );
  const ports = listening.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(listening.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
