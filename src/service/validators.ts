import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import schema from '../../schema/sluice.schema.json' with { type: 'json' };

const FILE = 'sluice';
const SERVICE = 'expanded#/$defs/service';

/** The two schemas: of the file, and of a service in which all `$NAME` and `{version}` are expanded. */
export function schemas(code: Options['code'] = {}): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    messages: false,
    inlineRefs: false,
    allowUnionTypes: true,
    strictRequired: false,
    code,
  });
  ajv.addSchema(schema, FILE);
  // In the file a value that holds `$NAME` or `{version}` can be anything yet; once expanded it can not.
  ajv.addSchema(JSON.parse(JSON.stringify(schema).replaceAll('|[${]"', '"')), 'expanded');
  return ajv;
}

/** What each validator is of. */
export const VALIDATORS = { validateFile: FILE, validateService: SERVICE } as const;

// The build puts their compiled code in place of this file: compiling takes longer than all else that an action does at its start.
const ajv = schemas();
export const validateFile = ajv.getSchema(FILE) as ValidateFunction;
export const validateService = ajv.getSchema(SERVICE) as ValidateFunction;
