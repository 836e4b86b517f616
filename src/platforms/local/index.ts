import { join } from 'node:path';
import type { Platform } from '../../ports/platform.ts';
import type { LocalService } from '../../ports/service.ts';
import { clearTemporary } from '../durable-file.ts';
import { fileJournal } from '../file-journal.ts';
import { ownFiles } from '../files.ts';
import { socketPath } from './balancer/socket.ts';
import { EDGES } from './balancer/state.ts';
import { BalancerClient } from './balancer-client.ts';
import { check } from './check.ts';
import { localFleet } from './fleet.ts';
import { localRouter } from './router.ts';
import { type Site, stateFolder } from './site.ts';
import { localSmokeTest } from './smoke.ts';
import { localTracks } from './tracks.ts';

/**
 * One machine: processes behind a balancer of our own, which outlives the step.
 * `workspace` is where instances start; `balancerScript` the file that Node runs as the balancer.
 */
export function local(service: LocalService, options: { readonly workspace: string; readonly balancerScript: string }): Platform {
  const folder = stateFolder(service);
  const balancer = new BalancerClient(service, folder, options.balancerScript);
  const site: Site = { service, workspace: options.workspace, folder, balancer };
  return {
    journal: fileJournal(ownFiles, folder),
    fleet: localFleet(site),
    tracks: localTracks(site),
    router: localRouter(site),
    smokeTest: localSmokeTest(site),
    metrics: {
      async read(signal) {
        const state = await balancer.state(signal);
        return state && state.process !== 'none' ? [{ process: state.process, edges: EDGES, tracks: state.counters }] : [];
      },
      async byInstance(signal) {
        const state = await balancer.state(signal);
        const counted = (state?.servers ?? []).flatMap(({ name, counted }) => (counted ? [[name, counted] as const] : []));
        return state && counted.length > 0 ? [{ process: state.process, tracks: Object.fromEntries(counted) }] : [];
      },
    },
    url: `http://localhost:${service.port}`,
    check: (_kind, signal) => check(site, signal),
    async start(signal) {
      // Whoever is at work is alone in these.
      for (const name of ['instances', 'specs']) await clearTemporary(join(folder, name));
      await balancer.start(signal);
    },
    byHand: async (track) => byHand(folder, track),
    async close() {
      // Nothing of this process stays open between calls; the balancer and the instances are to live on.
    },
  };
}

function byHand(folder: string, track: string | null): readonly string[] {
  const ask = `curl --unix-socket ${socketPath(folder)} http://balancer`;
  if (track === null) return [`${ask}/state`];
  const weights = { blue: track === 'blue' ? 100 : 0, green: track === 'green' ? 100 : 0 };
  return [`${ask}/config -X PATCH -d '${JSON.stringify({ weights })}'`];
}
