import type { Platform } from '../ports/platform.ts';
import { Refused } from '../ports/reason.ts';
import type { Shown } from '../rollout/begin.ts';

/** Looks at what runs and where the traffic goes, without writing. Where that fails, all that is wrong with the platform is told at once. */
export async function look(platform: Platform, signal: AbortSignal): Promise<Shown> {
  try {
    return await shownBy(platform, signal);
  } catch (error) {
    signal.throwIfAborted();
    const problems = await platform.check(platform.tracks ? 'tracks' : 'rolling', signal).catch(() => []);
    const wrong = problems.filter((problem) => !problem.unchecked).map(({ message }) => message);
    throw wrong.length === 0 ? error : new Refused('precondition', wrong.join('\n'), { cause: error });
  }
}

async function shownBy(platform: Platform, signal: AbortSignal): Promise<Shown> {
  if (platform.tracks && platform.router) {
    const [{ tracks }, { weights }] = await Promise.all([platform.tracks.read(signal), platform.router.read(signal)]);
    const [a, b] = tracks;
    const [live, idle] = (weights[b.name] ?? 0) > (weights[a.name] ?? 0) ? [b, a] : [a, b];
    return {
      deployed: live.wanted > 0 || idle.wanted > 0,
      version: live.mixed ? null : live.version,
      spec: live.mixed ? null : live.spec,
      tracks: { live: live.name, idle: idle.name },
      midway: (weights[live.name] ?? 100) !== 100 && idle.wanted > 0,
    };
  }
  if (platform.managed) {
    const { version, wanted, existing, noted } = await platform.managed.progress(signal);
    // What runs besides the version cannot be read from there. One scaled to none for now is deployed: it has a version to go back to.
    return { deployed: version !== null || wanted > 0 || existing > 0, version, spec: null, tracks: null, midway: noted !== null };
  }
  const { instances } = (await platform.fleet?.instances(signal)) ?? { instances: [] };
  const [first] = instances;
  const agree = instances.every((instance) => instance.version === first?.version && instance.spec === first?.spec);
  return {
    // A server stands in the service file also where nothing runs on it.
    deployed: instances.some((instance) => instance.ready || instance.version !== null),
    version: agree ? (first?.version ?? null) : null,
    spec: agree ? (first?.spec ?? null) : null,
    tracks: null,
    midway: false,
  };
}
