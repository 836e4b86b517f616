import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HaproxyBalancer } from '../../../ports/service.ts';
import { type Section, sectionsOf } from './file.ts';

/** Like HAProxy, takes a folder as its files *.cfg in the order of their names. */
export async function textOf(path: string): Promise<string> {
  if (!(await stat(path)).isDirectory()) return readFile(path, 'utf8');
  const names = (await readdir(path)).filter((name) => name.endsWith('.cfg') && !name.startsWith('.')).sort();
  return (await Promise.all(names.map((name) => readFile(join(path, name), 'utf8')))).join('\n');
}

/** The configuration of a balancer; none where `config` is not said or cannot be read. */
export async function sectionsAt({ config }: HaproxyBalancer): Promise<readonly Section[]> {
  return sectionsOf(config === null ? '' : await textOf(config).catch(() => ''));
}
