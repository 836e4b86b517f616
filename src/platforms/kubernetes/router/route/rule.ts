import { digest } from '../../../../units/digest.ts';
import { pointer, valueAt } from '../../pointer.ts';
import type { Dialect, Ends, RawRule, Ref, Rule } from './dialect.ts';
import type { Route } from './object.ts';

/** One of the user's backends in a rule; `next` is the one that we put beside it. */
export type Pair = { readonly ref: Ref; readonly isHome: boolean; readonly next: Ref | null };

/** All rules of a route, in their order. */
export function rulesOf(route: Route, { at, list }: Dialect): readonly Rule[] {
  const path = pointer(...at);
  const found = valueAt(route, path) as RawRule | readonly RawRule[] | undefined;
  const ruleAt = (raw: RawRule, where: string) => ({ path: where, raw, refs: (raw[list] ?? []) as readonly Ref[] });
  if (found === undefined) return [];
  return isList(found) ? found.map((raw, place) => ruleAt(raw, `${path}${pointer(place)}`)) : [ruleAt(found, path)];
}

function isList(found: RawRule | readonly RawRule[]): found is readonly RawRule[] {
  return Array.isArray(found);
}

/** The backends that the user wrote, in their order. */
export function pairsOf({ refs }: Rule, ends: Ends): readonly Pair[] {
  const nexts = refs.filter((ref) => isNext(ref, ends));
  const pairs: Pair[] = [];
  for (const ref of refs) {
    if (isNext(ref, ends)) continue;
    const isHome = ends.dialect.isTo(ref, ends.home, ends);
    pairs.push({ ref, isHome, next: isHome ? (nexts.shift() ?? null) : null });
  }
  return pairs;
}

/** Whether the rule sends requests to home. */
export function namesHome({ refs }: Rule, ends: Ends): boolean {
  return refs.some((ref) => ends.dialect.isTo(ref, ends.home, ends));
}

export function namesNext({ refs }: Rule, ends: Ends): boolean {
  return refs.some((ref) => isNext(ref, ends));
}

/** Whether it is a rule of our own: nobody else knows the next track. */
export function isOfOurs({ refs }: Rule, ends: Ends): boolean {
  return ends.dialect.marked !== undefined && refs.length > 0 && refs.every((ref) => isNext(ref, ends));
}

export function isNext(ref: Ref, ends: Ends): boolean {
  return ends.dialect.isTo(ref, ends.next, ends);
}

/** What the rules of a route are known by, whatever their weights and wherever they stand; the same one twice has two names. */
export function ruleKeys(rules: readonly Rule[], ends: Ends): readonly string[] {
  const seen = new Map<string, number>();
  return rules.map((rule) => {
    const refs = pairsOf(rule, ends).map(({ ref: { weight: _weight, ...ref } }) => ref);
    const key = digest({ ...rule.raw, [ends.dialect.list]: refs });
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key}-${count}`;
  });
}
