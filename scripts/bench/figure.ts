/** One number that the bench measured, beside what it may be. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** As `≤ 400`; '' where the number only stands beside others. */
  readonly bound: string;
  readonly holds: boolean;
};

export type Options = {
  /** Requests to be sent while each primitive works. */
  readonly requests: number;
  /** Requests a second. */
  readonly rate: number;
  /** The part of their runs that `judge` and `grid` do: under 1 is sooner, and less sure. */
  readonly portion: number;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
};

/** A part of the bench, chosen by its name. */
export type Part = (options: Options) => Promise<readonly Figure[]>;

/** A number that may be at most so large. */
export function atMost(name: string, value: number, unit: string, most: number): Figure {
  return { name, value: rounded(value), unit, bound: `≤ ${most}`, holds: value <= most };
}

/** A number that must be at least so large. */
export function atLeast(name: string, value: number, unit: string, least: number): Figure {
  return { name, value: rounded(value), unit, bound: `≥ ${least}`, holds: value >= least };
}

/** A number that only stands beside others. */
export function beside(name: string, value: number, unit: string): Figure {
  return { name, value: rounded(value), unit, bound: '', holds: true };
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
