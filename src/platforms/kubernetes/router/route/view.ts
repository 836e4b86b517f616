import { lastWriter } from '../../workload/drift.ts';
import type { Dialect, Ends, Ref, Rule } from './dialect.ts';
import { weightsNote } from './note.ts';
import type { Route } from './object.ts';
import { namesHome, namesNext, pairsOf, ruleKeys, rulesOf } from './rule.ts';

/** What a weight means in a rule of so many backends; null or left out: none is written. */
export function weightOf(weight: number | null | undefined, backends: number, { unwritten }: Dialect): number {
  if (unwritten === 'one') return weight ?? 1;
  return backends === 1 ? weight || 100 : (weight ?? 0);
}

/** Whole percent of what a rule sends to home and to the next track that the latter gets; null where neither gets anything. */
export function percentOf(rule: Rule, ends: Ends): number | null {
  const pairs = pairsOf(rule, ends).filter(({ isHome }) => isHome);
  const weigh = ({ weight }: Ref) => weightOf(weight, rule.refs.length, ends.dialect);
  const next = pairs.reduce((sum, pair) => sum + (pair.next === null ? 0 : weigh(pair.next)), 0);
  const all = pairs.reduce((sum, { ref }) => sum + weigh(ref), next);
  return all === 0 ? null : Math.round((100 * next) / all);
}

/** The same of each rule that sends requests to home. */
export function percentsOf(route: Route, ends: Ends): readonly number[] {
  const rules = rulesOf(route, ends.dialect).filter((rule) => namesHome(rule, ends));
  return rules.flatMap((rule) => percentOf(rule, ends) ?? []);
}

/** Who changed since our last write what the rules send to the next track, in one sentence; null: nobody. */
export function routeDrift(route: Route, title: string, ends: Ends): string | null {
  const { dialect } = ends;
  const rules = rulesOf(route, dialect);
  const keys = ruleKeys(rules, ends);
  for (const [key, { set }] of Object.entries(weightsNote(route))) {
    const rule = rules[keys.indexOf(key)];
    const fields = dialect.at.map((field) => `f:${field}`);
    const who = `somebody (${lastWriter(route, fields)})`;
    if (!rules.some((one) => namesNext(one, ends))) return `${who} took ${ends.next} out of ${title}`;
    if (rule === undefined) return `${who} changed the rules of ${title}`;
    if (!namesNext(rule, ends)) return `${who} took ${ends.next} out of a rule of ${title}`;
    const weights = rule.refs.map(({ weight }) => weightOf(weight, rule.refs.length, dialect));
    if (weights.length !== set.length || weights.some((weight, at) => weight !== set[at])) {
      const now = rule.refs.map((ref, at) => `${dialect.nameOf(ref)} ${weights[at]}`).join(', ');
      return `${who} set the weights of ${title} to ${now}`;
    }
  }
  return null;
}
