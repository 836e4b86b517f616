import { setTimeout as sleep } from 'node:timers/promises';
import type { Site } from '../../site.ts';
import { dialectOf, namedRoute } from './dialects.ts';
import type { Place, Route } from './object.ts';

/** Milliseconds in which a controller that runs has seen a change, many times over. */
const PATIENCE = 30_000;

/** Waits until requests go by what a route says now, in the way of {@link taken}. What was waited for already is not waited for again. */
export type InUse = (place: Place, wholly: boolean, signal: AbortSignal) => Promise<Route | null>;

export function routeInUse(site: Site): InUse {
  let used: string | null = null;
  return async (place, wholly, signal) => {
    const route = await taken(site, place, wholly, signal);
    const what = `${route?.metadata.uid} ${route?.metadata.generation}`;
    if (used !== what) await routerLag(site, signal);
    used = what;
    return route;
  };
}

/** Until the router has what the API server has, and its controller, where one says so. */
export async function routerLag(site: Site, signal: AbortSignal): Promise<void> {
  await sleep(dialectOf(namedRoute(site)).lag, undefined, { signal });
}

/**
 * Resolves with the route when all controllers that say what they have seen have seen what it says now; `wholly`: and accept it, with all that
 * it refers to. null where there is no route. Throws a plain error with what they say where that is not so after 30 s.
 */
async function taken(site: Site, place: Place, wholly: boolean, signal: AbortSignal): Promise<Route | null> {
  const patience = AbortSignal.timeout(PATIENCE);
  const named = namedRoute(site);
  const query = { fieldSelector: `metadata.name=${named.name}` };
  for (;;) {
    const route = await site.api.get<Route>(place.path, signal);
    const lacks = (route && dialectOf(named).lacking?.(route, place, wholly)) ?? null;
    if (route === null || lacks === null) return route;
    if (patience.aborted) throw new Error(`after ${PATIENCE / 1_000} s ${lacks}`);
    await site.api.changed(place.all, route.metadata.resourceVersion ?? '', AbortSignal.any([signal, patience]), query);
    signal.throwIfAborted();
  }
}
