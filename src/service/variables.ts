import type { RawService } from '../ports/service.ts';
import { isMapping, type Mapping } from '../units/mapping.ts';
import { type Finding, type Path, showPath } from './finding.ts';

export type Values = {
  readonly service: string;
  readonly environment: string;
  /** null or left out: not known yet; `{version}` stays as it is. */
  readonly version?: string | null;
  /** The step's environment. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Whether something may be started, with the values of `env`: where nothing is, they need not be there. Left out: true. */
  readonly starts?: boolean;
};

/** Commands: they get these values as variables, so that no value can become a part of a command. */
const NOT_EXPANDED = new Set(['run', 'update', 'stop']);
/** Which version that is, each target says for itself. */
const KEEPS_VERSION = new Set(['image']);
/** What stands in two braces is for queries, and left to them. */
const NAMES = /\{\{[^{}]*\}\}|\{(version|service|environment)\}|\$\$|\$([A-Za-z_][A-Za-z0-9_]*)/g;

/** Replaces `{version}`, `{service}`, `{environment}`, `$NAME` and `$$` in all strings but the commands; what it put in is not looked at again. */
export function expandStrings(raw: RawService, values: Values): { expanded: Mapping; findings: Finding[] } {
  const findings: Finding[] = [];
  const walk = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') {
      if (value.includes('\0')) findings.push({ path, message: `${showPath(path)} holds a NUL character: take it out` });
      const [key] = path;
      if (NOT_EXPANDED.has(String(key)) || isCommandOfMetric(path)) return value;
      const known = KEEPS_VERSION.has(String(key)) ? { ...values, version: null } : values;
      const isNeeded = key !== 'env' || values.starts !== false;
      return expandText(value, known, (name) => isNeeded && findings.push(missing(name, path)));
    }
    if (Array.isArray(value)) return value.map((item, at) => walk(item, [...path, at]));
    if (!isMapping(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, walk(part, [...path, key])]));
  };
  const entries = Object.entries(raw).map(([key, value]) => [key, walk(value, [key])]);
  return { expanded: Object.fromEntries(entries), findings };
}

function isCommandOfMetric(path: Path): boolean {
  return path[0] === 'analysis' && path[1] === 'metrics' && path[3] === 'command';
}

function missing(name: string, path: Path): Finding {
  return {
    path,
    message: `$${name} is not set: hand it to the step with env: { ${name}: … }, or write $$ for a dollar`,
  };
}

function expandText(text: string, values: Values, report: (name: string) => unknown): string {
  return text.replace(NAMES, (whole: string, word?: 'version' | 'service' | 'environment', name?: string) => {
    if (whole === '$$') return '$';
    if (whole.startsWith('{{')) return whole;
    if (word !== undefined) return values[word] ?? whole;
    const value = Object.hasOwn(values.variables, name ?? '') ? values.variables[name ?? ''] : undefined;
    if (value === undefined) report(name ?? '');
    return value ?? whole;
  });
}
