import { builtinModules } from 'node:module';
import type { Plugin } from 'rolldown';

/**
 * Has the bundle take Node's own modules by `process.getBuiltinModule`. An `import` of one reads all that it offers, and `node:http` offers
 * what Node loads only when it is read (the whole of undici, for WebSocket): 10 ms and 9 MB at every start, measured on Node 24.
 */
export function takenBuiltins(): Plugin {
  return {
    name: 'taken-builtins',
    renderChunk: (code) => code.replace(IMPORT, (whole, what: string, from: string) => (isBuiltin(from) ? taken(what, from) : whole)),
  };
}

/** As the bundler writes them: one line each, at the beginning of a line. */
const IMPORT = /^import (.+) from "(.+)";$/gm;

function isBuiltin(from: string): boolean {
  return from.startsWith('node:') || builtinModules.includes(from);
}

function taken(what: string, from: string): string {
  // `a`, `* as a`, `{ b, c as d }`, or the first with the last.
  return what
    .split(/, (?={)/)
    .map((part) => `const ${part.replaceAll(' as ', ': ').replace('*: ', '')} = process.getBuiltinModule("${from}");`)
    .join(' ');
}
