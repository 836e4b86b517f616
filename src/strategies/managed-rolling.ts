import type { Instant } from '../ports/clock.ts';
import type { Target } from '../ports/fleet.ts';
import type { ManagedFleet, ManagedView } from '../ports/managed-fleet.ts';
import { Refused } from '../ports/reason.ts';
import type { SmokeTest } from '../ports/smoke-test.ts';
import type { Decision, Memory, Strategy } from '../rollout/strategy.ts';
import { look } from './look.ts';
import { at } from './sides.ts';

export type ManagedStep =
  /** `found` is what somebody else had put there. */
  | { readonly kind: 'update'; readonly target: Target; readonly found: string | null }
  | { readonly kind: 'prove' }
  | { readonly kind: 'settle' };

export type ManagedSettings = {
  readonly progressDeadline: number;
  /** Milliseconds between two looks. */
  readonly interval: number;
};

export type ManagedPorts = { readonly managed: ManagedFleet; readonly smokeTest?: SmokeTest };

/** What is counted in `replaced`: that the platform was told. */
const TOLD = 'told';
/** What is remembered as ready while all of it serves. How many are wanted stands beside it, as a number. */
const ALL = 'all';

/** Has a platform that paces itself replace the instances, watches it, and has it put the old version back where the new one fails. */
export function managedRolling({ managed, smokeTest }: ManagedPorts, settings: ManagedSettings): Strategy<ManagedView, ManagedStep> {
  return {
    observe: (signal) => managed.progress(signal),
    remember(memory, view, now) {
      const there = isThere(view, memory.rollout.goal) && view.settled;
      const ready = [`${view.wanted}`, ...(there ? [ALL] : [])];
      const seen = { distance: distance(view, memory.rollout.goal), ready, counters: [], weight: share(view, memory) };
      const remembered = look(measured(memory, view), seen, now, 2 * settings.interval);
      const since = memory.readySince[ALL] === undefined ? null : memory.lookedAt;
      // Only while all of it serves it is a bake.
      const watched = there && (since !== null || memory.lookedAt === null) ? remembered.rollout.watched : 0;
      // Meanwhile the deadline stands still: what breaks again and again has one deadline for all of that.
      const at = remembered.nearest.at + (there && since !== null ? now.mono - since : 0);
      const nearest = there ? { distance: 0, at } : remembered.nearest;
      return { ...remembered, nearest, rollout: { ...remembered.rollout, watched } };
    },
    decide: (view, memory, now) => decide(view, memory, now, settings, smokeTest !== undefined),
    intend(memory, step) {
      const { rollout } = memory;
      if (step.kind === 'update') return { ...memory, rollout: { ...rollout, replaced: { [TOLD]: (rollout.replaced[TOLD] ?? 0) + 1 } } };
      return step.kind === 'settle' ? { ...memory, rollout: { ...rollout, retiring: true } } : memory;
    },
    done: (memory, step) =>
      step.kind === 'prove' ? { ...memory, rollout: { ...memory.rollout, proved: proof(memory.rollout.goal) } } : memory,
    async perform(step, _memory, signal, warn) {
      switch (step.kind) {
        case 'update':
          return managed.update(step.target, signal);
        case 'settle':
          return managed.settle(signal, warn);
        case 'prove': {
          const wrong = await smokeTest?.ask('service', signal);
          if (wrong) throw new Refused('smoke-test-failed', `smoke test failed: ${wrong}`);
        }
      }
    },
    say,
    stage: (rollout) => (rollout.direction === 'back' ? 'going back' : 'rolling'),
    picture: (view, memory) => ({
      serving: view.serving,
      wanted: view.wanted,
      updated: memory.rollout.direction === 'back' ? Math.max(0, view.serving - view.available) : view.available,
      weight: share(view, memory),
      extra: Math.max(0, view.existing - view.wanted),
    }),
    imagine,
    ...(managed.changed && { changed: (signal: AbortSignal) => (managed.changed as NonNullable<ManagedFleet['changed']>)(signal) }),
  };
}

function proof(goal: Target): string {
  return `${goal.version}:${goal.spec}`;
}

function isSame(a: Target, b: Target): boolean {
  return a.version === b.version && a.spec === b.spec;
}

/** Whether the platform was told to run the goal, and nobody told it something else since. */
function isThere(view: ManagedView, goal: Target): boolean {
  return view.noted !== null && isSame(view.noted, goal) && view.drift === null;
}

