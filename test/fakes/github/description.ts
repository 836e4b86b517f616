import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

export type Schema = Record<string, unknown>;
type Parameter = { name: string; in: string; required?: boolean; schema: Schema };
type Body = { content?: Record<string, { schema: Schema }> };
export type Operation = {
  id: string;
  method: string;
  path: string;
  pattern: RegExp;
  parameters: Parameter[];
  body: Body | undefined;
  answers: Record<string, Body>;
};

const file = new URL('openapi.json.gz', import.meta.url);
const api = normal(JSON.parse(gunzipSync(readFileSync(file)).toString())) as { paths: Record<string, Record<string, Schema>> } & Schema;
const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
ajv.addSchema(api, 'github');

/** The operations of GitHub's own API description that the emulator knows. */
export const OPERATIONS: readonly Operation[] = Object.entries(api.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, one]) => ({
    id: one['operationId'] as string,
    method: method.toUpperCase(),
    path,
    pattern: new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
    parameters: ((one['parameters'] as Schema[]) ?? []).map((it) => resolve(it) as unknown as Parameter),
    body: one['requestBody'] as Body | undefined,
    answers: Object.fromEntries(
      Object.entries(one['responses'] as Record<string, Schema>).map(([code, it]) => [code, resolve(it) as Body]),
    ),
  })),
);

/** Follows a `$ref` to what it names. */
export function resolve(value: Schema): Schema {
  if (typeof value['$ref'] !== 'string') return value;
  return value['$ref']
    .slice(2)
    .split('/')
    .reduce<Schema>((at, key) => at[key] as Schema, api);
}

const compiled = new WeakMap<Schema, ValidateFunction>();

/** What is wrong with a value by its schema, in words; empty when it fits. */
export function problems(schema: Schema, value: unknown): string[] {
  const check = compiled.get(schema) ?? ajv.compile(rooted(schema) as Schema);
  compiled.set(schema, check);
  if (check(value)) return [];
  return (check.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
}

/** The schema of a JSON body; null where there is none. */
export function schemaOf(body: Body | undefined): Schema | null {
  return body?.content?.['application/json']?.schema ?? null;
}

/** The least value that fits a schema: what it requires, with stand-in values. */
export function sample(given: Schema): unknown {
  const schema = resolve(given);
  if (schema['nullable'] === true) return null;
  const parts = schema['allOf'] as Schema[] | undefined;
  if (parts !== undefined) return Object.assign({}, ...parts.map(sample));
  const choices = (schema['oneOf'] ?? schema['anyOf']) as Schema[] | undefined;
  if (choices?.[0] !== undefined && schema['properties'] === undefined) return sample(choices[0]);
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  const type = schema['type'];
  if (type === 'array') return [];
  if (type === 'integer' || type === 'number') return 1;
  if (type === 'boolean') return false;
  if (type === 'string')
    return schema['format'] === 'date-time' ? '2026-01-01T00:00:00Z' : schema['format'] === 'uri' ? 'https://github.test/x' : 'x';
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  return Object.fromEntries(((schema['required'] as string[]) ?? []).map((key) => [key, sample(properties[key] ?? {})]));
}

/** References inside a schema taken out of the description point into it. */
function rooted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rooted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === '$ref' && typeof item === 'string' ? `github${item}` : rooted(item)]),
  );
}

/** OpenAPI 3.0's `nullable` as JSON Schema knows it, where ajv does not. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, normal(item)])) as Schema;
  if (copy['nullable'] !== true) return copy;
  if (Array.isArray(copy['enum']) && !copy['enum'].includes(null)) copy['enum'].push(null);
  if (copy['type'] !== undefined) return copy;
  const { nullable: _, ...rest } = copy;
  return { anyOf: [{ type: 'null' }, rest] };
}
