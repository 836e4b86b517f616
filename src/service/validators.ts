import { type OutputUnit, type Schema, validate } from '@cfworker/json-schema';
import text from '../../schema/sluice.schema.json' with { type: 'json' };

/** What the schema forbids in a value: where in the value, and the part of the schema that says so. */
export type Violation = {
  readonly keyword: string;
  /** Keys from the whole value to the place; numbers in lists are texts here. */
  readonly place: readonly string[];
  /** The part of the schema that holds the keyword. */
  readonly schema: Schema;
  /** Whether it is the last key of `place` that is wrong, and not what stands there. */
  readonly isName: boolean;
};

const FILE = text as Schema;

/** Everything that the schema forbids in a service file. */
export function fileViolations(value: unknown): Violation[] {
  return violations(FILE, '#', value);
}

/** Everything that the schema forbids in a service in which all `$NAME` and `{version}` are expanded. */
export function serviceViolations(value: unknown): Violation[] {
  // In the file a value that holds `$NAME` or `{version}` can be anything yet; once expanded it can not.
  expanded ??= JSON.parse(JSON.stringify(FILE).replaceAll('|[${]"', '"')) as Schema;
  return violations(expanded, '#/$defs/service', value);
}

let expanded: Schema | undefined;

// It reads the schema as it goes: code compiled from it, as other libraries make it, is 15 times as much to load, at every start.
function violations(schema: Schema, from: string, value: unknown): Violation[] {
  const parts = Object.entries((schema.$defs ?? {}) as Record<string, Schema>);
  const lookup = Object.fromEntries(parts.map(([name, part]) => [`#/$defs/${name}`, part]));
  const { errors } = validate(value, partAt(schema, keysOf(from)), '2020-12', lookup, false, null, '#', from);
  const told = errors.filter(({ keyword }) => !PASSED_ON.has(keyword));
  // Of a mapping it says the same for each of its keys.
  const once = new Map(told.map((error) => [`${error.keywordLocation} ${error.instanceLocation}`, error]));
  return [...once.values()].map((error) => violation(schema, error));
}

/** What only says that something below is wrong, which is told of itself. */
const PASSED_ON = new Set(['$ref', 'properties', 'items', 'propertyNames', 'false']);

function violation(schema: Schema, { keyword, keywordLocation, instanceLocation }: OutputUnit): Violation {
  const keys = keysOf(keywordLocation).slice(0, -1);
  return {
    keyword,
    place: keysOf(instanceLocation),
    schema: partAt(schema, keys),
    isName: keys.findLast((key) => key !== '$ref') === 'propertyNames',
  };
}

/** The keys of a JSON pointer that is written as the fragment of an address (RFC 6901, section 6). */
function keysOf(pointer: string): string[] {
  const keys = pointer.split('/').slice(1);
  return keys.map((key) => decodeURI(key.replaceAll('%23', '#')).replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Part of the schema, also behind the references on the way. */
function partAt(schema: Schema, keys: readonly string[]): Schema {
  return keys.reduce<Schema>((at, key) => (key === '$ref' ? partAt(schema, keysOf(at.$ref ?? '')) : (at[key] as Schema)), schema);
}
