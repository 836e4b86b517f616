import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';

const GUIDE = join(import.meta.dirname, '../../../docs/guide');
const EXAMPLE = join(import.meta.dirname, '../../../examples/kubernetes');

type Block = { readonly language: string; readonly name: string; readonly text: string };

/** What pages of the guide show, and which of it was really printed. */
export type Pages = {
  /** What is shown under a name. */
  block(name: string): string;
  /** Expects every line of a block in what was printed in a namespace. */
  expectShown(name: string, printed: string, namespace: string): void;
  /** The blocks of output that nothing was expected of yet. */
  unseen(): readonly string[];
  /** Expects that each block of YAML which has the name of a file of the example stands in it. */
  expectInExample(): Promise<void>;
};

/** Pages, by the names of their files. Their blocks have a language and a name; `output` is the language of what is printed. */
export async function openPages(files: readonly string[], output = 'text'): Promise<Pages> {
  const texts = await Promise.all(files.map((file) => readFile(join(GUIDE, file), 'utf8')));
  const found = texts.flatMap((text) => [...text.matchAll(/```(\w+) (\S+)\n([\s\S]*?)```/g)]);
  const blocks = found.map(([, language = '', name = '', text = '']): Block => ({ language, name, text }));
  const unseen = new Set(blocks.filter(({ language }) => language === output).map(({ name }) => name));
  /** Pages may show the same one. */
  const block = (wanted: string) => {
    const texts = blocks.filter(({ name }) => name === wanted).map(({ text }) => text);
    if (texts.length === 0) throw new Error(`${files.join(' and ')} has no block ${wanted}`);
    return texts.join('');
  };
  return {
    block,
    expectShown(name, printed, namespace) {
      unseen.delete(name);
      const lines = plain(printed, namespace);
      for (const line of plain(block(name), namespace)) if (line !== '') expect(lines, printed).toContain(line);
    },
    unseen: () => [...unseen],
    async expectInExample() {
      const files = blocks.filter(({ language, name }) => language === 'yaml' && name.endsWith('.yml'));
      for (const { name, text } of files) expect(await readFile(join(EXAMPLE, name), 'utf8'), name).toContain(text);
    },
  };
}

/** The same for every run and every namespace. */
function plain(text: string, namespace: string): string[] {
  return text.split('\n').map((line) =>
    line
      .replace(/^\+\d+:\d\d/, '+0:00')
      .replaceAll(/\d\d:\d\d:\d\d UTC/g, '12:00:00 UTC')
      .replaceAll(namespace, 'shop')
      .replaceAll(/shop-(next-)?[0-9a-z]{6,10}-[0-9a-z]{5}(?![0-9a-z])/g, (_, next = '') => `shop-${next}5d4f7c9b8-x7k2p`)
      .replaceAll(/migrate-[0-9a-f]{8}(-[0-9a-z]{5})?/g, (_, pod) => `migrate-1a2b3c4d${pod === undefined ? '' : '-x7k2p'}`)
      .replaceAll(/\([0-9a-f]{8}-[0-9a-f-]{27}\)/g, '(uid)')
      // The kubelet says that it waits in the first pause, or only in the second, which is longer.
      .replaceAll(/back-off \d+s/g, 'back-off 10s'),
  );
}
