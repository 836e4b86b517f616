import type { ErrorObject } from 'ajv';
import { nearest } from '../units/nearest.ts';
import { quoted } from '../units/problem.ts';
import { type Finding, type Path, showPath } from './finding.ts';
import { valueAt } from './mapping.ts';
import { validateFile, validateService } from './validators.ts';

/**
 * Everything in `value` that the schema forbids, one finding for each place.
 * @param shown the same value as its author wrote it, for messages: `value` may hold secrets where variables were expanded
 */
export function schemaFindings(value: unknown, what: 'file' | 'service', shown: unknown = value): Finding[] {
  const validate = what === 'file' ? validateFile : validateService;
  validate(value);
  const findings = new Map<string, Finding>();
  for (const error of validate.errors ?? []) {
    const finding = findingOf(error, value, shown);
    const place = JSON.stringify([finding?.path, finding?.key]);
    if (finding !== null && !findings.has(place)) findings.set(place, finding);
  }
  return [...findings.values()];
}

function findingOf(error: ErrorObject, value: unknown, shown: unknown): Finding | null {
  const path = pathOf(error.instancePath, value);
  const parent = error.parentSchema ?? {};
  if (error.propertyName !== undefined)
    return {
      path,
      key: error.propertyName,
      message: `${inside(path)}the name ${quoted(error.propertyName)} cannot be used: write ${wanted(parent)}`,
    };
  switch (error.keyword) {
    case 'propertyNames':
      return null;
    case 'additionalProperties':
      return unknownKey(path, String(error.params.additionalProperty), Object.keys(parent.properties ?? {}));
    case 'required':
      return {
        path,
        message: `${showPath(path)} has no ${error.params.missingProperty}: add the key ${error.params.missingProperty}`,
      };
    case 'not':
      return {
        path,
        key: 'environments',
        message: `${showPath(path)}: an environment cannot have environments; move the key one level up`,
      };
    default:
      return {
        path,
        message: `${showPath(path)} is ${show(valueAt(shown, path))}: write ${wanted(parent)}`,
      };
  }
}

function unknownKey(path: Path, key: string, known: readonly string[]): Finding {
  const near = nearest(key, known);
  const hint = near === null ? `write one of ${known.join(', ')}` : `did you mean ${near}?`;
  return {
    path,
    key,
    message: `${inside(path)}${quoted(key)} is not a key that can stand here: ${hint}`,
  };
}

function inside(path: Path): string {
  return path.length === 0 ? '' : `${showPath(path)}: `;
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'a mapping of keys',
  array: 'a list',
  string: 'a text in quotes',
};

/** What the schema asks for, in words, with its examples. */
function wanted(parent: Record<string, unknown>): string {
  if (Array.isArray(parent['enum'])) return parent['enum'].join(' or ');
  const title = parent['title'] ?? TYPES[String(parent['type'])] ?? String(parent['type']);
  const examples = Array.isArray(parent['examples']) ? `, for example ${parent['examples'].join(' or ')}` : '';
  return `${title}${examples}`;
}

function show(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return quoted(String(value));
}

/** A JSON pointer as a path; a number where it goes into a list. */
function pathOf(pointer: string, value: unknown): Path {
  const path: (string | number)[] = [];
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(valueAt(value, path)) ? Number(key) : key);
  }
  return path;
}
