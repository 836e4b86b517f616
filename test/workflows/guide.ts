import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';

/** What docs/guide/github.md shows. */
export type Guide = {
  /** Expects every line of a block of output in what was printed; `versions` are called so in the guide. */
  expectShown(name: string, printed: string, versions?: Readonly<Record<string, string>>): void;
  /** A block by its name. */
  block(name: string): string;
  /** The blocks of output that nothing was expected of. */
  unseen(): readonly string[];
  /** Each `--field name=value` of what is to be typed in a terminal. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Blocks of YAML that have the name of an example's file. */
  readonly parts: readonly { readonly file: string; readonly text: string }[];
};

export async function openGuide(): Promise<Guide> {
  const page = await readFile('docs/guide/github.md', 'utf8');
  const blocks = [...page.matchAll(/```(\w+) (\S+)\n([\s\S]*?)```/g)].map(([, language, name = '', text = '']) => ({
    language,
    name,
    text,
  }));
  const unseen = new Set(blocks.filter(({ language }) => language === 'text').map(({ name }) => name));
  const block = (wanted: string) => {
    const found = blocks.find(({ name }) => name === wanted);
    if (!found) throw new Error(`the guide has no block ${wanted}`);
    return found.text;
  };
  return {
    expectShown(name, printed, versions = {}) {
      unseen.delete(name);
      const said = plain(printed, versions);
      for (const line of plain(block(name), {})) if (line !== '') expect(said, printed).toContain(line);
    },
    block,
    unseen: () => [...unseen],
    fields: [...page.matchAll(/--field ([\w-]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
    parts: blocks.filter(({ name }) => name.endsWith('.yml')).map(({ name, text }) => ({ file: name, text })),
  };
}

/** The same for every run: without times, addresses and commits. */
function plain(text: string, versions: Readonly<Record<string, string>>): string[] {
  let named = text;
  for (const [name, commit] of Object.entries(versions)) named = named.replaceAll(commit, name).replaceAll(commit.slice(0, 7), name);
  return named.split('\n').map((line) =>
    line
      .replace(/^\+\d+:\d\d/, '+0:00')
      .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, '2026-01-01 12:00 UTC')
      .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:8080')
      .replaceAll(/github\.com\/\S+\/actions\/runs\/\d+/g, 'github.com/acme/shop/actions/runs/4711'),
  );
}
