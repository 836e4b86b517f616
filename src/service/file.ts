import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Problem } from '../ports/service.ts';
import { type Finding, InvalidServiceFile, type Path } from './finding.ts';
import type { Mapping } from './mapping.ts';
import { schemaFindings } from './schema.ts';

const MAX_BYTES = 1024 * 1024;
const MAX_ALIASES = 100;

/** A service file that keeps to the schema. */
export type ServiceFile = {
  readonly path: string;
  readonly defaults: Mapping;
  readonly services: Readonly<Record<string, Mapping>>;
  /** The line and column of what stands at a path, or of `key` in the mapping there; undefined where nothing does. */
  locate(path: Path, key?: string): { line: number; column: number } | undefined;
};

/** Reads the service file. Throws {@link InvalidServiceFile} with all problems at once, `path` as their file. */
export async function loadServiceFile(path: string, root = '.'): Promise<ServiceFile> {
  return parseServiceFile(await readText(path, resolve(root, path)), path);
}

async function readText(path: string, absolute: string): Promise<string> {
  try {
    if ((await stat(absolute)).size > MAX_BYTES)
      throw new InvalidServiceFile([
        {
          file: path,
          message: 'the file is larger than 1 MB: keep only services in it',
        },
      ]);
    return await readFile(absolute, 'utf8');
  } catch (error) {
    if (error instanceof InvalidServiceFile) throw error;
    const message = `cannot read the service file (${error instanceof Error ? error.message : error}): check out the repository first, or name another file with the input config`;
    throw new InvalidServiceFile([{ file: path, message }]);
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
  if (document.errors.length > 0) {
    throw new InvalidServiceFile(
      document.errors.map((error) => ({
        file: path,
        message: error.code === 'MULTIPLE_DOCS' ? 'a second document starts here: keep one, without ---' : error.message,
        ...positionAt(lines, error.pos[0]),
      })),
    );
  }
  const value = plain(document, fail);
  const locate = (at: Path, key?: string) => {
    const node = nodeAt(document, at, key);
    return node?.range ? positionAt(lines, node.range[0]) : undefined;
  };
  const findings = schemaFindings(value, 'file');
  if (findings.length > 0) throw new InvalidServiceFile(findings.map((finding) => inFile(finding, path, locate)));
  const { defaults = {}, services } = value as {
    defaults?: Mapping;
    services: Record<string, Mapping>;
  };
  return { path, defaults, services, locate };
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
    return parseDocument(text, { lineCounter, prettyErrors: false });
  } catch (error) {
    return fail(`cannot be read as YAML (${error instanceof Error ? error.message : error}): nest less deeply`);
  }
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
