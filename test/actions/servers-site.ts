import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ask } from '../../src/platforms/servers/socket.ts';
import { type Haproxy, startHaproxies } from '../fakes/haproxy.ts';
import { runtimeSocket } from '../fakes/runtime-socket.ts';
import { type Site, writeService } from './site.ts';

const never = new AbortController().signal;

export type ServersSite = Site & {
  readonly haproxy: Haproxy;
  /** Puts a version on every server of a track as somebody does who has never heard of Sluice. */
  install(version: string, track: string): Promise<void>;
};

/** A service on servers behind a real HAProxy; what they run is `app.ts` in the workspace. */
export async function serversSite(workspace: string, instances: number): Promise<ServersSite> {
  const haproxy = await startHaproxies({ tracked: instances === 2 });
  const [balancer] = haproxy.balancers;
  const [url] = haproxy.urls;
  if (!balancer || !url) throw new Error('there is no balancer');
  const app = join(workspace, 'app.ts');
  await copyFile(resolve('test/fakes/app.ts'), app);
  const update = haproxy.update.replaceAll(resolve('test/fakes/app.ts'), app);
  const said = (entry: object) => Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null));
  const service = {
    platform: 'servers',
    health: '/healthz',
    update,
    stop: haproxy.stop,
    state: join(workspace, 'state'),
    servers: haproxy.servers.map(said),
    balancers: haproxy.balancers.map(said),
  };
  const command = (text: string) => ask(runtimeSocket(balancer.socket), text, never);
  const place = (name: string) => `${backendOf(haproxy, name)}/${name}`;
  return {
    haproxy,
    workspace,
    name: 'api',
    state: join(workspace, 'state/api-production'),
    port: Number(new URL(url).port),
    configure: (settings) => writeService(workspace, 'api', { ...service, ...settings }),
    async weights() {
      if (balancer.map === null) return { all: 100 };
      const green = Number(/value="(\d+)"/.exec(await command(`get map ${balancer.map} ${balancer.key}`))?.[1]);
      return { blue: 100 - green, green };
    },
    async instances() {
      return haproxy.servers.map(({ name, track, address }) => ({ name, track: track ?? 'all', port: Number(address.split(':').at(-1)) }));
    },
    async takeOut(name) {
      await command(`set server ${place(name)} state maint`);
    },
    async isOut(name) {
      const rows = (await command(`show servers state ${backendOf(haproxy, name)}`)).split('\n').map((line) => line.split(' '));
      const column = rows.find((row) => row[0] === '#')?.indexOf('srv_admin_state') ?? 0;
      return rows.find((row) => row[3] === name)?.[column - 1] !== '0';
    },
    async install(version, track) {
      for (const server of haproxy.servers.filter((one) => (one.track ?? 'all') === track)) {
        const env = { PATH: process.env['PATH'] ?? '', SLUICE_INSTANCE: server.name, SLUICE_VERSION: version };
        await once(spawn('sh', ['-c', update], { env, stdio: 'ignore', cwd: workspace }), 'exit');
      }
    },
    close: () => haproxy.close(),
  };
}

function backendOf(haproxy: Haproxy, name: string): string {
  const backend = haproxy.balancers[0]?.backend ?? '';
  if (typeof backend === 'string') return backend;
  return backend[haproxy.servers.find((server) => server.name === name)?.track ?? 'blue'];
}
