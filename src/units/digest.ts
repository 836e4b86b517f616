import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { isMapping, type Mapping } from './mapping.ts';

/** Names a plain JSON value: the same 16 hex digits whatever the order of its keys. Throws for what JSON cannot hold. */
export function digest(value: unknown): string {
  const text = canonical(value);
  if (text === undefined) throw new Error('only JSON has a digest: pass null instead of undefined');
  // Node's own hash comes with all of its cryptography, 3 ms to load at every start, of which nothing else is needed there.
  return bytesToHex(sha256(utf8ToBytes(text)).subarray(0, 8));
}

/** Whether two plain JSON values are the same, whatever the order of their keys. */
export function isEqual(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, part: unknown) => (isMapping(part) ? sorted(part) : part));
}

function sorted(mapping: Mapping): Mapping {
  return Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The digest of what runs besides the version, without the mark of a redeployment (`<digest>+<rollout>`). */
export function contentOf(spec: string): string {
  return spec.split('+')[0] as string;
}
