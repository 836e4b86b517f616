/** What so large a part of the numbers does not exceed, to one decimal. */
export function percentile(numbers: readonly number[], part: number): number {
  return rounded(numbers.toSorted((a, b) => a - b)[Math.floor(part * numbers.length)] ?? Number.NaN);
}

/** To one decimal. */
export function rounded(number: number): number {
  return Math.round(number * 10) / 10;
}
