import type { Target } from '../../ports/fleet.ts';
import { Refused } from '../../ports/reason.ts';
import type { Track, Tracks } from '../../ports/tracks.ts';
import { TRACKS } from './balancer/state.ts';
import { changed } from './fleet.ts';
import { untilIdle } from './idle.ts';
import { endInstance, startInstance } from './instance.ts';
import { spareNames } from './records.ts';
import type { Site } from './site.ts';
import { look, runsAndReady, type Seen } from './view.ts';

/** `blue` and `green`: instances of both stand behind the one balancer. */
export function localTracks(site: Site): Tracks {
  return {
    async read(signal) {
      const seen = await look(site, signal);
      return { full: site.service.instances, tracks: [trackOf(seen, TRACKS[0]), trackOf(seen, TRACKS[1])] };
    },
    deploy: (track, target, size, signal) => deploy(site, track, target, size, signal),
    async scale(track, size, signal) {
      const { version, spec } = trackOf(await look(site, signal), track);
      if (version === null && size > 0) {
        throw new Refused(
          'platform-error',
          `The instances of ${track} do not all run one version, so more of them cannot be started: deploy a version.`,
        );
      }
      await resize(site, track, { version, spec }, size, signal);
    },
    async retire(track, signal) {
      const { state, instances } = await look(site, signal);
      if ((state?.config.weights[track] ?? 0) > 0) throw new Refused('has-traffic', `${track} still has traffic and cannot be retired.`);
      await untilIdle(site, (server) => server.track === track, signal);
      const names = instances.filter((instance) => instance.track === track).map((instance) => instance.name);
      await Promise.all(names.map((name) => endInstance(site, name, signal)));
    },
    changed: (signal) => changed(site, signal),
  };
}

async function deploy(site: Site, track: string, target: Target, size: number, signal: AbortSignal): Promise<void> {
  const { state, instances } = await look(site, signal);
  // Nobody else gets what is not proven, also where there is no other track to serve them.
  if (state && (state.config.weights[track] ?? 0) === 0) await site.balancer.change({ previewTrack: track }, signal);
  const others = instances.filter((instance) => instance.track === track && !runsAndReady(instance, target));
  await endAll(
    site,
    others.map((instance) => instance.name),
    signal,
  );
  await resize(site, track, target, size, signal);
}

async function resize(site: Site, track: string, target: Target, size: number, signal: AbortSignal): Promise<void> {
  const { records } = await look(site, signal);
  const names = records.filter((record) => record.track === track).map((record) => record.name);
  await endAll(site, names.slice(size), signal);
  // One after the other, because each looks for a port that no record has yet.
  for (const name of spareNames(records, track, Math.max(0, size - names.length))) {
    await startInstance(site, name, target, 'ready', signal);
  }
}

async function endAll(site: Site, names: readonly string[], signal: AbortSignal): Promise<void> {
  if (names.length === 0) return;
  const known = (await site.balancer.state(signal))?.servers.filter((server) => names.includes(server.name)) ?? [];
  await site.balancer.change({ servers: Object.fromEntries(known.map((server) => [server.name, { state: 'drain' }])) }, signal);
  await untilIdle(site, (server) => names.includes(server.name), signal);
  await Promise.all(names.map((name) => endInstance(site, name, signal)));
}

function trackOf(seen: Seen, name: string): Track {
  const instances = seen.instances.filter((instance) => instance.track === name);
  const [first] = instances;
  const mixed = instances.some((instance) => instance.version !== first?.version || instance.spec !== first?.spec);
  // What has ended says why; another one may only not be there yet.
  const waiting = instances.find((instance) => instance.failed) ?? instances.find((instance) => !instance.ready);
  return {
    name,
    version: mixed ? null : (first?.version ?? null),
    spec: mixed ? null : (first?.spec ?? null),
    mixed,
    wanted: instances.length,
    ready: instances.filter((instance) => instance.ready).length,
    ...(waiting?.note === undefined ? {} : { note: waiting.note }),
    ...(instances.some((instance) => instance.failed) ? { failed: true } : {}),
  };
}
