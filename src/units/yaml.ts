import {
  Composer,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  type ParseOptions,
  Parser,
  type Scalar,
  type SchemaOptions,
  type Tags,
  type YAMLMap,
} from 'yaml';
import { quoted } from './problem.ts';

const MAX_ALIASES = 100;

export type Position = { readonly line: number; readonly column: number };

export type YamlProblem = Position & { readonly message: string };

/** One document of a text. */
export type YamlDocument = {
  /** Plain JSON; undefined where there are problems. */
  readonly value: unknown;
  readonly problems: readonly YamlProblem[];
  /** Where its first node stands. */
  readonly start: Position;
  /** Where the value at a path stands, or `key` in the mapping there; undefined where nothing does. */
  locate(path: readonly (string | number)[], key?: string): Position | undefined;
};

/** A text as YAML: its documents, of very many the first, and where the one after those starts. */
export type Yaml = { readonly documents: readonly YamlDocument[]; readonly next: Position | null };

/** All that kubectl takes for a number, `0644` as octal. The library takes `e5` for one too. */
const NUMBER = /^[-+]?(0b[01_]+|0o[0-7_]+|0x[\da-f_]+|(\d[\d_]*(\.[\d_]*)?|\.\d[\d_]*)(e[-+]?\d+)?)$/i;

/**
 * How kubectl reads YAML 1.1: `0644` is octal and `yes` is true, but times, dates and binary data are texts. What else has a tag of its own,
 * JSON cannot hold.
 */
const AS_KUBECTL: ParseOptions & SchemaOptions & { readonly version: '1.1' } = {
  version: '1.1',
  customTags: (tags: Tags) => [
    ...tags.filter((tag) => typeof tag === 'string' || !/:(binary|omap|pairs|set|timestamp|int|float)$/.test(tag.tag) || isNan(tag)),
    ...['int', 'float'].map((name) => ({ tag: `tag:yaml.org,2002:${name}`, default: true, test: NUMBER, resolve: numberOf })),
  ],
};

function isNan({ test }: { readonly test?: RegExp | undefined }): boolean {
  return test?.test('.nan') === true;
}

function numberOf(text: string): number {
  const [, sign = '', plain = ''] = /^([-+]?)(.*)$/.exec(text.replaceAll('_', '')) ?? [];
  const size = /^0[0-7]+$/.test(plain) ? Number.parseInt(plain, 8) : Number(plain);
  return sign === '-' ? -size : size;
}

/** Reads a text of at most `most` documents: YAML 1.2, or as kubectl does. A text without any has an empty one. */
export function readYaml(text: string, most: number, as: 'yaml' | 'kubectl' = 'yaml'): Yaml {
  const lines = new LineCounter();
  // A search of its own for keys that stand twice takes minutes where there are very many.
  const composer = new Composer({ uniqueKeys: false, logLevel: 'error', ...(as === 'kubectl' && AS_KUBECTL) });
  const documents: YamlDocument[] = [];
  const at = (offset: number) => positionAt(lines, offset);
  try {
    for (const document of composer.compose(new Parser(lines.addNewLine).parse(text), true, text.length)) {
      if (documents.length === most) return { documents, next: at(document.range[0]) };
      documents.push(readDocument(document, at, as));
    }
  } catch {
    const message = 'this cannot be read as YAML: nest less deeply';
    documents.push({ value: undefined, problems: [{ message, line: 1, column: 1 }], start: at(0), locate: () => undefined });
  }
  return { documents, next: null };
}

type At = (offset: number) => Position;

function readDocument(document: Document.Parsed, at: At, as: 'yaml' | 'kubectl'): YamlDocument {
  const start = at(document.contents?.range[0] ?? document.range[0]);
  const entries = entriesByKey();
  const locate = (path: readonly (string | number)[], key?: string) => {
    const node = nodeAt(document, entries, path, key);
    return node?.range ? at(node.range[0]) : undefined;
  };
  const parts = partsOf(document);
  const checks = [
    () => syntaxProblems(document, at),
    () => (as === 'kubectl' ? jsonProblems(document, parts, at) : []),
    () => keysTwice(parts, at),
    () => halves(parts, at),
  ];
  for (const check of checks) {
    const problems = check();
    if (problems.length > 0) return { value: undefined, problems, start, locate };
  }
  try {
    return { value: plain(document), problems: [], start, locate };
  } catch (error) {
    const message = `its aliases cannot be followed (${why(error)}): write the values out instead of *aliases`;
    return { value: undefined, problems: [{ message, ...start }], start, locate };
  }
}

