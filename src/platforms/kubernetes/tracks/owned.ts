import { Refused } from '../../../ports/reason.ts';
import type { Resource } from '../api/api.ts';
import { nextName, TRACK } from '../next.ts';
import { type Scaler, scalersPath } from '../scaling/scaler.ts';
import { appsPath, corePath, groupPath, type Site } from '../site.ts';
import type { Workload } from '../workload/workload.ts';
import { accepted } from './accepted.ts';

type Kind = 'Deployment' | 'Service' | 'PodDisruptionBudget' | 'HorizontalPodAutoscaler';

/** What a rollout makes beside home. */
export type Made = Resource & { readonly kind: Kind };

/** What of it is there; what somebody else gave the same name is none of it. */
export type Owned = {
  readonly deployment: (Workload & Made) | null;
  readonly service: Made | null;
  readonly budget: Made | null;
  readonly scaler: (Scaler & Made) | null;
};

/** Looks for all of it. `others` is told what has a name of theirs and was made by somebody else. */
export async function readOwned(site: Site, signal: AbortSignal, others: (kind: Kind) => void = () => {}): Promise<Owned> {
  const name = nextName(site.service.workload.name);
  async function read<T extends Made>(kind: Kind): Promise<T | null> {
    const found = await site.api.get<T>(`${await pathOf(site, kind, signal)}/${name}`, signal);
    if (found === null || found.metadata.labels?.[TRACK] === name) return found;
    others(kind);
    return null;
  }
  const [deployment, service, budget, scaler] = await Promise.all([
    read<Workload & Made>('Deployment'),
    read('Service'),
    read('PodDisruptionBudget'),
    read<Scaler & Made>('HorizontalPodAutoscaler'),
  ]);
  return { deployment, service, budget, scaler };
}

/** The same; throws `Refused` where somebody else has an object of a name that is needed. */
export async function ownedOnly(site: Site, signal: AbortSignal): Promise<Owned> {
  const name = nextName(site.service.workload.name);
  return readOwned(site, signal, (kind) => {
    const whose = `There is a ${kind} ${name} without the label ${TRACK}=${name}: no rollout made it, and each needs that name`;
    throw new Refused('managed-elsewhere', `${whose}. Give it another one, or run \`kubectl delete ${kind.toLowerCase()} ${name}\``);
  });
}

/** Makes it; `exists` where its name is taken. */
export async function make(site: Site, object: Made, signal: AbortSignal): Promise<Made | 'exists'> {
  return accepted(site.api.create<Made>(await pathOf(site, object.kind, signal), object, signal));
}

/** Deletes what was found. */
export async function remove(site: Site, objects: readonly (Made | null)[], signal: AbortSignal): Promise<void> {
  for (const object of objects)
    if (object !== null) await site.api.remove(`${await pathOf(site, object.kind, signal)}/${object.metadata.name}`, signal);
}

function pathOf(site: Site, kind: Kind, signal: AbortSignal): Promise<string> {
  switch (kind) {
    case 'Deployment':
      return appsPath(site, 'deployments', signal);
    case 'Service':
      return corePath(site, 'services', signal);
    case 'PodDisruptionBudget':
      return groupPath(site, 'policy/v1', 'poddisruptionbudgets', signal);
    case 'HorizontalPodAutoscaler':
      return scalersPath(site, signal);
  }
}
