import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { Problem } from '../ports/service.ts';
import { type Finding, InvalidServiceFile, type Path, quoted } from './finding.ts';
import { isMapping, type Mapping } from './mapping.ts';
import { schemaFindings } from './schema.ts';

const MAX_BYTES = 1024 * 1024;
const MAX_ALIASES = 100;

/** A service file. What it says may be of any shape where there are problems. */
export type ServiceFile = {
  readonly path: string;
  readonly defaults: Mapping;
  readonly services: Mapping;
  /** Where it does not keep to the schema. */
  readonly problems: readonly Problem[];
  /** The line and column of what stands at a path, or of `key` in the mapping there; undefined where nothing does. */
  locate(path: Path, key?: string): { line: number; column: number } | undefined;
};

/** Reads the service file. Throws {@link InvalidServiceFile} where it holds no services at all, `path` as the problems' file. */
export async function loadServiceFile(path: string, root = '.'): Promise<ServiceFile> {
  return parseServiceFile(await readText(path, resolve(root, path)), path);
}

async function readText(path: string, absolute: string): Promise<string> {
  const fail = (message: string) => new InvalidServiceFile([{ file: path, message }]);
  try {
    const found = await stat(absolute);
    // A device or a pipe may have no end.
    if (!found.isFile()) throw fail('this is no file: name the service file with the input config');
    if (found.size > MAX_BYTES) throw fail('the file is larger than 1 MB: keep only services in it');
    return await readFile(absolute, 'utf8');
  } catch (error) {
    if (error instanceof InvalidServiceFile) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : message;
    throw fail(`cannot read the service file (${why}): check out the repository first, or name another file with the input config`);
  }
}

/** Reads the text of a service file; errors as {@link loadServiceFile}. */
export function parseServiceFile(text: string, path: string): ServiceFile {
  const lines = new LineCounter();
  const fail = (message: string, offset?: number): never => {
    throw new InvalidServiceFile([
      {
        file: path,
        message,
        ...(offset === undefined ? {} : positionAt(lines, offset)),
      },
    ]);
  };
  const document = parsed(text, lines, fail);
  const syntax = syntaxProblems(document, path, lines);
  if (syntax.length > 0) throw new InvalidServiceFile(syntax);
  const twice = keysTwice(document);
  if (twice.length > 0)
    throw new InvalidServiceFile(twice.map(({ message, offset }) => ({ file: path, message, ...positionAt(lines, offset) })));
  const value = plain(document, fail);
  const locate = (at: Path, key?: string) => {
    const node = nodeAt(document, at, key);
    return node?.range ? positionAt(lines, node.range[0]) : undefined;
  };
  const problems = schemaFindings(value, 'file').map((finding) => inFile(finding, path, locate));
  const { defaults, services } = isMapping(value) ? value : {};
  if (!isMapping(services) || Object.keys(services).length === 0) throw new InvalidServiceFile(problems);
  return { path, defaults: isMapping(defaults) ? defaults : {}, services, problems, locate };
}

/** A finding with the file, and the nearest line that is known. */
function inFile(finding: Finding, file: string, locate: ServiceFile['locate']): Problem {
  return {
    file,
    message: finding.message,
    ...(locate(finding.path, finding.key) ?? locate(finding.path.slice(0, -1))),
  };
}

type Fail = (message: string, offset?: number) => never;

function parsed(text: string, lineCounter: LineCounter, fail: Fail): Document.Parsed {
  try {
    // Its own search for keys that stand twice takes minutes where there are very many.
    return parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false, logLevel: 'error' });
  } catch (error) {
    return fail(`cannot be read as YAML (${error instanceof Error ? error.message : error}): nest less deeply`);
  }
}

/** What is no YAML; of one line the first only, as what follows comes from that. */
function syntaxProblems({ errors }: Document.Parsed, file: string, lines: LineCounter): Problem[] {
  const found = new Map<number, Problem>();
  for (const { code, message, pos } of errors) {
    const place = positionAt(lines, pos[0]);
    const deep = /call stack|stack overflow/i.test(message);
    const why = deep
      ? 'it cannot be read: nest less deeply'
      : `this is no YAML (${message}): look at brackets, quotes and indentation here`;
    const said = code === 'MULTIPLE_DOCS' ? 'a second document starts here: keep one, without ---' : why;
    if (!found.has(place.line)) found.set(place.line, { file, message: said, ...place });
  }
  return [...found.values()];
}

/** Keys that stand more than once in one mapping: the first would be lost. */
function keysTwice(document: Document.Parsed): { message: string; offset: number }[] {
  const found: { message: string; offset: number }[] = [];
  visit(document, {
    Map(_key, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name)) found.push({ message: `the key ${quoted(name)} stands twice here: take one out`, offset: key.range?.[0] ?? 0 });
        seen.add(name);
      }
    },
  });
  return found;
}

function plain(document: Document.Parsed, fail: Fail): unknown {
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
    // An anchor that holds itself has no end.
    JSON.stringify(value);
  } catch (error) {
    const message = error instanceof Error ? error.message.split('\n')[0] : error;
    return fail(`its aliases cannot be followed (${message}): write the values out instead of *aliases`, document.contents?.range[0]);
  }
  return value;
}

function positionAt(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function nodeAt(document: Document.Parsed, path: Path, key?: string): Node | undefined {
  const follow = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);
  let node: unknown = document.contents;
  for (const part of path) {
    const at = follow(node);
    if (isMap(at)) node = at.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(part))?.value;
    else if (isSeq(at)) node = at.items[Number(part)];
    else return undefined;
  }
  const end = key === undefined ? node : follow(node);
  if (key === undefined) return (end ?? undefined) as Node | undefined;
  return isMap(end) ? (end.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key)?.key as Node | undefined) : undefined;
}
