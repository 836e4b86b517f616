import type { Traffic } from './traffic.ts';

export const INTERVAL = 10;
/** An hour. */
export const POLLS = 360;

export type Cell = Traffic & { readonly name: string; readonly healthy: boolean };

const RATES = [1, 10, 100, 1000];
const WEIGHTS = [0.01, 0.05, 0.1, 0.25];
const BASES = [0.001, 0.01];

const WORSE: Readonly<Record<string, (base: number) => number>> = {
  '×2': (base) => 2 * base,
  '×5': (base) => 5 * base,
  '+1 pp': (base) => base + 0.01,
  '+5 pp': (base) => base + 0.05,
  '100 %': () => 1,
};

/** 32 cells with a canary that is as stable. */
export const HEALTHY: readonly Cell[] = cells({ healthy: (base) => base });
/** 160 cells with a canary that is worse. */
export const BAD: readonly Cell[] = cells(WORSE);

function cells(canaries: Readonly<Record<string, (base: number) => number>>): readonly Cell[] {
  return RATES.flatMap((rate) =>
    WEIGHTS.flatMap((weight) =>
      BASES.flatMap((stable) =>
        Object.entries(canaries).map(([kind, worse]) => {
          const canary = worse(stable);
          const name = `${rate}/s, ${100 * weight} %, ${100 * stable} % bad, ${kind}`;
          return { name, healthy: canary === stable, rate, weight, interval: INTERVAL, stable, canary };
        }),
      ),
    ),
  );
}
