/** The largest weight of the Gateway API; the others take larger ones. */
const MOST = 1_000_000;

/** One of the user's backends in a rule: its weight, null where none is written, and whether requests to it are shifted. */
export type Share = { readonly weight: number | null; readonly shifted: boolean };

/** What such a backend gets, and the next track beside it. */
export type Split = { readonly weight: number | null; readonly next: number };

/**
 * Weights by which so many percent of what a rule sends to the shifted backends goes to the next track, and every other backend keeps its
 * share. All are as they were, or those times one factor. null where whole numbers up to a million cannot say that.
 */
export function split(shares: readonly Share[], percent: number): readonly Split[] | null {
  if (percent === 0) return shares.map(({ weight }) => ({ weight, next: 0 }));
  const plain = shares.map(({ weight }) => weight ?? 1);
  const shifted = (_: number, at: number) => shares[at]?.shifted === true;
  const smallest = plain.map((weight) => weight / (plain.reduce(gcd, 0) || 1));
  const exact = [plain, smallest].map((weights) => scaled(weights, factor(weights.filter(shifted), percent)));
  const weights = exact.find(fits) ?? scaled(smallest, Math.floor(MOST / Math.max(...smallest)));
  const next = weights.map((weight, at) => (shifted(weight, at) ? Math.round((weight * percent) / 100) : 0));
  const isRight = weights.filter(shifted).every((weight, at) => isShare(next.filter(shifted)[at] ?? 0, weight, percent));
  return isRight ? weights.map((weight, at) => ({ weight: weight - (next[at] ?? 0), next: next[at] ?? 0 })) : null;
}

/** The smallest number by which all are multiplied so that a percentage of each is a whole number. */
function factor(weights: readonly number[], percent: number): number {
  return weights.map((weight) => 100 / gcd(100, weight * percent)).reduce((all, one) => (all * one) / gcd(all, one), 1);
}

function scaled(weights: readonly number[], by: number): readonly number[] {
  return weights.map((weight) => weight * by);
}

function fits(weights: readonly number[]): boolean {
  return weights.every((weight) => weight <= MOST);
}

function isShare(part: number, whole: number, percent: number): boolean {
  return whole === 0 || Math.round((part / whole) * 100) === percent;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
