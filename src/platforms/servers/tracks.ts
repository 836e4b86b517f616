import type { Target } from '../../ports/fleet.ts';
import { Refused } from '../../ports/reason.ts';
import type { Track, Tracks } from '../../ports/tracks.ts';
import { command, drain, stop, update } from './instance.ts';
import type { PlacedServer } from './placed.ts';
import { weightsOf } from './router.ts';
import type { Site } from './site.ts';
import { look, runsAndReady, type Seen } from './view.ts';

/** `blue` and `green`: fixed sets of servers, always of their full size. */
export function serversTracks(site: Site): Tracks {
  return {
    alwaysFull: true,
    async read(signal) {
      const { weights } = await weightsOf(site, signal);
      const both = await Promise.all(
        (['blue', 'green'] as const).map(async (name) => {
          const seen = await look(site, serversOf(site, name), signal);
          return trackOf(name, seen, (weights[name] ?? 0) > 0);
        }),
      );
      const full = Math.max(serversOf(site, 'blue').length, serversOf(site, 'green').length);
      return { full, tracks: both as [Track, Track] };
    },
    deploy: (track, target, _size, signal) => deploy(site, track, target, signal),
    async scale() {
      // A track has the servers of the service file, no more and no less.
    },
    async retire(track, signal) {
      await refuseTraffic(site, track, signal);
      for (const server of serversOf(site, track)) {
        await drain(site, server, signal);
        await stop(site, server, signal);
      }
    },
  };
}

async function deploy(site: Site, track: string, target: Target, signal: AbortSignal): Promise<void> {
  for (const server of serversOf(site, track)) {
    const [seen] = await look(site, [server], signal);
    const runs = seen !== undefined && runsAndReady(seen, target);
    if (runs && seen.inRotation) continue;
    await refuseTraffic(site, track, signal);
    if (!runs) {
      await drain(site, server, signal);
      await update(site, server, target, signal);
    }
    // Leaving maintenance asks for fresh checks; the track has no weight, so nobody is sent there before it is UP.
    await command(site, server, 'ready', signal);
  }
}

async function refuseTraffic(site: Site, track: string, signal: AbortSignal): Promise<void> {
  const { weights } = await weightsOf(site, signal);
  if ((weights[track] ?? 0) > 0) throw new Refused('has-traffic', `${track} still has ${weights[track]} % of the traffic.`);
}

function serversOf(site: Site, track: string): PlacedServer[] {
  return site.servers.filter((server) => server.track === track);
}

function trackOf(name: string, all: readonly Seen[], hasTraffic: boolean): Track {
  // What Sluice never deployed runs where it answers, and beside one that answers with the traffic.
  const found = all.some((seen) => seen.answers);
  const present = all.filter((seen) => (seen.record ? seen.record.phase !== 'stopped' : seen.answers || (hasTraffic && found)));
  const [first] = present;
  const mixed = present.some((seen) => seen.version !== first?.version || seen.spec !== first?.spec);
  // One out of rotation would leave the others its share.
  const serves = (seen: Seen) => seen.ready && seen.inRotation;
  const waiting = present.find((seen) => !serves(seen));
  const note = waiting && (waiting.note ?? `${waiting.name} is out of rotation`);
  return {
    name,
    version: mixed ? null : (first?.version ?? null),
    spec: mixed ? null : (first?.spec ?? null),
    mixed,
    wanted: present.length,
    ready: present.filter(serves).length,
    ...(note === undefined ? {} : { note }),
  };
}
