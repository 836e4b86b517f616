import type { ManifestObject, Problem } from '../../../../ports/service.ts';
import { isMapping, type Mapping } from '../../../../units/mapping.ts';
import { readYaml, type YamlProblem } from '../../../../units/yaml.ts';
import type { ManifestFile } from './files.ts';
import { shapeProblems } from './shape.ts';
import { unrendered } from './unrendered.ts';

const MAX_OBJECTS = 1_000;

export type Parsed = { readonly objects: readonly ManifestObject[]; readonly problems: readonly Problem[] };

/** The objects of the files as they were written, and all that is wrong with what is none. */
export function parseManifests(files: readonly ManifestFile[]): Parsed {
  const parsed = files.map(parseFile);
  const objects = parsed.flatMap((one) => one.objects);
  const problems = parsed.flatMap((one) => one.problems);
  if (objects.length <= MAX_OBJECTS) return { objects, problems };
  const { file, line } = objects[MAX_OBJECTS] as ManifestObject;
  return { objects: [], problems: [...problems, { file, line, message: tooMany() }] };
}

function parseFile({ file, text }: ManifestFile): Parsed {
  const { documents, next } = readYaml(text, MAX_OBJECTS, 'kubectl');
  const syntax = documents.flatMap((document) => document.problems);
  const template = templateIn(text, syntax);
  if (template !== null) return { objects: [], problems: [{ file, ...template }] };
  const found = documents.flatMap(({ value, locate, start }) => {
    const at = (index: number) => (locate(['items', index]) ?? start).line;
    return value === null || value === undefined ? [] : unfolded({ value, line: start.line }, at);
  });
  const looked = found.map(({ value, line }) => ({ value, line, wrong: shapeProblems(value) }));
  const more = next === null ? [] : [{ file, ...next, message: tooMany() }];
  return {
    objects: looked.flatMap(({ value, line, wrong }) => (wrong.length > 0 ? [] : [{ object: value as Mapping, file, line }])),
    problems: [
      ...syntax.map((problem) => ({ file, ...problem })),
      ...looked.flatMap(({ line, wrong }) => wrong.map((message) => ({ file, line, message }))),
      ...more,
    ],
  };
}

type Found = { readonly value: unknown; readonly line: number };

/** What a List holds, each with its line; all else as it is. */
function unfolded({ value, line }: Found, lineOf: (index: number) => number): readonly Found[] {
  const isList = isMapping(value) && /List$/.test(String(value['kind'])) && Array.isArray(value['items']);
  return isList ? (value['items'] as unknown[]).map((item, at) => ({ value: item, line: lineOf(at) })) : [{ value, line }];
}

/** A template that nobody has rendered is no YAML just there; null: it is not that. */
function templateIn(text: string, problems: readonly YamlProblem[]): { readonly line: number; readonly message: string } | null {
  if (problems.length === 0) return null;
  const lines = text.split('\n');
  for (const { line } of problems) {
    const near = [line, line - 1, line + 1].find((one) => lines[one - 1]?.includes('{{'));
    if (near !== undefined) return { line: near, message: unrendered(lines[near - 1] as string) };
  }
  return null;
}

function tooMany(): string {
  return `the manifests have more than ${MAX_OBJECTS} objects: name only those of this service`;
}
