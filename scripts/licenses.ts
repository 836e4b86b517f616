import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

const PACKAGE = /.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

/** Writes `licenses.txt` beside the bundle: name, version and licence text of every package that is in it. */
export function licenses(): Plugin {
  return {
    name: 'licenses',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? Object.keys(file.modules) : []));
      const folders = new Set(modules.flatMap((id) => PACKAGE.exec(id)?.[0] ?? []));
      const texts = new Set([...folders].map(licenseOf));
      this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: `${[...texts].sort().join(`\n${'-'.repeat(80)}\n\n`)}` });
    },
  };
}

/** For a bundle beside that one. @throws where a package is in it: nothing would say so */
export function noPackages(): Plugin {
  return {
    name: 'no-packages',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        const taken = file.type === 'chunk' ? Object.keys(file.modules).find((id) => PACKAGE.test(id)) : undefined;
        if (taken !== undefined) this.error(`${taken} is in ${file.fileName}, and licenses.txt does not say so`);
      }
    },
  };
}

/** @throws where a package has no licence file and names no licence: it must not be passed on. */
function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string | undefined>;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  if (!file && !license) throw new Error(`package ${name} ${version} has no licence: it cannot be bundled`);
  const text = file ? readFileSync(join(folder, file), 'utf8').trim().replaceAll('\r\n', '\n') : '';
  return `${name} ${version} (${license ?? 'see below'})\n\n${text}\n`;
}
