import fc from 'fast-check';

/** Values that stand where another is expected. */
export const STRANGE = [
  null,
  true,
  -1,
  0.5,
  1e300,
  '',
  'x',
  '-1',
  '5',
  '101',
  [],
  {},
  [null],
  { a: 1 },
  '$NOT_SET',
  '{version}',
  '__proto__',
  'a\0b',
  '\ud800',
];

/** Texts that try to be something else wherever they are shown or run. */
export const HOSTILE = [
  '; touch x',
  '$(touch x)',
  '`x`',
  '"\'',
  '\n::error::x',
  '%0A::set-output name=a::b',
  '<script>x</script>',
  '@everyone',
  '<!-- sluice:x -->',
  '\u202ex',
  '\u001b[2J',
  '\u2028',
  'x'.repeat(10_000),
];

/** Any as likely as any other. */
const share = fc.nat(9_999).map((one) => one / 10_000);

/** How a text is changed: each in turn. Places are shares of its length. */
export type Edit = {
  readonly what: 'cut' | 'drop' | 'put' | 'repeat' | 'swap' | 'flip';
  readonly at: number;
  readonly to: number;
  readonly text: string;
};

export const edits = (pieces: readonly string[], most = 3): fc.Arbitrary<Edit[]> =>
  fc.array(
    fc.record({
      what: fc.constantFrom('cut', 'drop', 'put', 'repeat', 'swap', 'flip'),
      at: share,
      to: share.map((one) => one / 10),
      text: fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 8 })),
    }),
    { minLength: 1, maxLength: most },
  );

export function edited(text: string, changes: readonly Edit[]): string {
  return changes.reduce((now, { what, at, to, text: piece }) => {
    const from = Math.floor(at * now.length);
    const end = Math.min(now.length, from + Math.ceil(to * now.length));
    const part = now.slice(from, end);
    if (what === 'cut') return now.slice(0, from);
    if (what === 'drop') return now.slice(0, from) + now.slice(end);
    if (what === 'put') return now.slice(0, from) + piece + now.slice(from);
    if (what === 'repeat') return now.slice(0, from) + part.repeat(20) + now.slice(end);
    if (what === 'flip') return now.slice(0, from) + piece + now.slice(from + piece.length);
    return now.slice(0, from) + [...part].reverse().join('') + now.slice(end);
  }, text);
}

/** A place in a value, as a share of all of them, and what is to stand there: undefined: nothing; with `alike`, what is of the kind that was there. */
export type Change = {
  readonly at: number;
  readonly alike: boolean;
  readonly value: unknown;
  readonly number: number;
  readonly text: string;
};

export const changes = (most = 3): fc.Arbitrary<Change[]> =>
  fc.array(
    fc.record({
      at: share,
      alike: fc.boolean(),
      value: fc.oneof(fc.constantFrom(...STRANGE, undefined), fc.jsonValue({ maxDepth: 2 })),
      number: fc.constantFrom(-1, 0, 1, 0.5, 7, 99, 100, 101, 1e16, 1e300),
      text: fc.constantFrom(...HOSTILE, '25%', '0', '5m', 'blue', 'green', 'v2', 'back', '$TOKEN', '{service}', '/x', 'toString'),
    }),
    { maxLength: most },
  );

/** The value with the changes made, each somewhere in it; the value itself stays. */
export function changed(value: unknown, all: readonly Change[]): unknown {
  return all.reduce<unknown>((now, change) => {
    const paths = pathsOf(now);
    return replaced(now, paths[Math.floor(change.at * paths.length)] ?? [], change);
  }, value);
}

function pathsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [[key], ...pathsOf(part).map((path) => [key, ...path])]);
}

function replaced(value: unknown, [key, ...rest]: readonly string[], change: Change): unknown {
  if (key === undefined) return alike(value, change);
  const entries = Object.entries(value as object).flatMap(([name, part]) => {
    const next = name === key ? replaced(part, rest, change) : part;
    return next === undefined ? [] : [[name, next] as const];
  });
  return Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
}

function alike(value: unknown, change: Change): unknown {
  if (change.alike && typeof value === 'number') return change.number;
  if (change.alike && typeof value === 'string') return change.text;
  if (change.alike && typeof value === 'boolean') return !value;
  return change.value;
}
