import type { HaproxyBalancer, Server } from '../../ports/service.ts';
import type { Host } from './host/host.ts';

/** What the service file names, with the machine that it is on. */
type Placed<T> = T & { readonly machine: Host };
export type PlacedServer = Placed<Server>;
export type Balancer = Placed<HaproxyBalancer>;