function why(error: unknown): string {
  return String(error instanceof Error ? error.message.split('\n')[0] : error);
}

/** What is no YAML; of one line the first only, as what follows comes from that. */
function syntaxProblems({ errors }: Document.Parsed, at: At): YamlProblem[] {
  const found = new Map<number, YamlProblem>();
  for (const { message, pos } of errors) {
    const place = at(pos[0]);
    const said = /call stack|stack overflow/i.test(message)
      ? 'it cannot be read: nest less deeply'
      : `this is no YAML (${message}): look at brackets, quotes and indentation here`;
    if (!found.has(place.line)) found.set(place.line, { message: said, ...place });
  }
  return [...found.values()];
}

type Parts = { readonly maps: readonly YAMLMap[]; readonly pairs: readonly Pair[]; readonly scalars: readonly Scalar[] };

/** What a document holds, from its first line to its last. The library's own walk makes a copy of the way to each of them. */
function partsOf({ contents }: Document.Parsed): Parts {
  const maps: YAMLMap[] = [];
  const pairs: Pair[] = [];
  const scalars: Scalar[] = [];
  const left: unknown[] = [contents];
  while (left.length > 0) {
    const node = left.pop();
    if (isScalar(node)) scalars.push(node);
    if (isMap(node)) maps.push(node);
    if (isPair(node)) pairs.push(node);
    const below = isPair(node) ? [node.key, node.value] : isCollection(node) ? node.items : [];
    for (const one of below.toReversed()) left.push(one);
  }
  return { maps, pairs, scalars };
}

/** What JSON cannot hold, which is all that the API server takes. */
function jsonProblems(document: Document.Parsed, { pairs, scalars }: Parts, at: At): YamlProblem[] {
  const tags = document.warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED');
  const found = tags.map(({ message, pos }) => ({ message: `${message}: write the value without it`, ...at(pos[0]) }));
  for (const { key } of pairs) {
    if (isCollection(key) || (isScalar(key) && key.value === null))
      found.push({ message: 'this key is no text: put it in quotes', ...at(key.range?.[0] ?? 0) });
  }
  for (const { value, range } of scalars) {
    const isNone = typeof value === 'number' && !Number.isFinite(value);
    if (isNone) found.push({ message: `${value} is no number that JSON can hold: put it in quotes`, ...at(range?.[0] ?? 0) });
  }
  return found.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

/** Keys that stand more than once in one mapping: the first would be lost. */
function keysTwice({ maps }: Parts, at: At): YamlProblem[] {
  const found: YamlProblem[] = [];
  for (const map of maps) {
    const seen = new Set<string>();
    for (const { key } of map.items) {
      if (!isScalar(key)) continue;
      const name = String(key.value);
      if (seen.has(name)) found.push({ message: `the key ${quoted(name)} stands twice here: take one out`, ...at(key.range?.[0] ?? 0) });
      seen.add(name);
    }
  }
  return found;
}

/** Texts that no file, address or answer can hold: they have half of a character that takes two escapes, as in `"\\ud83d"`. */
function halves({ scalars }: Parts, at: At): YamlProblem[] {
  const wrong = scalars.filter(({ value }) => typeof value === 'string' && !value.isWellFormed());
  return wrong.map(({ range }) => ({ message: 'this text has half of a character: write the character itself', ...at(range?.[0] ?? 0) }));
}

function plain(document: Document.Parsed): unknown {
  const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
  // An anchor that holds itself has no end.
  JSON.stringify(value);
  return value;
}

function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function nodeAt(document: Document.Parsed, entries: Entries, path: readonly (string | number)[], key?: string): Node | undefined {
  const follow = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);
  let node: unknown = document.contents;
  for (const part of path) {
    const at = follow(node);
    if (isMap(at)) node = entries(at).get(String(part))?.value;
    else if (isSeq(at)) node = at.items[Number(part)];
    else return undefined;
  }
  if (key === undefined) return (node ?? undefined) as Node | undefined;
  const end = follow(node);
  return isMap(end) ? (entries(end).get(key)?.key as Node | undefined) : undefined;
}

type Entries = (map: YAMLMap) => ReadonlyMap<string, Pair>;

/** The entries of a mapping by their keys; made once for each, as there can be a great many. */
function entriesByKey(): Entries {
  const known = new Map<YAMLMap, Map<string, Pair>>();
  return (map) => {
    const entries =
      known.get(map) ?? new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair] as const] : [])));
    known.set(map, entries);
    return entries;
  };
}
