import type { Balancer } from '../placed.ts';
import { type Section, sectionsOf } from './file.ts';

/** The text of `config` on the balancer's machine. Like HAProxy, takes a folder as its files *.cfg in the order of their names. Throws where it cannot be read. */
export async function textOf({ machine }: Balancer, path: string, signal: AbortSignal): Promise<string> {
  const names = (await machine.files.list(path, signal).catch(() => [])).filter((name) => name.endsWith('.cfg') && !name.startsWith('.'));
  const paths = names.length > 0 ? names.toSorted().map((name) => `${path}/${name}`) : [path];
  const texts = await Promise.all(paths.map((one) => machine.files.read(one, signal)));
  if (texts.includes(null)) throw new Error('there is no such file');
  return texts.join('\n');
}

/** The configuration of a balancer; none where `config` is not said or cannot be read. */
export async function sectionsAt(balancer: Balancer, signal: AbortSignal): Promise<readonly Section[]> {
  const { config } = balancer;
  return sectionsOf(config === null ? '' : await textOf(balancer, config, signal).catch(() => ''));
}

const known = new WeakMap<Balancer, { readonly process: string; readonly sections: readonly Section[] }>();

/** The same, read once for each `process` of HAProxy: what is changed in the file counts from its next start on. */
export async function sectionsOfProcess(balancer: Balancer, process: string, signal: AbortSignal): Promise<readonly Section[]> {
  const before = known.get(balancer);
  if (before?.process === process) return before.sections;
  const { config } = balancer;
  const text = config === null ? '' : await textOf(balancer, config, signal).catch(() => null);
  if (text === null) return [];
  const sections = sectionsOf(text);
  known.set(balancer, { process, sections });
  return sections;
}
