import { Refused } from '../../../../ports/reason.ts';
import { isEqual } from '../../../../units/digest.ts';
import type { Operation } from '../../api/api.ts';
import type { Ends, Ref, Rule } from './dialect.ts';
import { noteWeights, type RuleNote, weightsNote } from './note.ts';
import type { Route } from './object.ts';
import { isNext, isOfOurs, namesHome, namesNext, type Pair, pairsOf, ruleKeys, rulesOf } from './rule.ts';
import { split } from './split.ts';
import { percentOf, weightOf } from './view.ts';

/** Adds the next track without any traffic to every rule that sends requests to home; where it is already, nothing changes. */
export function wiring(route: Route, ends: Ends): readonly Operation[] {
  return changes(route, ends, (rule) => {
    const isWired = pairsOf(rule, ends).every(({ isHome, next }) => !isHome || next !== null);
    return isWired ? 'as it is' : (percentOf(rule, ends) ?? 0);
  });
}

/** Gives the next track so many percent of what each of these rules sends to home; throws `Refused` where weights cannot say that. */
export function shifting(route: Route, ends: Ends, percent: number): readonly Operation[] {
  return changes(route, ends, (rule) => {
    const isWired = pairsOf(rule, ends).some(({ next }) => next !== null);
    // Whoever took it out has sent all to home already.
    return percent === 0 && !isWired ? 'as it was' : percent;
  });
}

/** Makes it again what its user wrote, without rules of ours. */
export function restoring(route: Route, ends: Ends): readonly Operation[] {
  return [...changes(route, ends, () => 'as it was'), ...withoutNext(route, ends), ...withoutOurs(route, ends)];
}

/** Where somebody took home out of a rule that has other backends, the next track goes too: it would lead to nobody. */
function withoutNext(route: Route, ends: Ends): readonly Operation[] {
  return rulesOf(route, ends.dialect).flatMap((rule): Operation[] => {
    const kept = rule.refs.filter((ref) => !isNext(ref, ends));
    if (namesHome(rule, ends) || !namesNext(rule, ends) || kept.length === 0) return [];
    return [{ op: 'replace', path: `${rule.path}/${ends.dialect.list}`, value: kept }];
  });
}

/** Takes rules of ours out, the last one first, so that each is where it was read. */
export function withoutOurs(route: Route, ends: Ends): readonly Operation[] {
  const ours = rulesOf(route, ends.dialect).filter((rule) => isOfOurs(rule, ends));
  return ours.reverse().map(({ path }) => ({ op: 'remove', path }));
}

type Wanted = number | 'as it is' | 'as it was';

function changes(route: Route, ends: Ends, wantedOf: (rule: Rule) => Wanted): readonly Operation[] {
  const rules = rulesOf(route, ends.dialect);
  const note = weightsNote(route);
  const next: Record<string, RuleNote> = {};
  const keys = ruleKeys(rules, ends);
  const operations = rules.flatMap((rule, at): Operation[] => {
    const key = keys[at] as string;
    if (!namesHome(rule, ends)) return [];
    const wanted = wantedOf(rule);
    if (wanted === 'as it is') {
      Object.assign(next, note[key] && { [key]: note[key] });
      return [];
    }
    const { refs, noted } = ruleFor(rule, wanted, note[key], ends);
    Object.assign(next, noted && { [key]: noted });
    return isEqual(refs, rule.refs) ? [] : [{ op: 'replace', path: `${rule.path}/${ends.dialect.list}`, value: refs }];
  });
  return [...operations, ...noteWeights(route, next)];
}

/** The backends of a rule as they are to be, and what is to be noted of it. */
function ruleFor(
  rule: Rule,
  wanted: number | 'as it was',
  note: RuleNote | undefined,
  ends: Ends,
): { refs: readonly Ref[]; noted?: RuleNote } {
  const { dialect } = ends;
  const pairs = pairsOf(rule, ends);
  const was = weightsBefore(rule, pairs, note, ends);
  if (wanted === 'as it was') return { refs: pairs.map(({ ref }, at) => weighted(ref, was[at] ?? null)) };
  const plain = was.map((weight) => weightOf(weight, was.length, dialect));
  // What is not written means something else as soon as another backend stands beside it.
  const shares = pairs.map(({ isHome }, at) => ({ weight: (dialect.unwritten === 'one' ? was : plain)[at] ?? null, shifted: isHome }));
  const parts = split(shares, wanted);
  if (parts === null) {
    const weights = pairs.map(({ ref }, at) => `${dialect.nameOf(ref)} ${plain[at]}`).join(', ');
    throw new Refused(
      'precondition',
      `${wanted} % of ${ends.home} cannot be said beside the weights of that rule (${weights}): write smaller ones, whose sum is at most 10000.`,
    );
  }
  const refs = pairs.flatMap(({ ref, isHome }, at) => {
    const { weight, next } = parts[at] as (typeof parts)[number];
    return [weighted(ref, weight), ...(isHome ? [weighted(dialect.withService(ref, ends.next), next)] : [])];
  });
  return { refs, noted: { was, set: refs.map(({ weight }) => weightOf(weight, refs.length, dialect)) } };
}

/** What the user wrote. Where somebody changed since which share of all home and the next track have together, that is what the user wrote. */
function weightsBefore(rule: Rule, pairs: readonly Pair[], note: RuleNote | undefined, { dialect }: Ends): readonly (number | null)[] {
  if (pairs.every(({ next }) => next === null)) return pairs.map(({ ref }) => ref.weight ?? null);
  const weigh = ({ weight }: Ref) => weightOf(weight, rule.refs.length, dialect);
  const now = pairs.map(({ ref, next }) => weigh(ref) + (next === null ? 0 : weigh(next)));
  const was = note?.was.map((weight, _, { length }) => weightOf(weight, length, dialect));
  const isNoted = was?.length === now.length && now.every((a, i) => now.every((b, j) => a * (was[j] as number) === b * (was[i] as number)));
  return isNoted && note ? note.was : now;
}

function weighted({ weight: _weight, ...ref }: Ref, weight: number | null): Ref {
  return weight === null ? ref : { ...ref, weight };
}
