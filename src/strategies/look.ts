import type { Instant } from '../ports/clock.ts';
import type { Sample } from '../ports/journal.ts';
import type { RawCounters, Served, TrackCounters } from '../ports/metrics.ts';
import type { Memory } from '../rollout/strategy.ts';

const MOST_SAMPLES = 300;
/** Milliseconds of the shortest wait for what is being brought about, and by how much each instance lengthens it. */
const SHORTEST = 100;
const EACH = 10;
/** Balancer processes that did not answer now and whose last reading is kept. */
const MOST_SILENT = 4;

/** What every strategy takes note of at a look. */
export type Look = {
  /** How far the platform is from the goal, in steps of any size: 0 is there. */
  readonly distance: number;
  /** What is ready now: instances or tracks by name. */
  readonly ready: readonly string[];
  readonly counters: readonly RawCounters[];
  readonly weight: number;
};

/**
 * Adds one look: readiness without a break, progress, requests, and watched time.
 * @param longest the most that may count as watched since the last look, in milliseconds: a gap is not bake time
 */
export function look(memory: Memory, seen: Look, now: Instant, longest: number): Memory {
  const { rollout } = memory;
  const nearer = seen.distance < memory.nearest.distance;
  const watched = memory.lookedAt === null ? 0 : Math.min(now.mono - memory.lookedAt, longest);
  const byTrack = since(rollout.counters, seen.counters);
  const served = sum(Object.values(byTrack));
  const sample: Sample = { at: now.wall, weight: seen.weight, requests: served.requests, failed: served.errors };
  return {
    ...memory,
    lookedAt: now.mono,
    pending: { served: merge(memory.pending.served, byTrack), elapsed: memory.pending.elapsed + watched },
    nearest: nearer ? { distance: seen.distance, at: now.mono } : memory.nearest,
    readySince: Object.fromEntries(seen.ready.map((name) => [name, memory.readySince[name] ?? now.mono])),
    rollout: {
      ...rollout,
      watched: rollout.watched + watched,
      progressAt: nearer ? now.wall : rollout.progressAt,
      counters: kept(rollout.counters, seen.counters),
      requests: rollout.requests + served.requests,
      failed: rollout.failed + served.errors,
      samples: thin(withSample(rollout.samples, sample, longest / 2)),
    },
  };
}

/**
 * When to look again at what is being brought about (mono), on a platform that tells of no change: after a quarter of the time for which
 * it has come no nearer to the goal, so that the wait adds little to what it waits for. The engine looks once an interval at least.
 * @param instances how many a look asks: the more there are, the dearer it is
 */
export function soon({ nearest }: Memory, now: Instant, instances: number): number {
  return now.mono + Math.max(SHORTEST, EACH * instances, (now.mono - nearest.at) / 4);
}

/** What each track served between two readings; a new process or a decrease is a reset, and counts from zero. */
export function since(before: readonly RawCounters[], after: readonly RawCounters[]): Record<string, Served> {
  const served: Record<string, Served> = {};
  for (const now of after) {
    const then = before.find((reading) => reading.process === now.process);
    // The first reading of a process that was there before us says nothing about our time.
    if (!then && before.length === 0) continue;
    for (const [track, counters] of Object.entries(now.tracks)) {
      const old = then?.tracks[track];
      const reset = !old || decreased(old, counters);
      served[track] = plus(served[track], {
        requests: counters.requests - (reset ? 0 : old.requests),
        errors: Math.max(0, counters.errors - (reset ? 0 : old.errors)),
        ...(counters.slower && { slower: counters.slower.map((count, i) => count - (reset ? 0 : (old.slower?.[i] ?? 0))) }),
      });
    }
  }
  return served;
}

/** What each track served in all the life of what counts it. */
export function ever(counters: readonly RawCounters[]): Record<string, Served> {
  return since([{ process: '', tracks: {} }], counters);
}

function decreased(old: TrackCounters, now: TrackCounters): boolean {
  const slower = now.slower?.some((count, i) => count < (old.slower?.[i] ?? 0)) ?? false;
  // Errors that are made of several counters, read one after the other, may waver by one.
  return now.requests < old.requests || slower;
}

/** With the last readings of those silent now: one that answers again would else be taken for new, and all its life counted. */
export function kept(before: readonly RawCounters[], now: readonly RawCounters[]): readonly RawCounters[] {
  const answered = new Set(now.map((reading) => reading.process));
  return [...now, ...before.filter((reading) => !answered.has(reading.process)).slice(0, MOST_SILENT)];
}

/** Requests of several tracks or balancers together. */
export function sum(parts: readonly Served[]): Served {
  return parts.reduce<Served>((all, part) => plus(all, part), { requests: 0, errors: 0 });
}

function merge(a: Readonly<Record<string, Served>>, b: Readonly<Record<string, Served>>): Readonly<Record<string, Served>> {
  const tracks = Object.entries(b).map(([track, served]) => [track, plus(a[track], served)] as const);
  return { ...a, ...Object.fromEntries(tracks) };
}

function plus(a: Served | undefined, b: Served): Served {
  if (!a) return b;
  return {
    requests: a.requests + b.requests,
    errors: a.errors + b.errors,
    ...(b.slower && { slower: b.slower.map((count, i) => count + (a.slower?.[i] ?? 0)) }),
  };
}

/** Adds a sample; to the last one where both together last no longer than `least`: of a tenth of a second no rate can be told. */
function withSample(samples: readonly Sample[], sample: Sample, least: number): readonly Sample[] {
  const [before, last] = samples.slice(-2);
  const span = before && last ? sample.at - before.at : least + 1;
  if (!last || last.weight !== sample.weight || span < 0 || span > least) return [...samples, sample];
  return [...samples.slice(0, -1), { ...sample, requests: last.requests + sample.requests, failed: last.failed + sample.failed }];
}

/** Halves the resolution when there are too many: two points become one, but for the first, where the traffic began. */
function thin(samples: readonly Sample[]): readonly Sample[] {
  const [first, ...others] = samples;
  if (first === undefined || samples.length <= MOST_SAMPLES) return samples;
  const thinned = [first];
  for (let i = 0; i < others.length; i += 2) {
    const a = others[i] as Sample;
    const b = others[i + 1];
    thinned.push(b ? { ...b, requests: a.requests + b.requests, failed: a.failed + b.failed } : a);
  }
  return thinned;
}
