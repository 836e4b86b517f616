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

/** What the traffic of each cell may be like beside that, with the most false alarms that it may bring. */
export const CONDITIONS: readonly { readonly name: string; readonly traffic: Partial<Traffic>; readonly most: (cell: Cell) => number }[] = [
  ...[5, 10, 20].map((burst) => ({
    name: `bursts of ${burst}`,
    traffic: { burst },
    most: ({ rate, weight }: Cell) => (burst === 10 && rate === 10 && weight === 0.25 ? 0.015 : 0.01),
  })),
  { name: 'a share of bad requests that wavers by 10 % on each track', traffic: { noise: 0.1 }, most: () => 0.01 },
  { name: 'ten minutes in which both tracks fail 30 %', traffic: { incident: { from: 60, to: 120, share: 0.3 } }, most: () => 0.01 },
];

/** Poll of minute 30. */
const LATE = 181;
/** 160 cells in which the canary is as stable for half an hour. */
export const LATE_FAILURES: readonly Cell[] = BAD.map((cell) => ({ ...cell, worseFrom: LATE }));

/** Of stable's requests, those that are slower than the edge. */
const SLOW = 0.05;
/** Where times are lognormal, with a deviation of a half of their logarithm: the canary's part over the same edge. */
const SLOWER: Readonly<Record<string, number>> = { '10 % slower': 0.0729, '50 % slower': 0.2022, '5 % ten times slower': 0.0974 };

/** 16 cells in which the canary is as fast as stable, and 48 in which it is slower. */
export const AS_FAST: readonly Cell[] = latencies({ 'as fast': SLOW });
export const SLOW_ONES: readonly (readonly [kind: string, cells: readonly Cell[]])[] = Object.entries(SLOWER).map(([kind, share]) => {
  return [kind, latencies({ [kind]: share })] as const;
});

function latencies(canaries: Readonly<Record<string, number>>): readonly Cell[] {
  return HEALTHY.filter(({ stable }) => stable === BASES[0]).flatMap((cell) =>
    Object.entries(canaries).map(([kind, canary]) => {
      const name = `${cell.rate}/s, ${100 * cell.weight} %, ${kind}`;
      return { ...cell, name, healthy: canary === SLOW, slow: { stable: SLOW, canary } };
    }),
  );
}
