import { isMapping, type Mapping } from '../units/mapping.ts';

/** The value at a path; undefined where there is none. */
export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((at, part) => {
    return typeof at === 'object' && at !== null && Object.hasOwn(at, part) ? (at as Record<string | number, unknown>)[part] : undefined;
  }, value);
}

/** Lays `over` on `under`: mappings merge, everything else is replaced. */
export function merge(under: Mapping, over: Mapping): Mapping {
  const merged = Object.entries(over).map(([key, value]) => {
    const below = Object.hasOwn(under, key) ? under[key] : undefined;
    return [key, isMapping(value) && isMapping(below) ? merge(below, value) : value] as const;
  });
  return Object.fromEntries([...Object.entries(under), ...merged]);
}

/** One text, or a list of them. */
export function listOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined).map(String);
}

/** The mappings of a list; none where it is no list. */
export function mappings(value: unknown): Mapping[] {
  return Array.isArray(value) ? value.filter(isMapping) : [];
}
