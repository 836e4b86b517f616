import type { Router } from '../../../ports/tracks.ts';
import { nextName } from '../next.ts';
import type { Site } from '../site.ts';
import { readOwned, remove } from '../tracks/owned.ts';
import { asLargeAsNext } from './as-large.ts';
import { holdUp } from './hold.ts';
import { scaleNext } from './next-scaler.ts';

/**
 * The same router; before it gives the next track any traffic, home's autoscaler is kept from making home smaller, so that it can take all of it
 * back; and while the next track has all the traffic, it has an autoscaler too.
 */
export function heldRouter(site: Site, router: Router): Router {
  const next = nextName(site.service.workload.name);
  return {
    ...router,
    async shift(weights, signal) {
      const weight = weights[next] ?? 0;
      const home = weight > 0 ? await holdUp(site, signal) : null;
      // All before, not after: whoever goes on after a kill in between has nothing to shift any more.
      if (weight === 100 && home !== null) await scaleNext(site, home, signal);
      if (weight < 100) {
        const { scaler } = await readOwned(site, signal);
        if (scaler !== null && home !== null) await asLargeAsNext(site, home, signal);
        await remove(site, [scaler], signal);
      }
      await router.shift(weights, signal);
    },
  };
}
