import type { Figure } from './figure.ts';
import { table } from './table.ts';

/** The page with what was measured between its marks, which name the parts of a table: `<!-- figures size start -->`. */
export function withFigures(page: string, measured: ReadonlyMap<string, readonly Figure[]>): string {
  const marks = /(<!-- figures ([\w ]+) -->\n)[\s\S]*?(<!-- \/figures -->)/g;
  return page.replace(marks, (all, open: string, names: string, close: string) => {
    const parts = names.split(' ').map((name) => measured.get(name));
    return parts.every((part) => part !== undefined) ? `${open}${table(parts.flat())}\n${close}` : all;
  });
}
