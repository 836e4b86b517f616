import type { Router } from '../../../ports/tracks.ts';
import type { Site } from '../site.ts';
import { isUncalled } from '../uncalled.ts';
import { readWorkload } from '../workload/workload.ts';
import { routeRouter } from './route/route-router.ts';
import { serviceRouter } from './service-router.ts';
import { shareRouter } from './share-router.ts';

/** What moves the traffic of a service: its route, its Service, or, where nobody calls it, how many pods it has. That is found out at the first use. */
export function routerFor(site: Site): Router {
  if (site.service.route !== null) return routeRouter(site);
  let known: Router | null = null;
  async function router(signal: AbortSignal): Promise<Router> {
    if (known !== null) return known;
    const home = await readWorkload(site, signal);
    known = home !== null && (await isUncalled(site, home, signal)) ? shareRouter(site) : serviceRouter(site);
    return known;
  }
  return {
    read: async (signal) => (await router(signal)).read(signal),
    shift: async (weights, signal) => (await router(signal)).shift(weights, signal),
    verify: async (weights, signal) => (await router(signal)).verify(weights, signal),
  };
}
