import type { FleetView, Instance, Target } from '../ports/fleet.ts';
import type { ReasonCode } from '../ports/reason.ts';

/** Absolute numbers of instances. */
export type Limits = { readonly maxUnavailable: number; readonly maxSurge: number };

export type Step = {
  readonly kind: 'drain' | 'replace' | 'restore' | 'add' | 'remove';
  readonly names: readonly string[];
  readonly target: Target;
};

/** One look at a fleet, with what is allowed. */
export type Turn = {
  readonly view: FleetView;
  readonly goal: Target;
  readonly ours: ReadonlySet<string>;
  readonly replaced: Readonly<Record<string, number>>;
  /** Whether a ready instance has been so for `min-ready`. */
  readonly serves: (instance: Instance) => boolean;
  readonly limits: Limits;
  /** Nothing serves yet: all at once. */
  readonly first: boolean;
};

export type Move =
  | { readonly do: 'step'; readonly step: Step }
  | { readonly do: 'wait'; readonly why: string; readonly code: ReasonCode }
  | { readonly do: 'failed'; readonly why: string }
  | { readonly do: 'drift'; readonly name: string }
  /** The batch serves; what comes after its bake, or nothing. */
  | { readonly do: 'settled'; readonly step: Step | null; readonly left: readonly string[] };

/**
 * The next move of a rolling update: put back what is ready, replace what is drained, wait for what is starting; once the
 * batch serves, take the next one out, never leaving fewer in rotation than `wanted - maxUnavailable`.
 */
export function next(turn: Turn): Move {
  const { view, goal, ours } = turn;
  const isNew = (instance: Instance) =>
    instance.version !== null && instance.version === goal.version && (goal.spec === null || instance.spec === goal.spec);
  const others = view.instances.filter((instance) => !instance.inRotation && !ours.has(instance.name));
  const mine = view.instances.filter((instance) => instance.inRotation || ours.has(instance.name));
  const step = (kind: Step['kind'], instances: readonly { name: string }[]): Move => ({
    do: 'step',
    step: { kind, names: instances.map((instance) => instance.name), target: goal },
  });

  const whole = mine.filter((instance) => isNew(instance) && instance.ready && !instance.inRotation && turn.serves(instance));
  if (whole.length > 0) return step('restore', whole);

  const drained = mine.filter((instance) => !instance.inRotation && !isNew(instance));
  const surplus = view.instances.length - view.wanted;
  const dead = drained.filter((_, i) => i < surplus);
  if (dead.length > 0) return step('remove', dead);
  const drifted = drained.find((instance) => (turn.replaced[instance.name] ?? 0) >= MOST_TRIES);
  if (drifted) return { do: 'drift', name: drifted.name };
  if (drained.length > 0) return step('replace', drained);

  const starting = mine.filter((instance) => isNew(instance) && !(instance.ready && turn.serves(instance)));
  // Out of rotation, with the goal's version, and not by this rollout's own doing: it died, or was stopped.
  const lost = starting.filter((instance) => !instance.ready && !instance.inRotation && !turn.replaced[instance.name]);
  if (lost.length > 0) return step('replace', lost);
  const failed = starting.find((instance) => instance.failed);
  if (failed) return { do: 'failed', why: `${failed.name} cannot become ready${noted(failed)}` };
  if (starting.length > 0) {
    const names = starting.map((instance) => `${instance.name}${noted(instance)}`);
    return {
      do: 'wait',
      why: `${names.join(', ')} not ready yet`,
      code: 'progress-deadline',
    };
  }

  const old = mine.filter((instance) => !isNew(instance));
  const missing = view.wanted + (old.length > 0 ? turn.limits.maxSurge : 0) - view.instances.length;
  const lacking = view.wanted - others.length - mine.filter(isNew).length;
  const fresh = (view.spare ?? []).slice(0, Math.max(0, Math.min(missing, lacking)));
  const grow =
    fresh.length > 0
      ? step(
          'add',
          fresh.map((name) => ({ name })),
        )
      : null;
  if (grow && turn.first) return grow;

  const left = others.map((instance) => instance.name);
  if (grow?.do === 'step') return { do: 'settled', step: grow.step, left };
  const surplusNew = mine.filter(isNew).slice(view.wanted - others.length);
  const due = old.length > 0 ? old : surplusNew;
  if (due.length === 0) return { do: 'settled', step: null, left };

  const floor = turn.first ? 0 : view.wanted - turn.limits.maxUnavailable;
  const serving = mine.filter((instance) => instance.inRotation && instance.ready);
  const idle = due.filter((instance) => !instance.ready);
  const busy = due.filter((instance) => instance.ready).slice(0, Math.max(0, serving.length - floor));
  const batch = [...idle, ...busy];
  if (batch.length === 0) {
    const without = left.length > 0 ? `; out of rotation by somebody else: ${left.join(', ')}` : '';
    return {
      do: 'wait',
      why: `${serving.length} of ${view.wanted} serve and ${floor} must${without}`,
      code: 'no-spare-capacity',
    };
  }
  return { do: 'settled', step: { kind: 'drain', names: batch.map((instance) => instance.name), target: goal }, left };
}

/** An instance found old again after so many replacements is changed by somebody else. */
const MOST_TRIES = 2;

function noted(instance: Instance): string {
  return instance.note ? ` (${instance.note})` : '';
}
