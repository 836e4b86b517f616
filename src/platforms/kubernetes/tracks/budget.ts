import type { List, Resource } from '../api/api.ts';
import type { Backend, Labels } from '../backend.ts';
import { nextName, TRACK } from '../next.ts';
import { groupPath, type Site } from '../site.ts';
import type { Selector, Workload } from '../workload/workload.ts';
import { matches } from './matches.ts';
import type { Made } from './owned.ts';
import { nextLabels } from './template.ts';

/** A PodDisruptionBudget, as far as we look at it. */
type Budget = Resource & {
  readonly spec: { readonly minAvailable?: number | string; readonly maxUnavailable?: number | string; readonly selector?: Selector };
};

/**
 * The budget of home's pods, for those of the next track; null where home has none, or where it holds for both. No pod may be in two: it could
 * not be evicted at all. So those that get requests because they bear home's label are in home's.
 */
export async function nextBudget(site: Site, home: Workload, backend: Backend, signal: AbortSignal): Promise<Made | null> {
  const next = nextName(site.service.workload.name);
  const all = (await site.api.get<List<Budget>>(await groupPath(site, 'policy/v1', 'poddisruptionbudgets', signal), signal))?.items ?? [];
  const holding = (labels: Labels) => all.find(({ spec }) => spec.selector && matches(spec.selector, labels));
  const budget = holding(home.spec.template.metadata?.labels ?? {});
  if (budget === undefined || holding(nextLabels(home, backend, next)) !== undefined) return null;
  const { minAvailable, ...spec } = budget.spec;
  // So many may be missing of home's full size: a smaller track could else never spare a pod.
  const missing = typeof minAvailable === 'number' && { maxUnavailable: Math.max(0, (home.spec.replicas ?? 1) - minAvailable) };
  const least = typeof minAvailable === 'string' && { minAvailable };
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: next, labels: { [TRACK]: next } },
    spec: { ...spec, ...missing, ...least, selector: { matchLabels: { [TRACK]: next, [backend.key]: next } } },
  } as Made;
}
