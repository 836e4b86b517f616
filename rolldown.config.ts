import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { defineConfig } from 'rolldown';
import { takenBuiltins } from './scripts/builtin-modules.ts';
import { licenses } from './scripts/licenses.ts';
import { oneByte } from './scripts/one-byte.ts';
import { smallSchema } from './scripts/small-schema.ts';
import { smallVendor } from './scripts/small-vendor.ts';

const root = import.meta.dirname;

/** Every action that has a folder and a file, what runs after their jobs, and the balancer of the platform local. */
function inputs(): Record<string, string> {
  const actions = readdirSync(join(root, 'actions')).filter((name) => existsSync(join(root, 'src/actions', `${name}.ts`)));
  const files = [...actions, 'post'].map((name) => [name, join(root, 'src/actions', `${name}.ts`)] as const);
  const all = [...files, ['local-balancer', join(root, 'src/platforms/local/balancer/main.ts')] as const];
  return Object.fromEntries(all.filter(([, file]) => existsSync(file)));
}

/** A chunk for each package, so that what is loaded late stays out of what is loaded first. */
function vendor(id: string): string | null {
  const name = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1];
  return name === undefined ? null : `vendor-${name.replace('@', '').replace(/[\\/]/g, '-')}`;
}

/** Folders that every action begins with, and the balancer does not need. Each file more takes an action half a millisecond, at every start. */
const FIRST = ['github', 'github/api', 'report', 'rollout', 'schema', 'service'];

/**
 * A chunk for each folder of ours, so that the bundle reads like the sources; a platform is one of its own because it is loaded late.
 * Not for the entries: what shares a chunk with one would run it.
 */
function folder(id: string): string | null {
  const [top, ...path] = relative(root, dirname(id)).split(/[\\/]/);
  const name = top === 'schema' ? top : path.join('/');
  if (FIRST.includes(name)) return 'first';
  return top !== 'src' || path[0] === 'actions' || name === 'platforms/local/balancer' ? null : path.join('-');
}

export default defineConfig({
  cwd: root,
  input: inputs(),
  platform: 'node',
  resolve: {
    alias: {
      undici: join(root, 'scripts/bundled-undici.ts'),
      tunnel: join(root, 'scripts/bundled-tunnel.ts'),
      // The same, as modules: what nothing uses is left out.
      yaml: join(root, 'node_modules/yaml/browser/dist/index.js'),
    },
  },
  plugins: [smallSchema(), takenBuiltins(), smallVendor(), oneByte(), licenses()],
  // No package of these does anything by being loaded.
  treeshake: { moduleSideEffects: [{ test: /[\\/]node_modules[\\/]/, sideEffects: false }] },
  preserveEntrySignatures: false,
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    minify: false,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        { debugName: 'vendor', name: vendor, test: /[\\/]node_modules[\\/]/ },
        { debugName: 'ours', name: folder, test: /[\\/](src|schema)[\\/]/ },
      ],
    },
  },
});
