import type { Operation } from '../api/api.ts';
import { annotating, ourAnnotation } from '../ours.ts';
import { pointer } from '../pointer.ts';
import type { Scaler } from './scaler.ts';

/** On home's HorizontalPodAutoscaler, in the same write as its `minReplicas`: what {@link Floor} says. */
const FLOOR = 'sluice-actions.github.io/floor';

/** The fewest pods of home: what its user wrote, null for nothing, and what was set for the time of the rollout. */
type Floor = { readonly was: number | null; readonly set: number };

/** null where nothing was set for a rollout. */
export function floorOf(scaler: Scaler): Floor | null {
  try {
    const floor = JSON.parse(ourAnnotation(scaler, FLOOR) ?? 'null') as Partial<Floor> | null;
    const isWhole = typeof floor?.set === 'number' && (floor.was === null || typeof floor.was === 'number');
    return isWhole ? (floor as Floor) : null;
  } catch {
    return null;
  }
}

/** How many pods home is to have, where its Deployment says so many: as many as it is kept at, also before its autoscaler has seen that. */
export function heldSize(wanted: number, scaler: Scaler | null): number {
  const isHeld = scaler !== null && floorOf(scaler) !== null;
  // One that is scaled to none is not scaled by anybody else.
  return wanted > 0 && isHeld ? Math.max(wanted, scaler.spec.minReplicas ?? 1) : wanted;
}

/** What keeps home at so many pods, or at the most that it may have; null: it is kept there already. */
export function raising(scaler: Scaler, pods: number): readonly Operation[] | null {
  const { minReplicas, maxReplicas } = scaler.spec;
  const set = Math.min(pods, maxReplicas);
  if ((minReplicas ?? 1) >= set) return null;
  const before = floorOf(scaler);
  const was = before !== null && before.set === minReplicas ? before.was : (minReplicas ?? null);
  const value = JSON.stringify({ was, set } satisfies Floor);
  return [unchanged(scaler), { op: 'add', path: '/spec/minReplicas', value: set }, annotating(scaler, FLOOR, value)];
}

/** What its user wrote, again; what somebody else set since is left to them. null: nothing was set for a rollout. */
export function releasing(scaler: Scaler): readonly Operation[] | null {
  const floor = floorOf(scaler);
  if (floor === null) return null;
  const { was, set } = floor;
  const path = '/spec/minReplicas';
  const back: Operation = was === null ? { op: 'remove', path } : { op: 'replace', path, value: was };
  const forget: Operation = { op: 'remove', path: pointer('metadata', 'annotations', FLOOR) };
  return [unchanged(scaler), ...(scaler.spec.minReplicas === set ? [back] : []), forget];
}

/** Fails where anything of it is another one than was read. */
function unchanged({ metadata }: Scaler): Operation {
  return { op: 'test', path: '/metadata/resourceVersion', value: metadata.resourceVersion };
}
