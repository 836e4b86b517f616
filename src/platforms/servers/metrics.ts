import type { MetricSource } from '../../ports/metrics.ts';
import { backendCounters, backendOf, processOf } from './haproxy.ts';
import type { Site } from './site.ts';

/** The counters of the backends, of every balancer. */
export function metricsOf({ service }: Site): MetricSource {
  return {
    read: (signal) =>
      Promise.all(
        service.balancers.map(async (balancer) => {
          const tracks = typeof balancer.backend === 'string' ? [null] : (['blue', 'green'] as const);
          const read = tracks.map(async (track) => {
            const backend = backendOf(balancer, track);
            return [track ?? backend, await backendCounters(balancer, backend, signal)] as const;
          });
          return { process: await processOf(balancer, signal), tracks: Object.fromEntries(await Promise.all(read)) };
        }),
      ),
  };
}
