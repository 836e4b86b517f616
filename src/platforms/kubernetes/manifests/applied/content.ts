import { isEqual } from '../../../../units/digest.ts';
import { isMapping, type Mapping } from '../../../../units/mapping.ts';
import type { Resource } from '../../api/api.ts';
import type { Manifest } from '../object.ts';

/** A ConfigMap or Secret, as far as its content goes; nobody has looked at it yet. */
type Content = Resource & {
  readonly type?: unknown;
  readonly data?: unknown;
  readonly binaryData?: unknown;
  readonly stringData?: unknown;
};

/** Whether both say the same to who reads them. */
export function hasContentOf(there: Resource, object: Manifest): boolean {
  return isEqual(contentOf({ ...there, kind: object.kind }), contentOf(object));
}

/** What a ConfigMap or Secret says to who reads it, as the API server stores it. */
export function contentOf(object: Content): unknown {
  const { kind, type = 'Opaque', data, binaryData, stringData } = object;
  if (kind !== 'Secret') return { data: data ?? {}, binaryData: mapped(binaryData, rewritten) };
  return { type, data: { ...mapped(data, rewritten), ...mapped(stringData, encoded) } };
}

/** The object with all that a Secret holds where the API server stores it: of `stringData` it does not notice when a key of it is gone. */
export function asStored(object: Manifest): Manifest {
  const { stringData, ...stored } = object as Manifest & Content;
  const data = stored.data ?? {};
  // What is no mapping is refused as it is.
  if (object.kind !== 'Secret' || !isMapping(stringData) || !isMapping(data)) return object;
  return { ...stored, data: { ...data, ...mapped(stringData, encoded) } } as Manifest;
}

/** Base64 as the API server writes it: without line breaks. */
function rewritten(text: string): string {
  return Buffer.from(text, 'base64').toString('base64');
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** What is no text stays as it is: the API server refuses it. */
function mapped(all: unknown, change: (text: string) => string): Mapping {
  const entries = Object.entries(isMapping(all) ? all : {});
  return Object.fromEntries(entries.map(([key, text]) => [key, typeof text === 'string' ? change(text) : text]));
}
