import type { JournalDocument, Rollout } from '../ports/journal.ts';
import type { Platform } from '../ports/platform.ts';
import { Refused } from '../ports/reason.ts';
import type { Asked, Shown } from '../rollout/begin.ts';

/** By what a platform is looked at that has both: the tracks where they are asked for or in use, since they need more of it. */
export function kindOf({ rollout, live }: JournalDocument, action: Asked['action'] | null): Rollout['kind'] {
  if (rollout) return rollout.kind;
  if (action === 'blue-green-switch' || action === 'canary-step') return 'tracks';
  return action === 'rolling' || !live?.track ? 'rolling' : 'tracks';
}

const OUTAGE = 'users see an outage';

/**
 * Looks at what runs and where the traffic goes, without writing. Where that fails, all that is wrong with the platform is told at once.
 * @param kind how it is looked at where it can be in two ways
 * @param atRest whether no rollout is in flight: what a first deployment is to make cannot have two tracks before it is there
 */
export async function look(platform: Platform, kind: Rollout['kind'], signal: AbortSignal, atRest = false): Promise<Shown> {
  const asTracks = platform.tracks !== undefined && (kind === 'tracks' || !platform.managed);
  try {
    if (asTracks && atRest && platform.makes && platform.managed) {
      const shown = await shownBy(platform, false, signal);
      if (!shown.deployed) return shown;
    }
    return await shownBy(platform, asTracks, signal);
  } catch (error) {
    signal.throwIfAborted();
    const problems = await platform.check(asTracks ? 'tracks' : 'rolling', signal).catch(() => []);
    const wrong = problems.filter((problem) => !problem.unchecked).map(({ message }) => message);
    throw wrong.length === 0 ? error : new Refused('precondition', wrong.join('\n'), { cause: error });
  }
}

async function shownBy(platform: Platform, asTracks: boolean, signal: AbortSignal): Promise<Shown> {
  if (asTracks && platform.tracks && platform.router) {
    const { home } = platform.tracks;
    const [{ tracks }, { weights, drift }] = await Promise.all([platform.tracks.read(signal), platform.router.read(signal)]);
    const [a, b] = tracks;
    const [live, idle] = (weights[b.name] ?? 0) > (weights[a.name] ?? 0) ? [b, a] : [a, b];
    const deployed = live.wanted > 0 || idle.wanted > 0;
    const dark = [live, idle].find(({ name, ready, serving = ready }) => (weights[name] ?? 0) > 0 && serving === 0);
    const outage = dark && `${weights[dark.name]} % of the traffic goes to ${dark.name}, where no instance is ready: ${OUTAGE}`;
    return {
      deployed,
      trouble: told([deployed ? outage : undefined, drift, ...tracks.map((track) => track.drift)]),
      version: live.mixed ? null : live.version,
      spec: live.mixed ? null : live.spec,
      tracks: { live: live.name, idle: idle.name, ...(home !== undefined && { home }) },
      // At rest nothing is beside home, and nothing is noted on it.
      midway:
        home === undefined
          ? (weights[live.name] ?? 100) !== 100 && idle.wanted > 0
          : live.name !== home || idle.wanted > 0 || live.spec !== null,
    };
  }
  if (platform.managed) {
    const { version, wanted, existing, serving, noted } = await platform.managed.progress(signal);
    // What runs besides the version cannot be read from there. One scaled to none for now is deployed: it has a version to go back to.
    return {
      deployed: version !== null || wanted > 0 || existing > 0,
      version,
      spec: null,
      tracks: null,
      midway: noted !== null,
      trouble: existing > 0 && serving === 0 ? `no instance is ready: ${OUTAGE}` : null,
    };
  }
  const { instances } = (await platform.fleet?.instances(signal)) ?? { instances: [] };
  const [first] = instances;
  const deployed = instances.some((instance) => instance.ready || instance.version !== null);
  const serves = instances.some((instance) => instance.ready && instance.inRotation);
  const agree = instances.every((instance) => instance.version === first?.version && instance.spec === first?.spec);
  return {
    // A server stands in the service file also where nothing runs on it.
    deployed,
    trouble: deployed && !serves ? `no instance in rotation is ready: ${OUTAGE}` : null,
    version: agree ? (first?.version ?? null) : null,
    spec: agree ? (first?.spec ?? null) : null,
    tracks: null,
    midway: false,
  };
}

function told(texts: readonly (string | undefined)[]): string | null {
  const said = texts.filter((text) => text !== undefined);
  return said.length === 0 ? null : said.join('; ');
}
