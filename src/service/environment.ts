import type { RawService } from '../ports/service.ts';
import { isMapping, type Mapping } from '../units/mapping.ts';
import { merge } from './mapping.ts';

/** The name under `environments` that is for this environment: its own, else the first glob that matches; null where none does. */
export function matchEnvironment(names: readonly string[], environment: string): string | null {
  return names.find((name) => name === environment) ?? names.find((name) => matches(name, environment)) ?? null;
}

/** Whether a glob fits the whole text; `*` stands for any text, also none. Linear, whatever the glob. */
function matches(glob: string, text: string): boolean {
  const [first = '', ...rest] = glob.split('*');
  const last = rest.pop();
  if (last === undefined) return glob === text;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/**
 * Puts together what holds for a service in an environment. Where it lists environments and none matches, `unmatched` lists them.
 * `elsewhere`: whether the list is of more than this one.
 */
export function resolveService(
  defaults: Mapping,
  own: Mapping,
  environment: string,
): { raw: RawService; unmatched: readonly string[]; chosen: string | null; elsewhere: boolean } {
  const { environments, ...base } = merge(defaults, own);
  if (!isMapping(environments)) return { raw: base, unmatched: [], chosen: null, elsewhere: false };
  const names = Object.keys(environments);
  const chosen = matchEnvironment(names, environment);
  const over = chosen === null ? undefined : environments[chosen];
  return {
    raw: isMapping(over) ? merge(base, over) : base,
    unmatched: chosen === null ? names : [],
    chosen,
    elsewhere: names.some((name) => name !== environment),
  };
}
