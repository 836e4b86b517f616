import { copyFile, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { socketPath } from '../../src/platforms/local/balancer/socket.ts';
import type { BalancerConfig } from '../../src/platforms/local/balancer/state.ts';
import { down } from '../../src/platforms/local/down.ts';
import { twoFreePorts } from '../fakes/ports.ts';
import { type Site, writeService } from './site.ts';

/** A service on the platform local; what it runs is `app.ts` in the workspace. */
export async function localSite(workspace: string, instances: number): Promise<Site> {
  const states = join(workspace, 'state');
  const state = join(states, 'shop-production');
  const port = await twoFreePorts();
  const app = join(workspace, 'app.ts');
  await copyFile(join(import.meta.dirname, '../fakes/app.ts'), app);
  const service = { platform: 'local', run: ['node', app], port, instances, health: '/healthz', state: states };
  const balancer = (): Promise<BalancerConfig | null> => readFile(join(state, 'balancer.json'), 'utf8').then(JSON.parse, () => null);
  return {
    workspace,
    name: 'shop',
    state,
    port,
    configure: (settings) => writeService(workspace, 'shop', { ...service, ...settings }),
    weights: async () => ({ ...((await balancer())?.weights ?? {}) }),
    async instances() {
      const servers = Object.values((await balancer())?.servers ?? {});
      return servers.map(({ name, track, address }) => ({ name, track, port: Number(address.split(':').at(-1)) }));
    },
    takeOut: (name) => patch(socketPath(state), { servers: { [name]: { state: 'drain' } } }),
    isOut: async (name) => (await balancer())?.servers[name]?.state === 'drain',
    async close() {
      await down(states);
    },
  };
}

/** What a person does with `curl --unix-socket`. */
function patch(socket: string, change: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath: socket, method: 'PATCH', path: '/config' }, (answer) => {
      answer.resume();
      answer.once('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`the balancer answered ${answer.statusCode}`))));
    });
    sent.once('error', reject);
    sent.end(JSON.stringify(change));
  });
}
