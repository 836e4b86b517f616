import type { Api } from '../../../src/platforms/kubernetes/api/api.ts';
import { routeRouter } from '../../../src/platforms/kubernetes/router/route/route-router.ts';
import type { Site } from '../../../src/platforms/kubernetes/site.ts';
import type { Router } from '../../../src/ports/tracks.ts';

/** A router that ends after its first write, as if it were killed there; none where nothing was to be written. */
function killedAfterWrite({ service, api }: Site): { readonly router: Router; readonly end: AbortSignal } {
  const end = new AbortController();
  const patch: Api['patch'] = async (path, operations, signal) => {
    await api.patch(path, operations, signal);
    end.abort(new Error('killed'));
    throw end.signal.reason;
  };
  return { router: routeRouter({ service, api: { ...api, patch } }), end: end.signal };
}

/** Does something with a router that is killed after each of its writes, each time with another one, until it goes through; how many times that was. */
export async function throughKills(site: Site, step: (router: Router, signal: AbortSignal) => Promise<void> | undefined): Promise<number> {
  for (let kills = 0; ; kills++) {
    const { router, end } = killedAfterWrite(site);
    try {
      await step(router, end);
      return kills;
    } catch (error) {
      if (!end.aborted) throw error;
    }
  }
}

/** A router before whose first write somebody does something. */
export function overtaken({ service, api }: Site, somebody: () => Promise<unknown>): Router {
  let first: typeof somebody | null = somebody;
  const patch: Api['patch'] = async (...call) => {
    const now = first;
    first = null;
    await now?.();
    return api.patch(...call);
  };
  return routeRouter({ service, api: { ...api, patch } });
}
