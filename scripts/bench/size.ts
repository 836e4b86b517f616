import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { atMost, type Part } from './figure.ts';

const root = join(import.meta.dirname, '../..');

/** What a job downloads before an action starts. */
export const size: Part = async () => {
  const archive = execFileSync('git', ['archive', '--format=tar', 'HEAD'], { cwd: root, maxBuffer: 1e9 });
  const bundles = readdirSync(join(root, 'dist'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => gzipSync(readFileSync(join(root, 'dist', name))).length);
  return [
    atMost('archive of the repository, gzipped', gzipSync(archive).length / 1_000, 'kB', 1_000),
    atMost('bundles, gzipped, in all', bundles.reduce((sum, bytes) => sum + bytes, 0) / 1_000, 'kB', 400),
  ];
};
