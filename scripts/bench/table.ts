import type { Figure } from './figure.ts';

/** The figures as a Markdown table. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, bound, holds }) => {
    const within = bound === '' ? '' : `${bound}${holds ? '' : ' **not kept**'}`;
    return `| ${name.replaceAll('|', '\\|')} | ${value} ${unit} | ${within} |`;
  });
  return ['| what | measured | bound |', '|---|---|---|', ...rows].join('\n');
}
