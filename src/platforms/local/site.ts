import { join } from 'node:path';
import type { LocalService } from '../../ports/service.ts';
import type { BalancerClient } from './balancer-client.ts';

/** What the parts of the platform share. */
export type Site = {
  readonly service: LocalService;
  /** Where the service's files are, and its instances start. */
  readonly workspace: string;
  /** The service's own state folder. */
  readonly folder: string;
  readonly balancer: BalancerClient;
};

/** The state folder of a service in one environment. */
export function stateFolder(service: LocalService): string {
  return join(service.state, encodeURIComponent(`${service.name}-${service.environment}`));
}
