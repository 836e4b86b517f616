import { join } from 'node:path';
import { Refused } from '../../ports/reason.ts';
import type { Server, ServersService } from '../../ports/service.ts';
import type { Orders } from './orders.ts';

/** What the parts of the platform share. */
export type Site = {
  readonly service: ServersService;
  /** Where `update` and `stop` run. */
  readonly workspace: string;
  /** Records and journal of the service in its environment. */
  readonly folder: string;
  readonly orders: Orders;
};

/** The state folder of a service in one environment. */
export function stateFolder(service: ServersService): string {
  return join(service.state, encodeURIComponent(`${service.name}-${service.environment}`));
}

/** The server of this name; refused where the service file has none. */
export function serverNamed(site: Site, name: string): Server {
  const server = site.service.servers.find((one) => one.name === name);
  if (!server) throw new Refused('drift', `${name} is not among the servers of ${site.service.name}: somebody changed the service file.`);
  return server;
}
