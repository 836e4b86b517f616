/** How many pods beside so many of home come nearest to a weight of 1 to 50 percent, where each pod gets the same share; at least one. */
export function members(weight: number, home: number): number {
  return Math.max(1, Math.round((weight * home) / (100 - weight)));
}

/** The weight that so many pods beside those of home come to, in whole percent: never none, and never all. */
export function weightOf(count: number, home: number): number {
  return Math.min(99, Math.max(1, Math.round((100 * count) / (count + home))));
}
