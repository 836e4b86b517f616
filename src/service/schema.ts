import type { Schema } from '@cfworker/json-schema';
import { isMapping } from '../units/mapping.ts';
import { nearest } from '../units/nearest.ts';
import { quoted } from '../units/problem.ts';
import { type Finding, type Path, showPath } from './finding.ts';
import { valueAt } from './mapping.ts';
import { fileViolations, serviceViolations, type Violation } from './validators.ts';

/**
 * Everything in `value` that the schema forbids, one finding for each place.
 * @param shown the same value as its author wrote it, for messages: `value` may hold secrets where variables were expanded
 */
export function schemaFindings(value: unknown, what: 'file' | 'service', shown: unknown = value): Finding[] {
  let violations: readonly Violation[];
  try {
    violations = what === 'file' ? fileViolations(value) : serviceViolations(value);
  } catch (error) {
    // The library hands what is wrong on as arguments of one call.
    if (error instanceof RangeError) return [{ path: [], message: 'more is wrong here than can be told: is this a service file?' }];
    throw error;
  }
  const findings = new Map<string, Finding>();
  for (const finding of violations.flatMap((violation) => findingsOf(violation, value, shown))) {
    const place = JSON.stringify([finding.path, finding.key]);
    if (!findings.has(place)) findings.set(place, finding);
  }
  return [...findings.values()];
}

function findingsOf({ keyword, place, schema, isName }: Violation, value: unknown, shown: unknown): Finding[] {
  const path = pathOf(isName ? place.slice(0, -1) : place, value);
  const at = valueAt(value, path);
  const keys = isMapping(at) ? Object.keys(at) : [];
  if (isName) {
    const key = place.at(-1) ?? '';
    return [{ path, key, message: `${inside(path)}the name ${quoted(key)} cannot be used: write ${wanted(schema)}` }];
  }
  switch (keyword) {
    case 'additionalProperties': {
      const known = Object.keys(schema.properties ?? {});
      // Where other keys may stand, what is wrong with one is told of itself.
      const unknown = schema.additionalProperties === false ? keys.filter((key) => !known.includes(key)) : [];
      return unknown.map((key) => unknownKey(path, key, known));
    }
    case 'required': {
      const missing = schema.required?.find((key) => !keys.includes(key));
      return [{ path, message: `${showPath(path)} has no ${missing}: add the key ${missing}` }];
    }
    case 'not':
      return [
        {
          path,
          key: 'environments',
          message: `${showPath(path)}: an environment cannot have environments; move the key one level up`,
        },
      ];
    default:
      return [
        {
          path,
          message: `${showPath(path)} is ${show(valueAt(shown, path))}: write ${wanted(schema)}`,
        },
      ];
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
function wanted({ enum: values, title, type, examples }: Schema): string {
  if (values) return values.join(' or ');
  const name = title ?? TYPES[String(type)] ?? String(type);
  const like = Array.isArray(examples) ? `, for example ${examples.join(' or ')}` : '';
  return `${name}${like}`;
}

function show(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return quoted(String(value));
}

/** The keys as a path: numbers where they go into a list. */
function pathOf(keys: readonly string[], value: unknown): Path {
  const path: (string | number)[] = [];
  for (const key of keys) path.push(Array.isArray(valueAt(value, path)) ? Number(key) : key);
  return path;
}
