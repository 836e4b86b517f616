import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export type SystemPackage = {
  readonly name: string;
  /** Shows that it is there; also the way to ask by hand. */
  readonly check: readonly [string, ...string[]];
  /** Package names, by spaces. */
  readonly debian: string;
  /** Folders of tests that need it. */
  readonly suites: readonly string[];
};

const PACKAGES: readonly SystemPackage[] = [
  { name: 'haproxy', check: ['haproxy', '-v'], debian: 'haproxy', suites: ['test/platforms/servers', 'test/actions', 'test/load'] },
  { name: 'sshd', check: ['/usr/sbin/sshd', '-V'], debian: 'openssh-server openssh-client', suites: ['test/platforms/ssh'] },
  { name: 'supervisor', check: ['supervisord', '--version'], debian: 'supervisor', suites: ['test/platforms/ssh'] },
  { name: 'chromium', check: ['chromium', '--version'], debian: 'chromium', suites: ['test/pages'] },
];

const root = join(import.meta.dirname, '..');

/** What the suites that exist need of the system. */
export function neededPackages(): SystemPackage[] {
  return PACKAGES.map((one) => ({ ...one, suites: one.suites.filter((suite) => existsSync(join(root, suite))) })).filter(
    (one) => one.suites.length > 0,
  );
}

export function isInstalled({ check: [command, ...args] }: SystemPackage): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** The command that installs it by hand. */
export function installCommand({ debian }: SystemPackage): string {
  return `sudo apt-get install -y --no-install-recommends ${debian}`;
}

/** Installs it where that is ours to do: as root, or where SLUICE_INSTALL=1 says so. Whether it is there afterwards. */
export function install(one: SystemPackage): boolean {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && process.env['SLUICE_INSTALL'] !== '1') return false;
  const apt = (...args: string[]) => {
    const [command, ...rest] = [...(isRoot ? [] : ['sudo']), 'apt-get', '-o', 'DPkg::Lock::Timeout=300', ...args] as [string, ...string[]];
    spawnSync(command, rest, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...one.debian.split(' '));
  return isInstalled(one);
}
