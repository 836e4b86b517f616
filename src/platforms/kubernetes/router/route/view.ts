import type { Resource } from '../../api/api.ts';
import { lastWriter } from '../../drift.ts';
import type { Workload } from '../../workload.ts';
import { weightsNote } from './note.ts';
import type { Ref, Route, Rule } from './object.ts';
import { type Ends, isTo, namesHome, pairsOf, ruleKeys } from './rule.ts';

/** Where nothing is written the API server means this. */
export function weightOf({ weight = 1 }: Ref): number {
  return weight;
}

/** Whole percent of what a rule sends to home and to the next track that the latter gets; null where neither gets anything. */
export function percentOf(rule: Rule, ends: Ends): number | null {
  const pairs = pairsOf(rule, ends).filter(({ isHome }) => isHome);
  const next = pairs.reduce((sum, pair) => sum + (pair.next === null ? 0 : weightOf(pair.next)), 0);
  const all = pairs.reduce((sum, { ref }) => sum + weightOf(ref), next);
  return all === 0 ? null : Math.round((100 * next) / all);
}

/** The same of each rule that sends requests to home. */
export function percentsOf({ spec: { rules = [] } }: Route, ends: Ends): readonly number[] {
  return rules.filter((rule) => namesHome(rule, ends)).flatMap((rule) => percentOf(rule, ends) ?? []);
}

/** Who changed since our last write what the rules send to the next track, in one sentence; null: nobody. */
export function routeDrift(route: Route, title: string, ends: Ends): string | null {
  const { rules = [] } = route.spec;
  const keys = ruleKeys(rules, ends);
  for (const [key, { set }] of Object.entries(weightsNote(route))) {
    const refs = rules[keys.indexOf(key)]?.backendRefs;
    // The route is no workload, and what is read of it is the same.
    const who = `somebody (${lastWriter(route as Resource as Workload, ['f:spec', 'f:rules'])})`;
    if (!rules.some(({ backendRefs = [] }) => backendRefs.some((ref) => isTo(ref, ends.next, ends))))
      return `${who} took ${ends.next} out of ${title}`;
    if (refs === undefined) return `${who} changed the rules of ${title}`;
    if (!refs.some((ref) => isTo(ref, ends.next, ends))) return `${who} took ${ends.next} out of a rule of ${title}`;
    if (refs.length !== set.length || refs.some((ref, at) => weightOf(ref) !== set[at])) {
      const weights = refs.map((ref) => `${ref.name} ${weightOf(ref)}`).join(', ');
      return `${who} set the weights of ${title} to ${weights}`;
    }
  }
  return null;
}
