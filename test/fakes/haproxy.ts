import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { ask } from '../../src/platforms/servers/socket.ts';
import type { HaproxyBalancer, Server } from '../../src/ports/service.ts';
import { until } from '../contracts/until.ts';
import { freePorts } from './ports.ts';
import { runtimeSocket } from './runtime-socket.ts';

export type Haproxy = {
  readonly folder: string;
  readonly servers: readonly Server[];
  readonly balancers: readonly HaproxyBalancer[];
  /** Where users ask, one a balancer. */
  readonly urls: readonly string[];
  /** The lines of the service file. */
  readonly update: string;
  readonly stop: string;
  /** Reads its configuration again, as `systemctl reload haproxy` does: another process, the runtime state gone. */
  reload(at: number): Promise<void>;
  /** Ends it and starts it again. */
  restart(at: number): Promise<void>;
  /** Ends it. */
  end(at: number): Promise<void>;
  /** Changes the configuration; it counts from the next reload on. */
  configure(at: number, change: (text: string) => string): Promise<void>;
  /** Ends one server, as a crash would. */
  kill(server: string): Promise<void>;
  close(): Promise<void>;
};

const app = resolve('test/fakes/app.ts');
const never = new AbortController().signal;

/** The latency edges that the configuration counts, in milliseconds. */
export const EDGES = [100, 250, 500, 1_000];

/** Real HAProxies before servers on which nothing runs yet: `count`, or two in each of two tracks. */
export async function startHaproxies({ balancers = 1, tracked = false, count = 3 }): Promise<Haproxy> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-servers-'));
  const names = tracked ? ['b1', 'b2', 'g1', 'g2'] : Array.from({ length: count }, (_, at) => `s${at + 1}`);
  const ports = await freePorts(names.length + balancers);
  const servers: Server[] = names.map((name, at) => {
    const track = tracked ? (name.startsWith('b') ? 'blue' : 'green') : null;
    return { name, host: null, address: `127.0.0.1:${ports[at]}`, track };
  });
  await Promise.all(names.map((name, at) => writeFile(join(folder, `${name}.port`), `${ports[at]}`)));
  const fronts = ports.slice(names.length);
  const socketOf = (at: number) => join(folder, `${at}.sock`);
  const configOf = (at: number) => join(folder, `${at}.cfg`);
  const mapOf = (at: number) => join(folder, `${at}.map`);
  const running: ChildProcess[] = [];
  const processAt = async (at: number) =>
    /^Pid: (\d+)/m.exec(await ask(runtimeSocket(socketOf(at)), 'show info', never).catch(() => ''))?.[1];

  async function begin(at: number): Promise<void> {
    const child = spawn('/usr/sbin/haproxy', ['-W', '-db', '-f', configOf(at)], { stdio: 'ignore' });
    running[at] = child;
    await until(async () => child.exitCode !== null || (await processAt(at)) !== undefined);
    if (child.exitCode !== null) throw new Error(`haproxy ended with ${child.exitCode}: haproxy -c -f ${configOf(at)} says why`);
  }
  for (const [at, port] of fronts.entries()) {
    await writeFile(mapOf(at), 'api 0\napi.preview 0\n');
    await writeFile(configOf(at), configuration({ socket: socketOf(at), map: mapOf(at), port, servers }));
    await begin(at);
  }
  async function end(at: number): Promise<void> {
    const child = running[at];
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const worker = await processAt(at);
    child.kill('SIGTERM');
    await once(child, 'exit');
    if (worker) await until(async () => !alive(Number(worker)));
  }
  return {
    folder,
    servers,
    balancers: fronts.map((_, at) => ({
      kind: 'haproxy',
      host: null,
      socket: socketOf(at),
      config: configOf(at),
      backend: tracked ? { blue: 'api_blue', green: 'api_green' } : 'api',
      map: tracked ? mapOf(at) : null,
      key: tracked ? 'api' : null,
    })),
    urls: fronts.map((port) => `http://127.0.0.1:${port}`),
    update: updateLine(folder),
    stop: `kill $(cat ${folder}/$SLUICE_INSTANCE.pid)`,
    async reload(at) {
      const before = await processAt(at);
      running[at]?.kill('SIGUSR2');
      await until(async () => {
        const now = await processAt(at);
        return now !== undefined && now !== before;
      });
    },
    async restart(at) {
      await end(at);
      await begin(at);
    },
    end,
    async configure(at, change) {
      await writeFile(configOf(at), change(await readFile(configOf(at), 'utf8')));
    },
    kill: (server) => endApp(folder, server),
    async close() {
      await Promise.all(fronts.map((_, at) => end(at)));
      await Promise.all(names.map((name) => endApp(folder, name)));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Writes `.github/sluice.yml` with the service `api`; `settings` win. */
export async function writeServiceFile(site: Haproxy, settings: Record<string, unknown> = {}): Promise<void> {
  const said = (entry: object) => Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null));
  const api = {
    platform: 'servers',
    health: '/healthz',
    update: site.update,
    stop: site.stop,
    state: join(site.folder, 'state'),
    servers: site.servers.map(said),
    balancers: site.balancers.map(said),
    ...settings,
  };
  await mkdir(join(site.folder, '.github'), { recursive: true });
  await writeFile(join(site.folder, '.github/sluice.yml'), stringify({ services: { api } }));
}

/** Like an installer: ends the old process, starts the new one in the background, and returns at once. */
function updateLine(folder: string): string {
  const file = `${folder}/$SLUICE_INSTANCE`;
  const end = `if [ -f ${file}.pid ]; then kill $(cat ${file}.pid); while kill -0 $(cat ${file}.pid); do sleep 0.01; done; fi 2>/dev/null`;
  return `${end}; PORT=$(cat ${file}.port) setsid ${process.execPath} ${app} & echo $! > ${file}.pid`;
}

async function endApp(folder: string, name: string): Promise<void> {
  const pid = Number(await readFile(join(folder, `${name}.pid`), 'utf8').catch(() => '0'));
  if (pid === 0 || !alive(pid)) return;
  process.kill(pid, 'SIGKILL');
  await until(async () => !alive(pid));
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

type Configured = { readonly socket: string; readonly map: string; readonly port: number; readonly servers: readonly Server[] };

function configuration({ socket, map, port, servers }: Configured): string {
  const counted = (name: string) => [
    '  http-request set-var(txn.t0) date(0,ms)',
    `  http-request track-sc2 str(${name}) table tracks`,
    '  http-response set-var(txn.dt) date(0,ms),sub(txn.t0)',
    ...EDGES.map((edge, at) => `  http-response sc-inc-gpc(${at},2) if { var(txn.dt) -m int gt ${edge} }`),
  ];
  const backend = (name: string, track: Server['track']) => [
    `backend ${name}`,
    '  option httpchk GET /healthz',
    '  default-server check inter 100ms rise 2 fall 2 weight 100',
    ...counted(name),
    ...servers.filter((server) => server.track === track).map((server) => `  server ${server.name} ${server.address}`),
  ];
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
    // Without it an answer to a check that takes longer than `inter` is a bad one.
    '  timeout check 5s',
    'backend tracks',
    `  stick-table type string len 32 size 1k store gpc(${EDGES.length}),http_req_cnt,http_fail_cnt`,
    'frontend front',
    `  bind 127.0.0.1:${port}`,
    ...(servers[0]?.track === null ? ['  default_backend api', ...backend('api', null)] : tracked),
  ];
  return `${lines.join('\n')}\n`;
}
