import type { Counted, Evidence, Judge, Served, Verdict } from '../../src/ports/metrics.ts';
import { grouped } from '../../src/units/grouped.ts';

export type Thresholds = {
  /** Shares: 0.005 is 0.5 %. */
  readonly maxErrorRate: number;
  readonly maxErrorRatio: number;
  /** Polls in a row that must agree. */
  readonly minPolls: number;
  readonly onNoData: 'wait' | 'fail' | 'pass';
};

const NONE: Served = { requests: 0, errors: 0 };

/**
 * Judges by plain thresholds: a poll is bad when the new version's share of errors is over `maxErrorRate` and over
 * `maxErrorRatio` times stable's; `minPolls` bad ones in a row fail. Passes when the bake is over, there were
 * requests, and the last poll with data was good.
 */
export function thresholdJudge(limits: Thresholds): Judge {
  return {
    judge(state, poll, baked) {
      const before = {
        bad: Number(state?.bad ?? 0),
        polls: Number(state?.polls ?? 0),
        canary: (state?.canary as Served) ?? NONE,
        stable: (state?.stable as Served) ?? NONE,
      };
      const next = poll?.own && poll.own.canary.requests > 0 ? taken(before, poll.own, limits) : before;
      return { state: next, verdict: verdict(next, baked, limits), evidence: [evidence(next)] };
    },
    note: (state) => state ?? {},
    foresee: () => null,
  };
}

type State = { readonly bad: number; readonly polls: number; readonly canary: Served; readonly stable: Served };

function taken(state: State, poll: Counted, limits: Thresholds): State {
  const { canary, stable } = poll;
  const rate = share(canary);
  const worse = stable.requests === 0 || rate > limits.maxErrorRatio * share(stable);
  const bad = rate > limits.maxErrorRate && worse;
  return {
    bad: bad ? state.bad + 1 : 0,
    polls: state.polls + 1,
    canary: together(state.canary, canary),
    stable: together(state.stable, stable),
  };
}

function verdict(state: State, baked: boolean, limits: Thresholds): Verdict {
  if (state.bad >= limits.minPolls) return { result: 'fail', text: `${sentence(state)}, in ${state.bad} polls in a row` };
  if (!baked) return { result: 'undecided', text: sentence(state) };
  if (state.polls === 0) {
    if (limits.onNoData === 'fail') return { result: 'fail', text: 'no request reached the new version' };
    if (limits.onNoData === 'pass')
      return { result: 'pass', text: 'no request reached the new version, which passes by `on-no-data: pass`' };
    return { result: 'undecided', text: 'no request has reached the new version yet' };
  }
  if (state.bad > 0) return { result: 'undecided', text: sentence(state) };
  return { result: 'pass', text: sentence(state) };
}

function evidence(state: State): Evidence {
  return { metric: 'errors', canary: state.canary, stable: state.stable, text: sentence(state) };
}

function sentence({ canary, stable }: State): string {
  const beside = stable.requests > 0 ? ` vs ${counted(stable)} stable (${percent(share(stable))})` : '';
  return `errors ${counted(canary)} new (${percent(share(canary))})${beside}`;
}

function counted(served: Served): string {
  return `${grouped(served.errors)}/${grouped(served.requests)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

function share(served: Served): number {
  return served.requests === 0 ? 0 : served.errors / served.requests;
}

function together(a: Served, b: Served): Served {
  return { requests: a.requests + b.requests, errors: a.errors + b.errors };
}
