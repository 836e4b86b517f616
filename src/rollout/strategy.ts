import type { Instant } from '../ports/clock.ts';
import type { Picture } from '../ports/event.ts';
import type { Rollout } from '../ports/journal.ts';
import type { Evidence, RawCounters, Served, Verdict } from '../ports/metrics.ts';
import type { Finished } from '../ports/outcome.ts';
import type { Reason } from '../ports/reason.ts';

/** What a strategy knows between two looks: the journaled rollout, and what only this process may trust. */
export type Memory = {
  readonly rollout: Rollout;
  /** The shortest distance from the goal so far, and when it was reached (mono): progress is getting nearer than ever. */
  readonly nearest: { readonly distance: number; readonly at: number };
  /** When it looked last (mono); null before the first look. */
  readonly lookedAt: number | null;
  /** Since when each instance or track has been ready without a break (mono). */
  readonly readySince: Readonly<Record<string, number>>;
  readonly evidence: readonly Evidence[];
  /** What both tracks served since the last poll of the judge, and in how many watched milliseconds. */
  readonly pending: { readonly served: Readonly<Record<string, Served>>; readonly elapsed: number };
  /** The reading that a poll was made of last, and the last counters of each metric of the service file, or of the instances of a rolling update. */
  readonly measured: { readonly reading: number; readonly counters: Readonly<Record<string, readonly RawCounters[]>> };
  readonly verdict: Verdict | null;
  /** How many instances in flight could be ready at once, as far as was seen: a track that is being made larger has lost nothing. null: not looked yet. */
  readonly capacity: number | null;
  /** Looks in a row at which the track in flight could not carry its weight. */
  readonly unready: number;
  /** How often the instances in flight had been started again when they were proven; null: not proven, or nobody counts. */
  readonly restarts: number | null;
  /** When the track in flight passed the smoke test last, as far as this process knows: it began to look then (mono). null: not looked yet. */
  readonly provedAt: number | null;
  /** Since when what somebody else made of the track in flight has been seen (mono); null: nobody did. */
  readonly driftSince: number | null;
  /** Since when a balancer has not answered (mono); null: all do. */
  readonly silentSince: number | null;
};

export type Decision<Step> =
  | { readonly do: 'step'; readonly step: Step }
  /** `news`: what makes `why` a line at once, where it has numbers that move at each look. */
  | { readonly do: 'wait'; readonly until: Instant; readonly why: string; readonly news?: string }
  | { readonly do: 'finish'; readonly outcome: Finished; readonly reason: Reason }
  | { readonly do: 'back' | 'pause' | 'stuck'; readonly reason: Reason };

/** A few functions around what the platform shows; one engine runs every strategy. All but `observe`, `perform` and `changed` are pure. */
export interface Strategy<View, Step> {
  /** Looks at the platform and its raw counters. */
  observe(signal: AbortSignal): Promise<View>;
  /** Adds what was seen: watched time, progress, counters. */
  remember(memory: Memory, view: View, now: Instant): Memory;
  /** The same view, memory and clock: the same decision. */
  decide(view: View, memory: Memory, now: Instant): Decision<Step>;
  /** What the journal must say before the step is performed. */
  intend(memory: Memory, step: Step): Memory;
  /** What it may say once the step was performed. */
  done(memory: Memory, step: Step): Memory;
  /** Safe to repeat. Throws `Refused` where trying again is pointless; `warn` is told what went wrong and changes nothing. */
  perform(step: Step, memory: Memory, signal: AbortSignal, warn: (text: string) => void): Promise<void>;
  /** The step in words, with its reason. */
  say(step: Step, view: View, memory: Memory): string;
  /** The line of the table of stages that the rollout is in. */
  stage(rollout: Rollout): string;
  picture(view: View, memory: Memory): Picture;
  /** The view after the step, if all goes well: what `dry-run` walks. */
  imagine(view: View, step: Step): View;
  /** Resolves when looking again is worth it, or on abort. */
  changed?(signal: AbortSignal): Promise<void>;
}

/** Memory of a process that has just begun to look at a rollout: deadlines and readiness start anew. */
export function remembering(rollout: Rollout, now: Instant): Memory {
  const nothing = {
    readySince: {},
    evidence: [],
    pending: { served: {}, elapsed: 0 },
    measured: { reading: 0, counters: {} },
    verdict: null,
    capacity: null,
    unready: 0,
    restarts: null,
    provedAt: null,
    driftSince: null,
    silentSince: null,
  };
  return { rollout, nearest: { distance: Number.POSITIVE_INFINITY, at: now.mono }, lookedAt: null, ...nothing };
}
