import { Refused } from '../../../../ports/reason.ts';
import type { Router, RouterView, Weights } from '../../../../ports/tracks.ts';
import { nextName, TRACK } from '../../next.ts';
import type { Site } from '../../site.ts';
import { awaitEndpoints } from '../endpoints.ts';
import { readyPods } from '../present.ts';
import { selectorDrift } from '../selector-drift.ts';
import { selectorSwitch } from '../selector-switch.ts';
import { restoring, shifting, wiring } from './change.ts';
import { lettingGo } from './let-go.ts';
import type { Route } from './object.ts';
import { routePreview } from './preview.ts';
import { namesHome, rulesOf } from './rule.ts';
import { editRoute, hasNextService, readRoute, type Scene, sceneOf } from './scene.ts';
import { routeInUse, routerLag } from './taken.ts';
import { percentsOf, routeDrift } from './view.ts';

/**
 * A route has the weights. Callers within the cluster ask the Service itself: its selector follows where all the traffic goes to the next
 * track, and goes back first.
 */
export function routeRouter(site: Site): Router {
  const home = site.service.workload.name;
  const next = nextName(home);
  const { preview } = site.service;
  const selector = selectorSwitch(site);
  const inUse = routeInUse(site);
  /** What `read` has told last: nobody's change is written over before it was told. */
  let told: string | null = null;

  async function write(scene: Scene, percent: number, signal: AbortSignal): Promise<void> {
    const isThere = percent > 0 || (await canStay(site, scene, signal));
    const decide = (route: Route) => {
      const drift = driftOf(site, scene, route);
      if (percent > 0 && drift !== null && drift !== told) throw new Error(drift);
      return isThere ? shifting(route, scene.ends, percent) : restoring(route, scene.ends);
    };
    const route = await editRoute(site, scene, decide, signal);
    if (route === null && percent > 0) throw new Refused('drift', `There is no ${scene.place.title} any more: create it again.`);
  }

  return {
    async read(signal): Promise<RouterView> {
      const scene = await sceneOf(site, signal);
      const route = await readRoute(site, scene, signal);
      const [percent = 0, ...others] = route === null ? [] : percentsOf(route, scene.ends);
      told = driftOf(site, scene, route);
      // The mark of a switch that somebody else undid is to be taken away, too.
      const follows = scene.backend.switched === (percent === 100) && selectorDrift(site, scene.backend) === null;
      const agreed = follows && others.every((one) => one === percent);
      return { weights: { [home]: 100 - percent, [next]: percent }, agreed, silent: [], ...(told !== null && { drift: told }) };
    },
    async wire(track, signal) {
      if (track !== next) return;
      const scene = await sceneOf(site, signal);
      if (!(await hasNextService(site, scene, signal))) throw new Error(`there is no Service ${next} yet`);
      if (scene.ends.dialect.needsPods) await answering(site, scene, 100, signal);
      const route = await editRoute(site, scene, (of) => wiring(of, scene.ends), signal);
      const wrong = namelessness(scene, route);
      if (wrong !== null) throw new Refused('precondition', wrong);
      await inUse(scene.place, true, signal);
    },
    async shift(weights, signal) {
      const percent = percentIn(weights);
      const scene = await sceneOf(site, signal);
      const before = await readRoute(site, scene, signal);
      if (percent < 100) {
        await selector.toHome(signal);
        // The router has to know the pods behind the Service before it sends requests there again.
        const led = scene.backend.switched || (before !== null && percentsOf(before, scene.ends).includes(100));
        if (led) await routerLag(site, signal);
      }
      const moves = before === null || percentsOf(before, scene.ends).some((one) => one !== percent);
      if (moves) await answering(site, scene, percent, signal);
      await write(scene, percent, signal);
      if (percent < 100) return;
      await inUse(scene.place, true, signal);
      await selector.toNext(signal);
    },
    async verify(weights, signal) {
      const percent = percentIn(weights);
      const { place, ends } = await sceneOf(site, signal);
      const route = await inUse(place, percent > 0, signal);
      const wrong = (route === null ? [] : percentsOf(route, ends)).find((one) => one !== percent);
      if (wrong !== undefined) throw new Error(`${place.title} sends ${wrong} % to ${next}, not ${percent} %`);
      await selector.verify(percent === 100 ? 'next' : 'home', signal);
    },
    async unwire(signal) {
      const scene = await sceneOf(site, signal);
      await editRoute(site, scene, (route) => restoring(route, scene.ends), signal);
      await inUse(scene.place, false, signal);
      await editRoute(site, scene, lettingGo, signal);
    },
    ...(preview !== null && preview.kind !== 'url' && { preview: routePreview(site, preview, inUse) }),
  };

  function percentIn(weights: Weights): number {
    return weights[next] ?? 0;
  }
}

function driftOf(site: Site, { place, ends, backend }: Scene, route: Route | null): string | null {
  const changed = route === null ? `there is no ${place.title} any more` : routeDrift(route, place.title, ends);
  return changed ?? selectorDrift(site, backend);
}

/** Why a route cannot send requests to the workload; null: it does. */
export function namelessness({ place: { title }, ends }: Scene, route: Route | null): string | null {
  const path = 'change `route` of the service';
  if (route === null) return `There is no ${title}: make it, or ${path}.`;
  const { dialect } = ends;
  const wrong = dialect.wrong?.(route, title, ends) ?? null;
  if (wrong !== null || rulesOf(route, dialect).some((rule) => namesHome(rule, ends))) return wrong;
  const where = `the Service ${ends.home} at port ${ends.ports.join(' or ')}`;
  return `No rule of ${title} sends requests to ${where}: add it to its \`${dialect.list}\`, or ${path}.`;
}

/** Whether a route that names the next track without traffic is good for all others: its Service has to be there, and for some a pod too. */
async function canStay(site: Site, scene: Scene, signal: AbortSignal): Promise<boolean> {
  const { dialect, next } = scene.ends;
  if (!(await hasNextService(site, scene, signal))) return false;
  return !dialect.needsPods || (await readyPods(site, { [TRACK]: next }, signal)).length > 0;
}

/** Throws where a track that is to get requests has nobody to answer them. */
async function answering(site: Site, { backend, ends }: Scene, percent: number, signal: AbortSignal): Promise<void> {
  const sides = [
    ...(percent < 100 ? [{ service: backend.name, selector: backend.selector }] : []),
    ...(percent > 0 ? [{ service: ends.next, selector: { [TRACK]: ends.next } }] : []),
  ];
  for (const side of sides) {
    const pods = await readyPods(site, side.selector, signal);
    if (pods.length === 0) throw new Error(`no pod behind the Service ${side.service} is ready, so that nobody would answer`);
    await awaitEndpoints(site, side, signal);
  }
}
