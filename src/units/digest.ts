import { createHash } from 'node:crypto';
import { isMapping, type Mapping } from './mapping.ts';

/** Names a plain JSON value: the same 16 hex digits whatever the order of its keys. Throws for what JSON cannot hold. */
export function digest(value: unknown): string {
  const text = JSON.stringify(value, (_key, part: unknown) => (isMapping(part) ? sorted(part) : part));
  if (text === undefined) throw new Error('only JSON has a digest: pass null instead of undefined');
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function sorted(mapping: Mapping): Mapping {
  return Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The digest of what runs besides the version, without the mark of a redeployment (`<digest>+<rollout>`). */
export function contentOf(spec: string): string {
  return spec.split('+')[0] as string;
}
