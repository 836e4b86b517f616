import { readFileSync } from 'node:fs';
import type { Plugin } from 'rolldown';

/**
 * Has the bundle hold a schema as text, which V8 reads faster than an object, and without the descriptions, which editors show and nothing here
 * reads: 1 ms at every start.
 */
export function smallSchema(): Plugin {
  return {
    name: 'small-schema',
    load(id) {
      if (!id.endsWith('.schema.json')) return null;
      const text = JSON.stringify(withoutDescriptions(JSON.parse(readFileSync(id, 'utf8'))));
      return { code: `export default JSON.parse(${JSON.stringify(text)});`, moduleType: 'js' };
    },
  };
}

/** A property may be called `description` too; that one is no text. */
function withoutDescriptions(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutDescriptions);
  if (typeof part !== 'object' || part === null) return part;
  const kept = Object.entries(part).filter(([key, value]) => key !== 'description' || typeof value !== 'string');
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutDescriptions(value)]));
}
