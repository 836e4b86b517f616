import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { defineConfig } from 'rolldown';
import { takenBuiltins } from './scripts/builtin-modules.ts';
import { licenses, noPackages } from './scripts/licenses.ts';
import { oneByte } from './scripts/one-byte.ts';
import { smallSchema } from './scripts/small-schema.ts';
import { smallVendor } from './scripts/small-vendor.ts';

const root = import.meta.dirname;

/** Every action that has a folder and a file, and what runs after their jobs. */
function actions(): Record<string, string> {
  const names = readdirSync(join(root, 'actions')).filter((name) => existsSync(join(root, 'src/actions', `${name}.ts`)));
  return Object.fromEntries([...names, 'post'].map((name) => [name, join(root, 'src/actions', `${name}.ts`)]));
}

/** What every action begins with is one file for our folders, and one for packages: each file more takes it a quarter of a millisecond. */
const FIRST = ['github', 'github/api', 'platforms', 'ports', 'report', 'rollout', 'schema', 'service', 'units'];
const FIRST_PACKAGES = ['@actions/core', '@cfworker/json-schema', '@noble/hashes', 'yaml'];

/** A chunk for each package else, so that what is loaded late stays out of what is loaded first. */
function vendor(id: string): string | null {
  const name = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1]?.replace('\\', '/');
  if (name === undefined) return null;
  return FIRST_PACKAGES.includes(name) ? 'vendor-first' : `vendor-${name.replace('@', '').replace('/', '-')}`;
}

/**
 * A chunk for each folder of ours, so that the bundle reads like the sources; a platform is one of its own because it is loaded late.
 * Not for the entries: what shares a chunk with one would run it.
 */
function folder(id: string): string | null {
  const [top, ...path] = relative(root, dirname(id)).split(/[\\/]/);
  const name = top === 'schema' ? top : path.join('/');
  if (FIRST.includes(name)) return 'first';
  // What only one file loads is in one with it by itself.
  const isAlone = name === 'actions' || name.startsWith('platforms/local');
  return top !== 'src' || isAlone ? null : path.join('-');
}

const config = defineConfig({
  cwd: root,
  platform: 'node',
  resolve: {
    alias: {
      undici: join(root, 'scripts/bundled-undici.ts'),
      tunnel: join(root, 'scripts/bundled-tunnel.ts'),
      // The same, as modules: what nothing uses is left out.
      yaml: join(root, 'node_modules/yaml/browser/dist/index.js'),
    },
  },
  // No package of these does anything by being loaded.
  treeshake: { moduleSideEffects: [{ test: /[\\/]node_modules[\\/]/, sideEffects: false }] },
  preserveEntrySignatures: false,
});

const OUTPUT = { dir: 'dist', format: 'esm', minify: false, entryFileNames: '[name].js', chunkFileNames: '[name].js' } as const;

/** The actions, and the balancer of the platform `local`, which is a program of its own. */
export default [
  {
    ...config,
    input: actions(),
    plugins: [smallSchema(), takenBuiltins(), smallVendor(), oneByte(), licenses()],
    output: {
      ...OUTPUT,
      cleanDir: true,
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: [
          { debugName: 'vendor', name: vendor, test: /[\\/]node_modules[\\/]/ },
          { debugName: 'ours', name: folder, test: /[\\/](src|schema)[\\/]/ },
        ],
      },
    },
  },
  {
    ...config,
    input: { 'local-balancer': join(root, 'src/platforms/local/balancer/main.ts') },
    plugins: [takenBuiltins(), oneByte(), noPackages()],
    output: OUTPUT,
  },
];
