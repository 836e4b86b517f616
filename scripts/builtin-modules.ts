import { builtinModules } from 'node:module';
import { promisify } from 'node:util';
import type { Plugin } from 'rolldown';

/**
 * Has the bundle take Node's own modules by `process.getBuiltinModule`. An `import` of one reads all that it offers, and `node:http` offers
 * what Node loads only when it is read (the whole of undici, for WebSocket): 10 ms and 9 MB at every start, measured on Node 24. Functions of
 * what Node does not load by itself are taken when they are called, as a start calls few of them: 5 ms less.
 */
export function takenBuiltins(): Plugin {
  return {
    name: 'taken-builtins',
    renderChunk: (code) => code.replace(IMPORT, (whole, what: string, from: string) => (isBuiltin(from) ? taken(what, from) : whole)),
  };
}

/** What a start may do without, and Node too. */
const LATE = ['child_process', 'crypto', 'fs/promises', 'http', 'net', 'stream/consumers', 'stream/promises', 'zlib'];

/** As the bundler writes them: one line each, at the beginning of a line. */
const IMPORT = /^import (.+) from "(.+)";$/gm;

function isBuiltin(from: string): boolean {
  return from.startsWith('node:') || builtinModules.includes(from);
}

function taken(what: string, from: string): string {
  const module = `process.getBuiltinModule("${from}")`;
  // `a`, `* as a`, `{ b, c as d }`, or the first with the last.
  const parts = what
    .split(/, (?={)/)
    .flatMap((part) => (part.startsWith('{') ? part.slice(1, -1).split(',') : `default as ${part.replace('* as ', '')}`));
  return parts
    .map((part) => {
      const [name = '', as = name] = part.trim().split(' as ');
      if (name === 'default') return `const ${as} = ${module};`;
      return isLate(name, from) ? `const ${as} = (...given) => ${module}.${name}(...given);` : `const ${as} = ${module}.${name};`;
    })
    .join(' ');
}

/** Only what is called. Not classes, which something is an instance of, and not what is more than it does when it is called. */
function isLate(name: string, from: string): boolean {
  const value = (process.getBuiltinModule(from) as unknown as Record<string, unknown>)[name];
  return LATE.includes(from.replace('node:', '')) && /^[a-z]/.test(name) && typeof value === 'function' && !(promisify.custom in value);
}
