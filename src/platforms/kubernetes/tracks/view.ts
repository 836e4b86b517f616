import type { ManagedView } from '../../../ports/managed-fleet.ts';
import type { Track } from '../../../ports/tracks.ts';
import { nextSite } from '../next.ts';
import type { Site } from '../site.ts';
import type { Workload } from '../workload/workload.ts';
import { imageDrift, madeFor } from './made-for.ts';
import type { Owned } from './owned.ts';
import type { Tally } from './tally.ts';

/** Home as it is seen between rollouts, and in its roll; `home` is null where it is not there. */
export function homeTrack(site: Site, view: ManagedView, home: Workload | null, { deployment }: Owned): Track {
  const { wanted, version, noted, serving, available, settled } = view;
  const made = deployment && madeFor(deployment);
  // Without a note it is to run what it ran when the next track was made.
  const drift = noted !== null ? view.drift : home && made && imageDrift(site, home, made.home);
  return {
    name: site.service.workload.name,
    version,
    spec: noted?.spec ?? null,
    mixed: false,
    wanted,
    // In a roll it is whole when its controller says so, and not before.
    ready: noted === null || settled ? serving : Math.max(0, Math.min(available, wanted - 1)),
    serving,
    ...said(view),
    ...(drift && { drift }),
  };
}

/** The next track; `tally` of its pods. What was set at home for the rollout only is a part of it: it is taken back with it. */
export function nextTrack(site: Site, view: ManagedView, owned: Owned, tally: Tally, isHomeChanged: boolean): Track {
  const next = nextSite(site);
  const { name } = next.service.workload;
  const { deployment, service, budget, scaler } = owned;
  const absent = { name, version: null, spec: null, mixed: false, wanted: 0, ready: 0 };
  if (deployment === null) return { ...absent, restarts: 0, ...((service ?? budget ?? scaler ?? isHomeChanged) && { remains: true }) };
  const made = madeFor(deployment);
  const drift = made && imageDrift(next, deployment, made.images);
  const isAsMade = made !== null && drift === null;
  const wanted = deployment.spec.replicas ?? 1;
  return {
    ...absent,
    version: isAsMade ? made.to.version : view.version,
    spec: isAsMade ? made.to.spec : null,
    wanted,
    // Also before its controller has seen that it was scaled: all its pods are of what it was made for.
    ready: isAsMade ? tally.available : view.available,
    ...(tally.restarts !== null && { restarts: tally.restarts }),
    ...said(view),
    ...(drift && { drift }),
    ...(wanted === 0 && { remains: true }),
  };
}

function said({ note, failed }: ManagedView): Pick<Track, 'note' | 'failed'> {
  if (failed !== undefined) return { note: failed, failed: true };
  return note === undefined ? {} : { note };
}
