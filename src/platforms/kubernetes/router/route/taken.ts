import { setTimeout as sleep } from 'node:timers/promises';
import type { Site } from '../../site.ts';
import type { Parent, Route, RoutePlace } from './object.ts';

/**
 * Milliseconds from a controller's saying that it has seen a change until all requests go by it. Nobody outside can ask a proxy what it has;
 * measured: Traefik takes a new configuration at most every 2 s.
 */
const LAG = 2_500;
/** Milliseconds in which a controller that runs has seen a change, many times over. */
const PATIENCE = 30_000;

/** Waits until requests go by what a route says now, in the way of {@link taken}. What was waited for already is not waited for again. */
export type InUse = (place: RoutePlace, wholly: boolean, signal: AbortSignal) => Promise<Route | null>;

export function routeInUse(site: Site): InUse {
  let used: string | null = null;
  return async (place, wholly, signal) => {
    const route = await taken(site, place, wholly, signal);
    const what = `${route?.metadata.uid} ${route?.metadata.generation}`;
    if (used !== what) await routerLag(signal);
    used = what;
    return route;
  };
}

/** Until the router has what the API server and its controller have. */
export async function routerLag(signal: AbortSignal): Promise<void> {
  await sleep(LAG, undefined, { signal });
}

/**
 * Resolves with the route when the controllers of all its Gateways have seen what it says now; `wholly`: and accept it, with all that it refers
 * to. null where there is no route. Throws a plain error with what they say where that is not so after 30 s.
 */
async function taken(site: Site, place: RoutePlace, wholly: boolean, signal: AbortSignal): Promise<Route | null> {
  const patience = AbortSignal.timeout(PATIENCE);
  const query = { fieldSelector: `metadata.name=${site.service.route?.name}` };
  for (;;) {
    const route = await site.api.get<Route>(place.path, signal);
    const lacks = route === null ? null : lacking(route, place, wholly);
    if (route === null || lacks === null) return route;
    if (patience.aborted) throw new Error(`after ${PATIENCE / 1_000} s ${lacks}`);
    await site.api.changed(place.all, route.metadata.resourceVersion ?? '', AbortSignal.any([signal, patience]), query);
    signal.throwIfAborted();
  }
}

function lacking({ metadata, spec, status }: Route, { title, namespace }: RoutePlace, wholly: boolean): string | null {
  const all = status?.parents ?? [];
  for (const parent of spec.parentRefs ?? []) {
    const who = `${parent.kind ?? 'Gateway'} ${parent.name}`;
    const said = all.filter(({ parentRef }) => nameOf(parentRef, namespace) === nameOf(parent, namespace));
    if (said.length === 0) return `no controller of ${who} has looked at ${title}: does its GatewayClass have one, and does it run?`;
    for (const type of ['Accepted', 'ResolvedRefs']) {
      for (const { conditions = [] } of said) {
        const condition = conditions.find((one) => one.type === type);
        if ((condition?.observedGeneration ?? -1) < (metadata.generation ?? 0)) return `${who} has not seen the change of ${title}`;
        if (wholly && condition?.status !== 'True')
          return `${title} is not ${type} by ${who}: ${[condition?.reason, condition?.message].filter(Boolean).join(': ')}`;
      }
    }
  }
  return null;
}

function nameOf({ group, kind, namespace: own, name, sectionName, port }: Parent, namespace: string): string {
  return JSON.stringify([
    group ?? 'gateway.networking.k8s.io',
    kind ?? 'Gateway',
    own ?? namespace,
    name,
    sectionName ?? null,
    port ?? null,
  ]);
}