function decide(view: ManagedView, memory: Memory, now: Instant, settings: ManagedSettings, proves: boolean): Decision<ManagedStep> {
  const { rollout } = memory;
  const { goal } = rollout;
  // What was just written may not be taken in yet, so `available` says nothing at the end.
  const message = `${Math.min(view.serving, view.wanted)} of ${view.wanted} instances run it`;
  const finish = {
    do: 'finish' as const,
    outcome: 'promoted' as const,
    reason: { code: rollout.first ? ('first-deployment' as const) : ('done' as const), message },
  };
  // The end had begun: whatever somebody does to it now comes after the rollout.
  if (rollout.retiring) return view.noted === null ? finish : { do: 'step', step: { kind: 'settle' } };
  const told = (rollout.replaced[TOLD] ?? 0) > 0;
  if (view.drift !== null && told && view.noted !== null && isSame(view.noted, goal)) {
    return { do: 'stuck', reason: { code: 'drift', message: `${view.drift}; nothing more was done to it` } };
  }
  if (!isThere(view, goal))
    return { do: 'step', step: { kind: 'update', target: { version: goal.version, spec: goal.spec }, found: view.drift } };

  const note = view.note ? ` (${view.note})` : '';
  if (view.failed !== undefined) return { do: 'back', reason: { code: 'unready', message: `cannot become ready: ${view.failed}` } };
  if (!view.settled) {
    const deadline = memory.nearest.at + settings.progressDeadline;
    if (now.mono >= deadline) {
      const seen = `${view.updated} of ${view.wanted} updated, ${view.available} ready, ${view.serving} serve`;
      return { do: 'back', reason: { code: 'progress-deadline', message: `${seen}${note}, for ${settings.progressDeadline / 1000} s` } };
    }
    return { do: 'wait', until: at(now, deadline), why: `${progress(view)}${note}` };
  }
  if (rollout.direction === 'forward' && proves && rollout.proved !== proof(goal)) return { do: 'step', step: { kind: 'prove' } };
  if (rollout.watched < goal.bakeTime)
    return { do: 'wait', until: at(now, now.mono + goal.bakeTime - rollout.watched), why: `baking for ${goal.bakeTime / 1000} s` };
  return { do: 'step', step: { kind: 'settle' } };
}

/** For the log, which gets a line whenever this changes: about ten of them, however many instances there are. */
function progress({ available, wanted, updated, existing }: ManagedView): string {
  const step = Math.max(1, Math.ceil(wanted / 10));
  if (available >= wanted)
    return existing > updated ? `${wanted} of ${wanted} ready, the others are ending` : `${wanted} of ${wanted} ready`;
  return `${Math.floor(available / step) * step} of ${wanted} ready`;
}

/** Instances still to be made, to become ready, and to go. */
function distance(view: ManagedView, goal: Target): number {
  if (!isThere(view, goal)) return Number.MAX_SAFE_INTEGER;
  return (
    2 * Math.max(0, view.wanted - view.updated) + Math.max(0, view.wanted - view.available) + Math.max(0, view.existing - view.updated)
  );
}

/** With the shortest distance as it would have been from what is wanted now: coming nearer than that is progress. */
function measured(memory: Memory, view: ManagedView): Memory {
  const { nearest, readySince } = memory;
  const { goal } = memory.rollout;
  const before = Object.keys(readySince).find((name) => name !== ALL);
  if (before === undefined) return memory;
  const more = distance(view, goal) - distance({ ...view, wanted: Number(before) }, goal);
  return { ...memory, nearest: { ...nearest, distance: Math.max(0, nearest.distance + more) } };
}

/** Percent of the ready instances that run the version in flight. */
function share(view: ManagedView, { rollout }: Memory): number {
  if (rollout.retiring) return rollout.direction === 'back' ? 0 : 100;
  if (view.noted === null || view.serving === 0) return 0;
  const updated = Math.min(view.available, view.serving);
  const percent = Math.round((100 * updated) / view.serving);
  return rollout.direction === 'back' && isSame(view.noted, rollout.goal) ? 100 - percent : percent;
}

function say(step: ManagedStep, view: ManagedView): string {
  switch (step.kind) {
    case 'update': {
      const found = step.found === null ? '' : ` · ${step.found}`;
      return `set ${step.target.version ?? 'what ran before'} instead of ${view.version ?? 'what runs'}${found} · ${view.serving} of ${view.wanted} serve`;
    }
    case 'prove':
      return 'ask the service with the smoke test';
    case 'settle':
      return 'put back what was set for the rollout only';
  }
}

function imagine(view: ManagedView, step: ManagedStep): ManagedView {
  if (step.kind === 'settle') return { ...view, noted: null };
  if (step.kind === 'prove') return view;
  const all = { updated: view.wanted, available: view.wanted, existing: view.wanted, serving: view.wanted };
  const { note: _note, failed: _failed, ...rest } = view;
  return { ...rest, ...all, version: step.target.version, noted: step.target, drift: null, settled: true };
}
