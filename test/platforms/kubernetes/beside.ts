import { setTimeout as sleep } from 'node:timers/promises';
import { nextName } from '../../../src/platforms/kubernetes/next.ts';
import type { Site } from '../../../src/platforms/kubernetes/site.ts';
import { workloadTracks } from '../../../src/platforms/kubernetes/tracks/tracks.ts';
import type { Track, Tracks } from '../../../src/ports/tracks.ts';
import { echoDeployment, type Manifest } from '../../fakes/kubernetes.ts';
import { never, newName, siteOf } from './looked-at.ts';
import type { Room } from './room.ts';

export type Both = { readonly full: number; readonly home: Track; readonly next: Track };

/** A Deployment of a name of its own, and its tracks as the adapter has them. */
export type Beside = {
  readonly name: string;
  readonly next: string;
  readonly site: Site;
  readonly tracks: Tracks;
  look(): Promise<Both>;
  /** Looks until it is as expected; fails after a minute. */
  until(expected: (both: Both) => boolean): Promise<Both>;
  /** The tracks as a run that begins now has them; each write goes through `writing`. */
  again(writing?: <T>(write: () => Promise<T>) => Promise<T>): Tracks;
};

/** What is there of the next track, by kind. */
export async function besideOf(room: Room, { next }: Pick<Beside, 'next'>): Promise<readonly Manifest[]> {
  const found = await room.list(
    'deployments,services,poddisruptionbudgets,horizontalpodautoscalers',
    `sluice-actions.github.io/track=${next}`,
  );
  return found.toSorted((a, b) => a.kind.localeCompare(b.kind));
}

/** Applies home, as `change` makes it from what a user writes, and opens its tracks. */
export async function beside(
  room: Room,
  echo: Omit<NonNullable<Parameters<typeof echoDeployment>[0]>, 'name'> = {},
  change: (workload: Manifest) => Manifest = (workload) => workload,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Beside> {
  const name = newName();
  const [workload, service] = echoDeployment({ name, drain: 0, ...echo });
  await room.apply(change(workload), service);
  const site = siteOf(room.name, name, settings);
  const tracks = workloadTracks(site);
  const look = async (): Promise<Both> => {
    const view = await tracks.read(never);
    return { full: view.full, home: view.tracks[0], next: view.tracks[1] };
  };
  return {
    name,
    next: nextName(name),
    site,
    tracks,
    look,
    async until(expected) {
      for (const end = performance.now() + 60_000; ; await sleep(50)) {
        const both = await look();
        if (expected(both)) return both;
        if (performance.now() > end) throw new Error(`never: ${expected}; last: ${JSON.stringify(both)}`);
      }
    },
    again(writing = (write) => write()) {
      const { api } = site;
      const create: typeof api.create = (...call) => writing(() => api.create(...call));
      const patch: typeof api.patch = (...call) => writing(() => api.patch(...call));
      const remove: typeof api.remove = (...call) => writing(() => api.remove(...call));
      return workloadTracks({ ...site, api: { ...api, create, patch, remove } });
    },
  };
}
