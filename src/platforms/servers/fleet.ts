import type { Fleet } from '../../ports/fleet.ts';
import { drain, restore, update } from './instance.ts';
import { weightsOf } from './router.ts';
import { type Site, serverNamed } from './site.ts';
import { look, runsAndReady } from './view.ts';

/** The servers behind the balancers; where there are tracks, those of the one with most of the traffic. */
export function serversFleet(site: Site): Fleet {
  return {
    async instances(signal) {
      const live = await liveTrack(site, signal);
      const servers = site.servers.filter((server) => live === null || server.track === live);
      const seen = await look(site, servers, signal);
      const silent = [...new Set(seen.flatMap((one) => one.silent))];
      return { wanted: servers.length, instances: seen.map(({ record, answers, silent: _, ...instance }) => instance), silent };
    },
    drain: (name, signal) => drain(site, serverNamed(site, name), signal),
    async replace(name, target, signal) {
      const server = serverNamed(site, name);
      const [seen] = await look(site, [server], signal);
      if (seen && runsAndReady(seen, target)) return;
      await update(site, server, target, signal);
    },
    restore: (name, signal) => restore(site, serverNamed(site, name), signal),
  };
}

async function liveTrack(site: Site, signal: AbortSignal): Promise<'blue' | 'green' | null> {
  if (site.servers.every((server) => server.track === null)) return null;
  const { weights } = await weightsOf(site, signal);
  return (weights['green'] ?? 0) > 50 ? 'green' : 'blue';
}
