import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'rolldown';
import configs from '../rolldown.config.ts';

const DIST = join(import.meta.dirname, '../dist');

async function bundle(dir: string): Promise<void> {
  for (const config of configs) await build({ ...config, output: { ...config.output, dir } });
}

/** Files by name; empty where the folder is not there. */
function contents(folder: string): Map<string, string> {
  try {
    return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
}

/** How dist differs from what the sources give: a line for each file. */
function differences(there: Map<string, string>, built: Map<string, string>): string[] {
  return [...new Set([...there.keys(), ...built.keys()])].sort().flatMap((name) => {
    if (!built.has(name)) return [`- ${name}: no source gives it`];
    if (!there.has(name)) return [`+ ${name}: missing`];
    return there.get(name) === built.get(name) ? [] : [`~ ${name}: differs`];
  });
}

async function check(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-dist-'));
  try {
    await bundle(folder);
    const found = differences(contents(DIST), contents(folder));
    if (found.length === 0) return;
    console.error(`dist is not what the sources give. Run \`npm run build\` and commit dist.\n${found.join('\n')}`);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  await (process.argv.includes('--check') ? check() : bundle(DIST));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
