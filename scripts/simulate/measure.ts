import { POLLS } from './grid.ts';
import { random } from './random.ts';
import type { Kind, Tool } from './tools.ts';
import { drawn, type Traffic } from './traffic.ts';

/** What a tool did in all runs of a cell. */
export type Measured = {
  readonly runs: number;
  /** Polls until it failed the canary, of the runs in which it did, ascending; before the canary was worse is 0. */
  readonly polls: readonly number[];
  /** The canary's bad requests until then, or in all the time, in the mean of all runs. */
  readonly served: number;
};

/** Lets all tools see the same traffic, again and again. Three polls are the least that any of them counts as. */
export function measure<Name extends string>(
  traffic: Traffic,
  kinds: Readonly<Record<Name, Kind>>,
  { runs, seed, polls = POLLS }: { readonly runs: number; readonly seed: number; readonly polls?: number },
): Record<Name, Measured> {
  const names = Object.keys(kinds) as Name[];
  const times = new Map(names.map((name) => [name, [] as number[]]));
  const served = new Map(names.map((name) => [name, 0]));
  for (let run = 0; run < runs; run++) {
    const next = random(seed * 1_000_003 + run);
    const live = new Map<Name, Tool>(names.map((name) => [name, kinds[name](traffic)]));
    let bad = 0;
    for (let poll = 1; poll <= polls && live.size > 0; poll++) {
      const sides = drawn(next, traffic, poll);
      bad += sides.canary.bad + (sides.slow?.canary.bad ?? 0);
      for (const [name, tool] of live) {
        if (!tool(sides)) continue;
        live.delete(name);
        times.get(name)?.push(counted(poll, traffic.worseFrom ?? 1));
        served.set(name, (served.get(name) as number) + bad);
      }
    }
    for (const name of live.keys()) served.set(name, (served.get(name) as number) + bad);
  }
  const result = (name: Name): Measured => ({
    runs,
    polls: (times.get(name) as number[]).sort((a, b) => a - b),
    served: (served.get(name) as number) / runs,
  });
  return Object.fromEntries(names.map((name) => [name, result(name)])) as Record<Name, Measured>;
}

function counted(poll: number, worseFrom: number): number {
  return poll < worseFrom ? 0 : Math.max(3, poll - worseFrom + 1);
}

/** The share of runs in which the canary was failed; before it was worse does not count. */
export function detected({ polls, runs }: Measured): number {
  return polls.filter((poll) => poll > 0).length / runs;
}

/** The middle run's polls, infinite where fewer than half of them end so. */
export function typical(measured: Measured): number {
  return within(0.5, measured);
}

/** The polls in which so large a part of the runs ended, infinite where fewer end so. */
export function within(part: number, { polls, runs }: Measured): number {
  return polls.filter((poll) => poll > 0)[Math.floor(part * runs)] ?? Number.POSITIVE_INFINITY;
}

export function middle(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
