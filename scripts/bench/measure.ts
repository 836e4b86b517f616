import { setTimeout as sleep } from 'node:timers/promises';
import { type Counts, start, type Times } from '../../test/load/generator.ts';
import { open, type PlatformName } from '../../test/load/live.ts';
import { deviations } from '../../test/load/share.ts';
import { percentile, rounded } from './percentile.ts';
import type { Primitive, Site } from './primitives.ts';
import { watched } from './watched.ts';

type Latency = { readonly p50: number; readonly p99: number };

/** Times in milliseconds, but for `secondsEach`. */
export type Row = {
  readonly platform: PlatformName;
  readonly primitive: string;
  readonly rollouts: number;
  /** While the primitive worked. */
  readonly requests: number;
  readonly failed: number;
  /** Failures by the version that answered, or by the error where none did. */
  readonly failures: Readonly<Record<string, number>>;
  readonly idle: Latency;
  readonly during: Latency;
  readonly secondsEach: number;
  /** The most memory that an action's process had; null where the system does not say. */
  readonly peakMegabytes: number | null;
  /** The largest difference from a weight, in standard deviations; null without weights. */
  readonly deviations: number | null;
  /** By how much the generator sent 99 of 100 requests too late at most. */
  readonly late: number;
};

export type Wanted = { readonly requests: number; readonly rate: number; readonly signal: AbortSignal };

const SETTLED = 1_000;
const IDLE = 3_000;
const SETTINGS = {
  analysis: { interval: '1s', 'max-error-rate': '5%' },
  rollout: { 'bake-time': '1s', 'on-cancel': 'pause', 'progress-deadline': '30s' },
};

/** Repeats a primitive on one platform under load until so many requests were sent. Ends all it started, also on abort. */
export async function measure(platform: PlatformName, primitive: Primitive, { requests, rate, signal }: Wanted): Promise<Row> {
  const live = await open({ platform, tracked: primitive.tracked, settings: SETTINGS });
  const load = start({ url: live.urls, rate });
  const weights = new Map<number, { hits: number; requests: number }>();
  let [rollouts, peak] = [0, 0];
  const site: Site = {
    live,
    load,
    signal,
    async act(action, inputs, outcome) {
      signal.throwIfAborted();
      const memory = watched(signal);
      const result = await live.act(action, rollouts + 1, inputs, { started: memory.follow });
      peak = Math.max(peak, memory.end());
      if (result.outputs['outcome'] !== outcome) throw new Error(`${action} ended with ${result.outputs['outcome']}\n${result.stdout}`);
    },
    note(weight, got) {
      const sum = weights.get(weight) ?? { hits: 0, requests: 0 };
      weights.set(weight, { hits: sum.hits + got.hits, requests: sum.requests + got.requests });
    },
  };
  try {
    await sleep(SETTLED, undefined, { signal });
    load.times();
    await sleep(IDLE, undefined, { signal });
    const idle = load.times();
    const before = load.seen();
    const began = performance.now();
    while (load.seen().requests - before.requests < requests) {
      signal.throwIfAborted();
      rollouts++;
      await primitive.run(site, `v${rollouts + 1}`);
    }
    const secondsEach = rounded((performance.now() - began) / 1_000 / rollouts);
    const during = load.times();
    const counts = await load.stop();
    const differences = [...weights].map(([weight, got]) => deviations(got.hits, got.requests, weight));
    return {
      platform,
      primitive: primitive.name,
      rollouts,
      requests: counts.requests - before.requests,
      failed: counts.failed - before.failed,
      failures: failuresBetween(before, counts),
      idle: latency(idle),
      during: latency(during),
      secondsEach,
      peakMegabytes: peak > 0 ? Math.round(peak) : null,
      deviations: differences.length > 0 ? rounded(Math.max(...differences)) : null,
      late: percentile(during.late, 0.99),
    };
  } finally {
    await load.stop();
    await live.close();
  }
}

function failuresBetween(before: Counts, after: Counts): Record<string, number> {
  const failures = Object.entries(after.byVersion).map(
    ([who, { failed }]) => [who, failed - (before.byVersion[who]?.failed ?? 0)] as const,
  );
  return Object.fromEntries(failures.filter(([, failed]) => failed > 0));
}

function latency({ took }: Times): Latency {
  return { p50: percentile(took, 0.5), p99: percentile(took, 0.99) };
}
