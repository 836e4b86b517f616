import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

// What draws the diagrams of a comment, as GitHub does: one file of its package, in a folder of the cache. As a dependency of the project it would
// bring 115 other packages, and two hundred megabytes.

const VERSION = '11.12.0';
const folder = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'sluice-mermaid', VERSION);
const FILE = 'package/dist/mermaid.min.js';

export const MERMAID = {
  name: 'mermaid',
  suites: ['test/pages/mermaid'],
  /** The script. */
  path: join(folder, FILE),
  command: `npm pack mermaid@${VERSION} && mkdir -p ${folder} && tar -xzf mermaid-${VERSION}.tgz -C ${folder} ${FILE}`,
  /** Takes it from the registry of npm where it is not there. */
  isThere: () => existsSync(MERMAID.path) || take(),
};

function take(): boolean {
  mkdirSync(join(folder, '..'), { recursive: true });
  const place = mkdtempSync(`${folder}-`);
  const archive = join(place, `mermaid-${VERSION}.tgz`);
  const done =
    run('npm', 'pack', '--silent', `mermaid@${VERSION}`, '--pack-destination', place) && run('tar', '-xzf', archive, '-C', place, FILE);
  rmSync(archive, { force: true });
  // All at once: a folder that is there is whole.
  if (done) renameSync(place, folder);
  else rmSync(place, { recursive: true });
  return done;
}

function run(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}
