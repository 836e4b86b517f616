import { Refused } from '../../../ports/reason.ts';
import type { Router, RouterView, Weights } from '../../../ports/tracks.ts';
import type { Backend } from '../backend.ts';
import { nextName, nextSite } from '../next.ts';
import { goodFor } from '../pods/crowd.ts';
import { isEnding, type Pod } from '../pods/pods.ts';
import { rarely } from '../pods/rarely.ts';
import type { Site } from '../site.ts';
import { readWorkload, type Workload } from '../workload/workload.ts';
import { admit } from './admit.ts';
import { awaitEndpoints } from './endpoints.ts';
import { members, weightOf } from './members.ts';
import { isOfNext, listNext, readPresent } from './present.ts';
import { selectorDrift } from './selector-drift.ts';
import { proxied, selectorSwitch } from './selector-switch.ts';
import { askedWeight, askWeight } from './weight.ts';

/** The largest weight that pods beside those of home can come to: home keeps all of its own. */
export const MOST_SHARED = 50;

/**
 * The Service alone: its selector leads to one track, and at weights up to 50 % as many ready pods of the next track are labelled into it
 * as come nearest. Nothing gets traffic before it is ready and proven.
 */
export function serviceRouter(site: Site): Router {
  const home = site.service.workload.name;
  const next = nextName(home);
  const turn = selectorSwitch(site);
  const share = (weights: Weights) => weights[next] ?? 0;
  const counted = rarely<number>();
  const seenHome = rarely<Workload | null>();
  let size = 0;

  /** What the pods beside home's come to. */
  async function sharedBy({ selector }: Backend, home: number, signal: AbortSignal): Promise<Seen> {
    const inside = await counted.read(JSON.stringify(selector), goodFor(home), async () => {
      const pods = await listNext(site, signal, selector);
      return pods.filter((pod) => !isEnding(pod)).length;
    });
    return inside === 0 ? { weight: 0 } : seenOf(inside, home, askedWeight(await readWorkload(nextSite(site), signal)));
  }

  return {
    async read(signal) {
      const readHome = () => seenHome.read('', goodFor(size), () => readWorkload(site, signal));
      const { home: own, backend } = await readPresent(site, signal, readHome);
      size = own.spec.replicas ?? 1;
      const drift = selectorDrift(site, backend);
      const seen = backend.switched ? { weight: 100 } : await sharedBy(backend, size, signal);
      const weights = { [home]: 100 - seen.weight, [next]: seen.weight };
      // The mark of a switch that somebody else undid is to be taken away, too, or the next rollout would take it for news.
      const agreed = drift === null;
      return { weights, agreed, silent: [], ...('share' in seen && { share: seen.share }), ...(drift !== null && { drift }) };
    },
    async shift(weights, signal) {
      const weight = share(weights);
      counted.forget();
      if (weight > MOST_SHARED && weight < 100) throw new Refused('precondition', beyond(weight));
      if (weight > 0 && weight < 100) await askWeight(site, weight, signal);
      if (weight < 100) await turn.toHome(signal);
      await admit(site, (present) => (weight === 0 || weight === 100 ? 0 : members(weight, present.home.spec.replicas ?? 1)), signal);
      if (weight === 100) await turn.toNext(signal);
    },
    async verify(weights, signal) {
      const weight = share(weights);
      if (weight === 0 || weight === 100) return turn.verify(weight === 0 ? 'home' : 'next', signal);
      const { backend } = await readPresent(site, signal);
      const wrong = (pods: readonly Pod[]) => (pods.some((pod) => isOfNext(site, pod)) ? null : `none of them is of ${next}`);
      await awaitEndpoints(site, { service: backend.name, selector: backend.selector, wrong }, signal);
      await proxied(signal);
    },
  };
}

type Seen = { readonly weight: number } & Pick<RouterView, 'share'>;

/** What so many pods beside home's come to: the weight that was asked for where they are as many as it needs. */
function seenOf(inside: number, home: number, asked: number | null): Seen {
  const weight = weightOf(inside, home);
  const isAsked = asked !== null && inside === members(asked, home);
  return { weight: isAsked ? asked : weight, share: `${inside} of ${inside + home} pods, ${weight} %` };
}

function beyond(weight: number): string {
  return `Without a route the Service gives each pod the same share, so that ${weight} % cannot be kept while home keeps its pods: write weights up to ${MOST_SHARED}, and 100.`;
}
