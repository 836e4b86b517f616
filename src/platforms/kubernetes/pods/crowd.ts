import type { Site } from '../site.ts';
import type { Counts } from '../workload/progress.ts';
import type { Revision } from '../workload/revision.ts';
import type { Workload } from '../workload/workload.ts';
import type { Lasting } from './lasting.ts';
import { isEnding, isReady, ofOneMoment, type Pod, pagesOf, podsOf } from './pods.ts';
import { rarely } from './rarely.ts';

/** Of more pods than this not each is looked at where their controller gets on with them: it takes long, and costs the cluster something. */
const MANY = 200;
/** Milliseconds in which one more becomes ready, or one less is: after that some may be in trouble. */
const STILL = 5_000;
/** Milliseconds for which a list of them is used, for each pod. */
const FOR_EACH = 5;

/** Whether they are so many. */
export function isCrowd(pods: number): boolean {
  return pods > MANY;
}

/** For how many milliseconds what was found by looking at each of so many pods is good enough. */
export function goodFor(pods: number): number {
  return isCrowd(pods) ? pods * FOR_EACH : 0;
}

/** Of many pods of a revision, those that are neither ready nor on their way out; null as long as more of them become ready. */
export function stragglers(site: Site, lasting: Lasting) {
  const listed = rarely<readonly Pod[]>();
  return async (workload: Workload, revision: Revision, counts: Counts, signal: AbortSignal): Promise<readonly Pod[] | null> => {
    const { uid, generation } = workload.metadata;
    const still = lasting.seen(`${uid} ${generation} ${counts.available} available, ${counts.serving} ready`);
    if (still < STILL) {
      listed.forget();
      return null;
    }
    const query = podsOf(workload, revision.labels);
    const read = async () => {
      const unready: Pod[] = [];
      for await (const { items } of pagesOf(site, query, signal)) unready.push(...items.filter((pod) => !isReady(pod) && !isEnding(pod)));
      return unready;
    };
    return listed.read(query.labelSelector, goodFor(counts.updated), () => ofOneMoment(read));
  };
}
