import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type SshSite, STATE } from './site.ts';

const app = resolve('test/fakes/app.ts');

/** What of the service file has servers run what was uploaded: they say the version that stands in its files. */
export function uploading(site: SshSite): { readonly upload: string; readonly update: string } {
  const { update } = site.haproxy;
  return {
    upload: 'dist',
    update: `SLUICE_VERSION=$(cat version) || exit 1; export SLUICE_VERSION; ${update.replaceAll(app, '"$SLUICE_DIR/app.ts"')}`,
  };
}

/** Builds a version in the workspace. */
export async function build({ folder }: SshSite, version: string): Promise<void> {
  await rm(join(folder, 'dist'), { recursive: true, force: true });
  await mkdir(join(folder, 'dist'));
  await copyFile(app, join(folder, 'dist/app.ts'));
  await writeFile(join(folder, 'dist/version'), version);
}

/** The versions that lie on the machine of each server. */
export async function uploaded(site: SshSite): Promise<string[]> {
  const each = site.service.servers.map(async ({ name }) => {
    const names = await readdir(join(site.machine(name).folder, STATE, 'versions')).catch(() => []);
    return names.sort().join(' ');
  });
  return [...new Set(await Promise.all(each))];
}
