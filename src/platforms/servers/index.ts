import type { Platform } from '../../ports/platform.ts';
import type { ServersService } from '../../ports/service.ts';
import { fileJournal } from '../file-journal.ts';
import { check } from './check.ts';
import { serversFleet } from './fleet.ts';
import { backendOf } from './haproxy.ts';
import { machines } from './host/machines.ts';
import { metricsOf } from './metrics.ts';
import { Orders } from './orders.ts';
import { serversRouter } from './router.ts';
import { type Site, stateFolder } from './site.ts';
import { serversSmokeTest } from './smoke.ts';
import { placeOf } from './socket.ts';
import { serversTracks } from './tracks.ts';
import { tellingAll } from './unreachable.ts';
import { foreseen, supply } from './upload.ts';

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
  const journal = fileJournal(first.files, site.folder, placeOf({ machine: first, socket: site.folder }));
  const [fleet, tracks, router] = [serversFleet(site), serversTracks(site), serversRouter(site)];
  return {
    journal: { ...journal, load: tellingAll(site, journal.load) },
    fleet: { ...fleet, instances: tellingAll(site, fleet.instances) },
    ...(tracked
      ? { tracks: { ...tracks, read: tellingAll(site, tracks.read) }, router: { ...router, read: tellingAll(site, router.read) } }
      : {}),
    metrics: metricsOf(site),
    smokeTest: serversSmokeTest(site),
    ...(service.url === null ? {} : { url: service.url }),
    check: (kind, signal, ahead) => check(site, kind, signal, ahead?.brings),
    start: (signal, needed) => supply(site, needed, signal),
    foresee: (signal, needed) => foreseen(site, needed, signal),
    byHand: async (track) => byHand(site, track),
    close,
  };
}

/** On each balancer: the servers into rotation, then, where there are two tracks, all the traffic to this one. */
function byHand({ servers: all, balancers }: Site, track: string | null): readonly string[] {
  return balancers.flatMap((balancer) => {
    const { host, socket, map, key } = balancer;
    const tell = (command: string) => `echo '${command}' | ${host === null ? '' : `ssh ${host} `}socat stdio ${socket}`;
    const meant = all.filter((server) => track === null || server.track === track);
    const ready = meant.map((server) => tell(`set server ${backendOf(balancer, server.track)}/${server.name} state ready`));
    return track === null || map === null ? ready : [...ready, tell(`set map ${map} ${key} ${track === 'green' ? 100 : 0}`)];
  });
}
