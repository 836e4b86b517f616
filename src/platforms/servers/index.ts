import type { Platform } from '../../ports/platform.ts';
import { Refused } from '../../ports/reason.ts';
import type { ServersService } from '../../ports/service.ts';
import { fileJournal } from '../file-journal.ts';
import { check } from './check.ts';
import { serversFleet } from './fleet.ts';
import { metricsOf } from './metrics.ts';
import { Orders } from './orders.ts';
import { serversRouter } from './router.ts';
import { type Site, stateFolder } from './site.ts';
import { serversSmokeTest } from './smoke.ts';
import { serversTracks } from './tracks.ts';

/**
 * Servers of this machine behind HAProxy, which is told through its runtime socket. `workspace` is where `update` runs.
 * Refused (`precondition`) where a server or balancer names a `host`.
 */
export function servers(service: ServersService, options: { readonly workspace: string }): Platform {
  const remote = [...service.servers, ...service.balancers].find((one) => one.host !== null);
  if (remote) {
    throw new Refused('precondition', `host: ${remote.host} over ssh is not there yet; run the action on the machine itself.`);
  }
  const site: Site = { service, workspace: options.workspace, folder: stateFolder(service), orders: new Orders() };
  const tracked = service.servers.some((server) => server.track !== null);
  return {
    journal: fileJournal(site.folder),
    fleet: serversFleet(site),
    ...(tracked ? { tracks: serversTracks(site), router: serversRouter(site) } : {}),
    metrics: metricsOf(site),
    smokeTest: serversSmokeTest(site),
    ...(service.url === null ? {} : { url: service.url }),
    check: (kind, signal) => check(site, kind, signal),
    byHand: (track) => byHand(service, track),
    async close() {
      // Nothing stays open between calls.
    },
  };
}

function byHand(service: ServersService, track: string | null): readonly string[] {
  return service.balancers.flatMap(({ socket, map, key, backend }) => {
    const tell = (command: string) => `echo '${command}' | socat stdio ${socket}`;
    if (track !== null && map !== null) return [tell(`set map ${map} ${key} ${track === 'green' ? 100 : 0}`)];
    return typeof backend === 'string' ? service.servers.map((server) => tell(`set server ${backend}/${server.name} state ready`)) : [];
  });
}
