/** Reads `0.5%` as the share 0.005; `0` needs no sign. Throws an Error that says what to write for anything else. */
export function parsePercent(text: string): number {
  const trimmed = text.trim();
  if (trimmed === '0') return 0;
  const match = /^(\d{1,3}(?:\.\d{1,9})?) ?%$/.exec(trimmed);
  const percent = Number(match?.[1]);
  if (/^[\d.]+$/.test(trimmed)) throw new Error(`"${text}" has no percent sign: write ${trimmed}%`);
  if (match === null || percent > 100) throw new Error(`"${text}" is not a percentage: write it like 0.5%, from 0% to 100%`);
  return percent / 100;
}

/** Reads one weight or a list that grows, `5, 25,50`: whole percentages from 0 to 100. Throws an Error that says what to write for anything else. */
export function parseWeights(text: string): number[] {
  const weights = text.split(',').map((part) => {
    const match = /^(\d{1,3})\s*%?$/.exec(part.trim());
    const weight = Number(match?.[1]);
    if (match === null || weight > 100) {
      throw new Error(`"${part.trim()}" is not a weight: write whole numbers from 0 to 100, like 25 or 5, 25, 50`);
    }
    return weight;
  });
  const falls = weights.findIndex((weight, at) => at > 0 && weight <= (weights[at - 1] ?? 0));
  if (falls === -1) return weights;
  throw new Error(`"${text.trim()}" does not grow: ${weights[falls]} comes after ${weights[falls - 1]}; write it like 5, 25, 50`);
}
