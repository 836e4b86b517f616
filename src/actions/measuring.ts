import type { Rollout } from '../ports/journal.ts';
import type { Measured, OpenMetrics } from '../ports/metrics.ts';
import type { Platform } from '../ports/platform.ts';
import type { Service } from '../ports/service.ts';

/** Where metrics are asked from. */
export type MeasuringSite = { readonly service: Service; readonly platform: Platform; readonly workspace: string };

export type Measuring = { last(): Measured; close(): void };

/** Begins to ask the metrics of the service file about a rollout on two tracks; null where there are none, or nothing goes forward. */
export async function measuring(rollout: Rollout, site: MeasuringSite, signal: AbortSignal): Promise<Measuring | null> {
  const open = rollout.direction === 'back' ? null : await metricsFor(rollout, site, signal);
  if (open === null) return null;
  const { measures } = await import('../metrics/measures.ts');
  return measures(open, site.service.analysis.interval);
}

/** The metrics of the service file, for the tracks of a rollout; null where there are none. */
export async function metricsFor(rollout: Rollout, site: MeasuringSite, signal: AbortSignal): Promise<OpenMetrics | null> {
  const { service, platform, workspace } = site;
  const { router } = platform;
  if (rollout.kind !== 'tracks' || service.analysis.metrics.length === 0 || !platform.tracks || !router) return null;
  const { openMetrics } = await import('../metrics/index.ts');
  const { tracks } = await platform.tracks.read(signal);
  const other = tracks.find(({ name }) => name !== rollout.goal.track);
  return openMetrics({
    service,
    workspace,
    tracks: {
      stable: { name: other?.name ?? '', version: other?.version ?? rollout.from.version ?? '' },
      canary: { name: rollout.goal.track ?? '', version: rollout.attempted.version },
    },
    hasTraffic: async (within) => ((await router.read(within)).weights[rollout.goal.track ?? ''] ?? 0) > 0,
    ...(platform.smokeTest && { smokeTest: platform.smokeTest }),
  });
}
