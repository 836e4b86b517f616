import type { Count } from '../ports/service.ts';

/** Reads `3`, or `25%` of the wanted number. Throws an Error that says what to write for anything else. */
export function parseCount(text: string | number): Count {
  const match = /^(\d{1,6})(%?)$/.exec(String(text).trim());
  if (match === null) throw new Error(`"${text}" is not a count: write a whole number like 1, or a percentage like 25%`);
  return {
    value: Number(match[1]),
    unit: match[2] === '%' ? 'percent' : 'instances',
  };
}

/** How many instances a count is where `wanted` of them should be there. */
export function countOf(count: Count, wanted: number, round: 'up' | 'down'): number {
  if (count.unit === 'instances') return count.value;
  const exact = (count.value * wanted) / 100;
  return round === 'up' ? Math.ceil(exact) : Math.floor(exact);
}
