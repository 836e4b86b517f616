import type { ConfigLine } from './file.ts';

/** What HAProxy fetches or converts: `map_str_int(/a.map,0)`. */
export type Call = { readonly name: string; readonly args: readonly string[] };

/** One fetch with what it is compared with, without the name of its ACL. */
export type Test = readonly string[];

/** A condition; of its tests one is enough. No tests: an ACL that this file does not define. */
export type Term = { readonly negated: boolean; readonly tests: readonly Test[] };

/** Where requests go, if all terms of one alternative hold (`unless`: if not). */
export type Rule = { readonly backend: string; readonly unless: boolean; readonly alternatives: readonly (readonly Term[])[] };

/** Whether a test holds; null where nothing is known about it. */
export type Known = (test: Test) => boolean | null;

/** All calls with parentheses in these words, in order. */
export function callsOf(words: readonly string[]): Call[] {
  const calls = words.join(',').matchAll(/([\w.-]+)\(([^()]*)\)/g);
  return [...calls].map(([, name = '', args = '']) => ({ name, args: args.split(',').map((one) => one.trim()) }));
}

/** The rules of a frontend in HAProxy's order: `default_backend` is last wherever it stands. */
export function rulesOf(lines: readonly ConfigLine[]): Rule[] {
  const acls = new Map<string, Test[]>();
  const rules: Rule[] = [];
  for (const { words } of lines) {
    const [keyword, name = '', join] = words;
    if (keyword === 'acl') acls.set(name, [...(acls.get(name) ?? []), words.slice(2)]);
    if (keyword === 'use_backend')
      rules.push({ backend: name, unless: join === 'unless', alternatives: alternativesOf(words.slice(3), acls) });
  }
  const rest = lines.findLast(({ words }) => words[0] === 'default_backend')?.words[1];
  return rest === undefined ? rules : [...rules, { backend: rest, unless: false, alternatives: [[]] }];
}

function alternativesOf(words: readonly string[], acls: ReadonlyMap<string, readonly Test[]>): Term[][] {
  const alternatives: Term[][] = [[]];
  let negated = false;
  for (let at = 0; at < words.length; at++) {
    const word = (words[at] ?? '').replace(/^!+/, (marks) => {
      if (marks.length % 2 === 1) negated = !negated;
      return '';
    });
    if (word === '') continue;
    if (word === 'or' || word === '||') {
      alternatives.push([]);
      continue;
    }
    const end = word === '{' ? words.indexOf('}', at) : at;
    const tests = word === '{' ? [words.slice(at + 1, end < 0 ? undefined : end)] : (acls.get(word) ?? []);
    alternatives.at(-1)?.push({ negated, tests });
    negated = false;
    if (end < 0) break;
    at = end;
  }
  return alternatives;
}

/** The backends a request can reach. A rule about which nothing is known is one that it may take or not. */
export function reached(rules: readonly Rule[], known: Known): ReadonlySet<string> {
  const backends = new Set<string>();
  for (const { backend, unless, alternatives } of rules) {
    const holds = alternatives.map((terms) => all(terms.map((term) => truthOf(term, known))));
    const one = holds.includes(true) ? true : holds.includes(null) ? null : false;
    const taken = one === null ? null : one !== unless;
    if (taken !== false) backends.add(backend);
    if (taken) break;
  }
  return backends;
}

/** What is not known, such as a host name, counts as so beside something that is. */
function all(truths: readonly (boolean | null)[]): boolean | null {
  if (truths.includes(false)) return false;
  return truths.length === 0 || truths.includes(true) ? true : null;
}

function truthOf({ negated, tests }: Term, known: Known): boolean | null {
  const truths = tests.map(known);
  const one = truths.includes(true) ? true : truths.length === 0 || truths.includes(null) ? null : false;
  return one === null ? null : one !== negated;
}

/** Compares a number as `gt 0`, `-m int 1` or `1:5` do; null for what is no comparison of numbers. */
export function compare(value: number, pattern: readonly string[]): boolean | null {
  const words = pattern.filter((word, at) => !word.startsWith('-') && pattern[at - 1] !== '-m');
  const operators: Readonly<Record<string, (limit: number) => boolean>> = {
    eq: (limit) => value === limit,
    gt: (limit) => value > limit,
    ge: (limit) => value >= limit,
    lt: (limit) => value < limit,
    le: (limit) => value <= limit,
  };
  const operator = operators[words[0] ?? ''];
  const limits = operator ? words.slice(1) : words;
  if (limits.length === 0 || limits.some((limit) => !/^\d*(:\d*)?$/.test(limit))) return null;
  return limits.some((limit) => {
    const [low = '', high = low] = limit.split(':');
    if (operator) return operator(Number(low));
    return value >= Number(low || 0) && value <= (high === '' ? Number.POSITIVE_INFINITY : Number(high));
  });
}
