import { Refused } from '../../../../ports/reason.ts';
import { ApiError, type Operation } from '../../api/api.ts';
import { nextName } from '../../next.ts';
import { corePath, type Site } from '../../site.ts';
import { untilDone } from '../overtaken.ts';
import { type Present, readPresent } from '../present.ts';
import type { Ends } from './dialect.ts';
import { dialectOf, namedRoute, routePlace } from './dialects.ts';
import type { Place, Route } from './object.ts';

/** What stands around a route: the workload, the Services, and where it is itself. */
export type Scene = Present & { readonly place: Place; readonly ends: Ends };

export async function sceneOf(site: Site, signal: AbortSignal): Promise<Scene> {
  const present = await readPresent(site, signal);
  const place = await routePlace(site, signal);
  const { name, ports } = present.backend;
  const ends = {
    namespace: await site.api.namespace(signal),
    home: name,
    next: nextName(site.service.workload.name),
    ports: ports.flatMap(({ port, name: called }) => (called === undefined ? [port] : [port, called])),
    routeNamespace: place.namespace,
    dialect: dialectOf(namedRoute(site)),
  };
  return { ...present, place, ends };
}

export async function readRoute({ api }: Site, { place }: Scene, signal: AbortSignal): Promise<Route | null> {
  return api.get<Route>(place.path, signal);
}

/** Whether the next track has its Service. */
export async function hasNextService(site: Site, { ends }: Scene, signal: AbortSignal): Promise<boolean> {
  return (await site.api.get(`${await corePath(site, 'services', signal)}/${encodeURIComponent(ends.next)}`, signal)) !== null;
}

/** Writes what `decide` makes of a route that was just read, unless somebody was faster: then it is read and decided again. The route as it was; null: there is none. */
export async function editRoute(
  site: Site,
  scene: Scene,
  decide: (route: Route) => readonly Operation[],
  signal: AbortSignal,
): Promise<Route | null> {
  const { path, title } = scene.place;
  let route: Route | null = null;
  await untilDone(title, async () => {
    route = await readRoute(site, scene, signal);
    const operations = route === null ? [] : decide(route);
    if (route === null || operations.length === 0) return true;
    const isSame: Operation = { op: 'test', path: '/metadata/resourceVersion', value: route.metadata.resourceVersion };
    const done = await site.api.patch<Route>(path, [isSame, ...operations], signal).catch((error: unknown) => {
      if (error instanceof ApiError) throw new Refused('update-failed', error.message, { cause: error });
      throw error;
    });
    return done !== null && done !== 'conflict';
  });
  return route;
}
