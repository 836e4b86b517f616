import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// A recorded address would bind everyone who installs to the registry of whoever wrote the lockfile.

type Lockfile = { packages: Record<string, { resolved?: string }> };

const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8')) as Lockfile;
const bound = Object.entries(packages).filter(([, entry]) => entry.resolved !== undefined);
if (bound.length > 0) {
  const names = bound.map(([name]) => name).join(', ');
  console.error(`package-lock.json records addresses for ${names}: run \`npm install\` in this folder, so that .npmrc leaves them out.`);
  process.exitCode = 1;
}
