import standalone from 'ajv/dist/standalone/index.js';
import type { Plugin } from 'rolldown';
import { schemas, VALIDATORS } from '../src/service/validators.ts';

/** Puts the schemas' compiled code into the bundle instead of the compiler. */
export function compiledSchema(): Plugin {
  return {
    name: 'compiled-schema',
    load(id) {
      if (!id.endsWith('/src/service/validators.ts')) return null;
      const ajv = schemas({ source: true, esm: true });
      const code = standalone
        .default(ajv, VALIDATORS)
        .replaceAll('require("ajv/dist/runtime/ucs2length").default', '(text) => [...text].length');
      const rest = /require\(.*?\)/.exec(code);
      if (rest) throw new Error(`the compiled schema needs ${rest[0]}, which is not in the bundle`);
      return { code, moduleType: 'js' };
    },
  };
}
