import type { Platform } from '../../ports/platform.ts';
import type { ServersService } from '../../ports/service.ts';
import { fileJournal } from '../file-journal.ts';
import { check } from './check.ts';
import { serversFleet } from './fleet.ts';
import { machines } from './host/machines.ts';
import { metricsOf } from './metrics.ts';
import { Orders } from './orders.ts';
import { serversRouter } from './router.ts';
import { type Site, stateFolder } from './site.ts';
import { serversSmokeTest } from './smoke.ts';
import { placeOf } from './socket.ts';
import { serversTracks } from './tracks.ts';

/**
 * Servers behind HAProxy, which is told through its runtime socket; both on this machine or on others, which are reached over ssh.
 * `workspace` is where `update` runs on this one. The journal lies on the machine of the first balancer.
 */
export function servers(service: ServersService, options: { readonly workspace: string }): Platform {
  const { at, close } = machines(service.ssh);
  const site: Site = {
    service,
    servers: service.servers.map((server) => ({ ...server, machine: at(server.host) })),
    balancers: service.balancers.map((balancer) => ({ ...balancer, machine: at(balancer.host) })),
    workspace: options.workspace,
    folder: stateFolder(service),
    orders: new Orders(),
  };
  const first = at(service.balancers[0]?.host ?? null);
  const tracked = service.servers.some((server) => server.track !== null);
  return {
    journal: fileJournal(first.files, site.folder, placeOf({ machine: first, socket: site.folder })),
    fleet: serversFleet(site),
    ...(tracked ? { tracks: serversTracks(site), router: serversRouter(site) } : {}),
    metrics: metricsOf(site),
    smokeTest: serversSmokeTest(site),
    ...(service.url === null ? {} : { url: service.url }),
    check: (kind, signal) => check(site, kind, signal),
    byHand: (track) => byHand(site, track),
    close,
  };
}

function byHand({ servers: all, balancers }: Site, track: string | null): readonly string[] {
  return balancers.flatMap(({ host, socket, map, key, backend }) => {
    const tell = (command: string) => `echo '${command}' | ${host === null ? '' : `ssh ${host} `}socat stdio ${socket}`;
    if (track !== null && map !== null) return [tell(`set map ${map} ${key} ${track === 'green' ? 100 : 0}`)];
    return typeof backend === 'string' ? all.map((server) => tell(`set server ${backend}/${server.name} state ready`)) : [];
  });
}
