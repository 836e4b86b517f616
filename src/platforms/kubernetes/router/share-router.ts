import { Refused } from '../../../ports/reason.ts';
import type { Router, Weights } from '../../../ports/tracks.ts';
import { changedSince } from '../changed.ts';
import { nextName, nextSite, TRACK } from '../next.ts';
import { countPods, isReady, listPods, podsOf } from '../pods/pods.ts';
import { type Site, workloadName } from '../site.ts';
import { setReplicas } from '../tracks/replicas.ts';
import { readWorkload, type Workload } from '../workload/workload.ts';
import { members, weightOf } from './members.ts';
import { listNext } from './present.ts';
import { MOST_SHARED } from './service-router.ts';
import { askedWeight, askWeight } from './weight.ts';

/** Milliseconds until it is given up that the pods of the next track are as they are to be. */
const PATIENCE = 30_000;

/**
 * For a workload that nobody calls: its pods fetch their work, so that a share of it is a share of the pods. Nothing can be kept from it, and
 * nothing is moved but by their number: up to 50 % as many beside home's as come nearest, at 100 % as many as home has.
 */
export function shareRouter(site: Site): Router {
  const home = site.service.workload.name;
  const next = nextName(home);
  const share = (weights: Weights) => weights[next] ?? 0;

  return {
    async read(signal) {
      const [own, made] = await Promise.all([readHome(site, signal), readWorkload(nextSite(site), signal)]);
      const [wanted, pods] = [own.spec.replicas ?? 1, made?.spec.replicas ?? (made === null ? 0 : 1)];
      // Pods are there before it is asked: what they then have by their number is in the words only.
      const weight = pods === 0 ? 0 : (askedWeight(made) ?? 0);
      const words = `${pods} of ${pods + wanted} pods, ${weightOf(pods, wanted)} %`;
      return { weights: { [home]: 100 - weight, [next]: weight }, agreed: true, silent: [], ...(pods > 0 && { share: words }) };
    },
    async shift(weights, signal) {
      const weight = share(weights);
      if (weight > MOST_SHARED && weight < 100) throw new Refused('precondition', beyond([weight]));
      const own = await readHome(site, signal);
      if ((await readWorkload(nextSite(site), signal)) === null && weight === 0) return;
      if (weight === 0) await refuseNone(site, own, signal);
      const most = weight === 0 ? 0 : members(weight, own.spec.replicas ?? 1);
      if (weight < 100) await setReplicas(nextSite(site), (now) => Math.min(now, most), signal);
      // Last: whoever goes on after a kill in between sees the weight from before.
      await askWeight(site, weight, signal);
    },
    async verify(weights, signal) {
      const wanted = share(weights) === 0 ? 0 : ((await readWorkload(nextSite(site), signal))?.spec.replicas ?? 1);
      await awaitPods(site, wanted, signal);
    },
  };
}

/** Why these percentages cannot be given, and what to write. */
export function beyond(weights: readonly number[]): string {
  const why = 'Each pod takes the same share of the work, and home keeps its pods';
  return `${why}, so that ${weights.join(', ')} % cannot be given: write weights up to ${MOST_SHARED}, and 100.`;
}

async function readHome(site: Site, signal: AbortSignal): Promise<Workload> {
  const home = await readWorkload(site, signal);
  if (home === null) throw new Refused('drift', `There is no ${workloadName(site)} any more in ${site.api.place}: create it again.`);
  return home;
}

async function refuseNone(site: Site, home: Workload, signal: AbortSignal): Promise<void> {
  const { labelSelector } = podsOf(home);
  const [own, next] = await Promise.all([listPods(site, { labelSelector: `${labelSelector},!${TRACK}` }, signal), listNext(site, signal)]);
  if (own.items.some(isReady) || !next.some(isReady)) return;
  const { name } = site.service.workload;
  throw new Error(`${nextName(name)} was left as it is: no pod of ${workloadName(site)} is ready, so that nobody would do its work`);
}

/** Resolves when so many pods of the next track are ready, and at 0 when all were told to end. Throws a plain error where that is not so in time. */
async function awaitPods(site: Site, wanted: number, signal: AbortSignal): Promise<void> {
  const next = nextName(site.service.workload.name);
  const query = { labelSelector: `${TRACK}=${next}` };
  const patience = AbortSignal.timeout(PATIENCE);
  for (;;) {
    const { version, all, ready, ending } = await countPods(site, query, signal);
    if (wanted === 0 ? ending === all : ready >= wanted) return;
    if (patience.aborted) throw new Error(`${next} has ${ready} pods ready for ${PATIENCE / 1_000} s, and not ${wanted}`);
    const seen = { name: next, version, pods: { query, version, count: all } };
    await changedSince(nextSite(site), seen, AbortSignal.any([signal, patience]));
  }
}
