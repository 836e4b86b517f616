import type { Operation } from '../../api/api.ts';
import { annotating, ourAnnotation } from '../../ours.ts';
import { pointer } from '../../pointer.ts';
import type { Route } from './object.ts';

/** The annotation of a route, from the first change of it until it is again as its user wrote it. */
export const WEIGHTS = 'sluice-actions.github.io/weights';
const PATH = pointer('metadata', 'annotations', WEIGHTS);

/** Of one rule: the weights that its user wrote, null where none is, and all that we set, those of the next track among them. */
export type RuleNote = { readonly was: readonly (number | null)[]; readonly set: readonly number[] };

/** By the names of rules (`ruleKeys`). */
export type WeightsNote = Readonly<Record<string, RuleNote>>;

/** Empty where there is none, or what somebody else wrote. */
export function weightsNote(route: Route): WeightsNote {
  try {
    const note = JSON.parse(ourAnnotation(route, WEIGHTS) ?? '{}') as Record<string, Partial<RuleNote>>;
    const isWhole = (one: Partial<RuleNote>) => Array.isArray(one.was) && Array.isArray(one.set);
    return Object.fromEntries(Object.entries(note).filter(([, one]) => isWhole(one))) as WeightsNote;
  } catch {
    return {};
  }
}

/** Puts the note on the route, or takes it off where there is nothing to be noted. */
export function noteWeights(route: Route, note: WeightsNote): readonly Operation[] {
  const now = route.metadata.annotations?.[WEIGHTS];
  if (Object.keys(note).length === 0) return now === undefined ? [] : [{ op: 'remove', path: PATH }];
  const value = JSON.stringify(note);
  return now === value ? [] : [annotating(route, WEIGHTS, value)];
}
