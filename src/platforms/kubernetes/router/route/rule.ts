import { digest } from '../../../../units/digest.ts';
import type { Ref, Rule } from './object.ts';

/** Whose traffic is moved: the Services of home and of the next track, which have the same ports. */
export type Ends = {
  /** Of both. */
  readonly namespace: string;
  readonly home: string;
  readonly next: string;
  readonly ports: readonly number[];
  /** Of the route: what its rules mean where they name none. */
  readonly routeNamespace: string;
};

/** One of the user's backends in a rule; `next` is the one that we put beside it. */
export type Pair = { readonly ref: Ref; readonly isHome: boolean; readonly next: Ref | null };

/** The backends that the user wrote, in their order. */
export function pairsOf({ backendRefs = [] }: Rule, ends: Ends): readonly Pair[] {
  const nexts = backendRefs.filter((ref) => isTo(ref, ends.next, ends));
  const pairs: Pair[] = [];
  for (const ref of backendRefs) {
    if (isTo(ref, ends.next, ends)) continue;
    const isHome = isTo(ref, ends.home, ends);
    pairs.push({ ref, isHome, next: isHome ? (nexts.shift() ?? null) : null });
  }
  return pairs;
}

/** Whether the rule sends requests to home. */
export function namesHome({ backendRefs = [] }: Rule, ends: Ends): boolean {
  return backendRefs.some((ref) => isTo(ref, ends.home, ends));
}

/** Whether it is a rule of our own: nobody else knows the next track. */
export function isOfOurs({ backendRefs = [] }: Rule, ends: Ends): boolean {
  return backendRefs.some((ref) => isTo(ref, ends.next, ends)) && !namesHome({ backendRefs }, ends);
}

/** Whether a reference is to one of the two Services. */
export function isTo({ group = '', kind = 'Service', namespace, name, port }: Ref, service: string, ends: Ends): boolean {
  const isService = group === '' && kind === 'Service' && name === service;
  return isService && (namespace ?? ends.routeNamespace) === ends.namespace && port !== undefined && ends.ports.includes(port);
}

/** What the rules of a route are known by, whatever their weights and wherever they stand; the same one twice has two names. */
export function ruleKeys(rules: readonly Rule[], ends: Ends): readonly string[] {
  const seen = new Map<string, number>();
  return rules.map((rule) => {
    const refs = pairsOf(rule, ends).map(({ ref: { weight: _weight, ...ref } }) => ref);
    const key = digest({ ...rule, backendRefs: refs });
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key}-${count}`;
  });
}
