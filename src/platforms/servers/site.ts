import { Refused } from '../../ports/reason.ts';
import type { ServersService } from '../../ports/service.ts';
import type { Orders } from './orders.ts';
import type { Balancer, PlacedServer } from './placed.ts';

/** What the parts of the platform share. */
export type Site = {
  readonly service: ServersService;
  readonly servers: readonly PlacedServer[];
  readonly balancers: readonly Balancer[];
  /** Where `update` and `stop` run on this machine, without `upload`. */
  readonly workspace: string;
  /** Records, uploads and journal of the service in its environment, on each machine. */
  readonly folder: string;
  readonly orders: Orders;
};

/** The state folder of a service in one environment. */
export function stateFolder(service: ServersService): string {
  return `${service.state}/${encodeURIComponent(`${service.name}-${service.environment}`)}`;
}

/** The server of this name; refused where the service file has none. */
export function serverNamed(site: Site, name: string): PlacedServer {
  const server = site.servers.find((one) => one.name === name);
  if (!server) throw new Refused('drift', `${name} is not among the servers of ${site.service.name}: somebody changed the service file.`);
  return server;
}
