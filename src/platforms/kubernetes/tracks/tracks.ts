import { Refused } from '../../../ports/reason.ts';
import type { Track, Tracks } from '../../../ports/tracks.ts';
import { aborted } from '../changed.ts';
import { workloadFleet } from '../fleet.ts';
import { nextSite } from '../next.ts';
import { members } from '../router/members.ts';
import { floorOf, heldSize } from '../scaling/floor.ts';
import { holdUp } from '../scaling/hold.ts';
import { keepNext } from '../scaling/next-scaler.ts';
import type { Scaler } from '../scaling/scaler.ts';
import { type Site, workloadName } from '../site.ts';
import { lastWriter } from '../workload/drift.ts';
import { readWorkload } from '../workload/workload.ts';
import { readsBeside } from './beside.ts';
import { bringUp, takeAway } from './next-track.ts';
import { readOwned } from './owned.ts';
import { setReplicas } from './replicas.ts';
import { tallies } from './tally.ts';
import { homeTrack, nextTrack } from './view.ts';

/** The Jobs before a version ran before its next track was made. */
const haveRun = async () => {};

/** The user's Deployment, which is home, and the one that a rollout makes beside it and deletes at its end. */
export function workloadTracks(site: Site): Tracks {
  const { name } = site.service.workload;
  const next = nextSite(site);
  const fleets = { home: workloadFleet(site, haveRun), next: workloadFleet(next) };
  const tally = tallies(next);
  const beside = readsBeside(site);
  return {
    home: name,
    async read(signal) {
      const [told, view] = await Promise.all([fleets.home.progress(signal), fleets.next.progress(signal)]);
      const [home, made] = [fleets.home.found(), fleets.next.found()];
      const { owned, scaler } = await beside.read({ home, next: made, pods: Math.max(told.existing, view.existing) }, signal);
      const pods = await tally(owned.deployment, view.settled, signal);
      const isChanged = told.noted !== null || (scaler !== null && floorOf(scaler) !== null);
      const wanted = heldSize(told.wanted, scaler);
      const both = [homeTrack(site, { ...told, wanted }, home, owned), nextTrack(site, view, owned, pods, isChanged)] as const;
      return { full: Math.max(wanted, grown(both[1], owned.scaler, scaler)), tracks: both };
    },
    async deploy(track, target, size, signal) {
      beside.forget();
      if (track !== name) return bringUp(site, target, size, signal);
      await refuseEmpty(site, signal);
      return fleets.home.update(target, signal);
    },
    async scale(track, size, signal) {
      beside.forget();
      if (track === name) return growHome(site, size, signal);
      const { scaler } = await readOwned(site, signal);
      if (scaler !== null) await keepNext(site, size, signal);
      // Beyond that its autoscaler says how many.
      return setReplicas(next, (now) => (scaler === null ? size : Math.max(now, size)), signal);
    },
    async retire(track, signal, warn) {
      beside.forget();
      if (track === name) throw new Refused('has-traffic', `${workloadName(site)} is home: it is never taken away`);
      await takeAway(site, signal);
      // Last: until then the note says what home was told.
      await fleets.home.settle(signal, warn);
    },
    async changed(signal) {
      const over = new AbortController();
      const both = AbortSignal.any([signal, over.signal]);
      const watches = [fleets.home, fleets.next].map((fleet) => fleet.changed?.(both) ?? aborted(both));
      await Promise.race(watches);
      over.abort();
      await Promise.all(watches);
    },
    sizeFor: (weight, full) => (site.service.route === null ? byRatio(weight, full) : byRoute(weight, full)),
    // What is lost is replaced at once: a fourth may be away for that time, and one of two.
    spare: (size) => (size < 2 ? 0 : Math.max(1, Math.floor(size / 4))),
  };
}

/** So many pods of the next track carry the traffic, where its autoscaler made it larger than home may be: as many as home may have, at most. */
function grown({ wanted, ready }: Track, scaler: Scaler | null, home: Scaler | null): number {
  return scaler === null || home === null ? 0 : Math.min(wanted, ready, home.spec.maxReplicas);
}

/** Has home's autoscaler make it as large. */
async function growHome(site: Site, size: number, signal: AbortSignal): Promise<void> {
  if ((await holdUp(site, signal, size)) !== null) return;
  throw new Refused('drift', `How many pods ${workloadName(site)} has is not for a rollout to say: scale it by hand`);
}

/** Each pod gets the same share; beyond a half the other track would have to shrink. */
function byRatio(weight: number, full: number): number {
  return weight > 50 ? full : members(weight, full);
}

/** One lost pod of a single one would be an outage of all its share. */
function byRoute(weight: number, full: number): number {
  return Math.max(Math.min(2, full), Math.ceil((full * weight) / 100));
}

async function refuseEmpty(site: Site, signal: AbortSignal): Promise<void> {
  const home = await readWorkload(site, signal);
  if (home === null || home.spec.replicas !== 0) return;
  const who = lastWriter(home, ['f:spec', 'f:replicas']);
  const scale = `kubectl scale deployment/${site.service.workload.name} --replicas=<pods>`;
  throw new Refused('drift', `somebody (${who}) scaled ${workloadName(site)} to 0, so that it cannot take the traffic: run \`${scale}\``);
}
