import type { Instant } from '../ports/clock.ts';
import type { Fleet, FleetView, Instance, Target } from '../ports/fleet.ts';
import type { Rollout } from '../ports/journal.ts';
import type { MetricSource, RawCounters } from '../ports/metrics.ts';
import { Refused } from '../ports/reason.ts';
import type { SmokeTest } from '../ports/smoke-test.ts';
import type { Decision, Memory, Strategy } from '../rollout/strategy.ts';
import { type Limits, next, type Step, type Turn } from './batch.ts';
import { type BatchJudge, judgedBatch } from './batch-bake.ts';
import { look, soon } from './look.ts';
import { at } from './sides.ts';
import { despiteSilence, heard } from './silence.ts';

export type RollingView = FleetView & {
  readonly counters: readonly RawCounters[];
  /** By instance; none where batches are not judged. */
  readonly counted: readonly RawCounters[];
};

export type RollingSettings = {
  /** Of so many wanted instances, which the platform shows. */
  readonly limits: (wanted: number) => Limits;
  readonly minReady: number;
  readonly progressDeadline: number;
  /** The most milliseconds between two looks. */
  readonly interval: number;
  /** Whether the platform tells of changes, so that nobody need look for them. */
  readonly isTold?: boolean;
};

export type RollingPorts = {
  readonly fleet: Fleet;
  readonly metrics?: MetricSource;
  readonly smokeTest?: SmokeTest;
  /** Left out where batches do not bake, or nobody counts by instance. */
  readonly batches?: BatchJudge;
};

/** Replaces the instances of a fleet batch by batch; never fewer in rotation than allowed, on the way back neither. */
export function rolling(ports: RollingPorts, settings: RollingSettings): Strategy<RollingView, Step> {
  const { fleet, batches } = ports;
  return {
    async observe(signal) {
      const [view, counters, counted] = await Promise.all([
        fleet.instances(signal),
        ports.metrics?.read(signal) ?? [],
        batches?.byInstance(signal) ?? [],
      ]);
      return { ...view, counters, counted };
    },
    remember(memory, view, now) {
      const ready = view.instances.filter((instance) => instance.ready).map((instance) => instance.name);
      const seen = { distance: distance(view, memory.rollout), ready, counters: view.counters, weight: share(view, memory.rollout) };
      const remembered = look(memory, seen, now, 2 * settings.interval);
      // What is in rotation again, for whatever reason, is not ours to put back any more.
      const out = new Set(view.instances.filter((instance) => !instance.inRotation).map((instance) => instance.name));
      const spare = new Set(view.spare);
      const ours = remembered.rollout.ours.filter((name) => out.has(name) || spare.has(name));
      const looked = { ...remembered, rollout: { ...remembered.rollout, ours } };
      const isNew = (instance: Instance) => runs(instance, looked.rollout.goal);
      return heard(batches ? judgedBatch(looked, view, isNew, batches) : looked, view.silent ?? [], now);
    },
    decide: (view, memory, now) =>
      despiteSilence(decide(view, memory, now, settings), view.silent ?? [], memory, now, settings, (step) => step.kind === 'restore'),
    intend,
    done: (memory, step) => (step.kind === 'restore' ? { ...memory, rollout: { ...memory.rollout, watched: 0 } } : memory),
    async perform(step, memory, signal) {
      if (step.kind === 'restore') await prove(step.names, memory.rollout, signal);
      await all(step.names.map((name) => performOn(step.kind, name, memory.rollout.goal, signal)));
    },
    say,
    stage: (rollout) => (rollout.direction === 'back' ? 'going back' : 'rolling'),
    picture: (view, { rollout }) => ({
      serving: view.instances.filter((instance) => instance.ready && instance.inRotation).length,
      wanted: view.wanted,
      updated: view.instances.filter((instance) => instance.ready && runs(instance, attempted(rollout))).length,
      weight: share(view, rollout),
      extra: Math.max(0, view.instances.length - view.wanted),
    }),
    imagine,
    ...(fleet.changed && { changed: (signal: AbortSignal) => (fleet.changed as NonNullable<Fleet['changed']>)(signal) }),
  };

  async function performOn(kind: Step['kind'], name: string, goal: Target, signal: AbortSignal): Promise<void> {
    switch (kind) {
      case 'drain':
        return fleet.drain(name, signal);
      case 'replace':
        return fleet.replace(name, goal, signal);
      case 'restore':
        return fleet.restore(name, signal);
      case 'add':
        return fleet.add?.(name, goal, signal);
      case 'remove':
        return fleet.remove?.(name, signal);
    }
  }

  /** The version before was proven when it went live; only the new one is asked. */
  async function prove(names: readonly string[], rollout: Rollout, signal: AbortSignal): Promise<void> {
    if (rollout.direction === 'back' || !ports.smokeTest) return;
    const wrong = await ports.smokeTest.ask({ instances: names }, signal);
    if (wrong) throw new Refused('smoke-test-failed', `smoke test failed: ${wrong}`);
  }
}

/** Waits for all, then throws the first failure: nothing is left in flight. */
async function all(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Whether an instance runs the target. */
export function runs(instance: Instance, target: Target): boolean {
  return instance.version !== null && instance.version === target.version && (target.spec === null || instance.spec === target.spec);
}

function decide(view: RollingView, memory: Memory, now: Instant, settings: RollingSettings): Decision<Step> {
  const { rollout, verdict } = memory;
  if (verdict?.result === 'fail') return { do: 'back', reason: { code: 'analysis-failed', message: verdict.text } };
  const turn: Turn = {
    view,
    goal: rollout.goal,
    ours: new Set(rollout.ours),
    replaced: rollout.replaced,
    serves: (instance) => now.mono - (memory.readySince[instance.name] ?? now.mono) >= settings.minReady,
    limits: settings.limits(view.wanted),
    first: rollout.first && !view.instances.some((instance) => instance.inRotation),
  };
  const move = next(turn);
  switch (move.do) {
    case 'step':
      return move;
    case 'drift':
      return {
        do: 'stuck',
        reason: { code: 'drift', message: `${move.name} was replaced by somebody else again and again; nothing more was done to it` },
      };
    case 'failed':
      return { do: 'back', reason: { code: 'unready', message: move.why } };
    case 'wait': {
      const deadline = memory.nearest.at + settings.progressDeadline;
      if (now.mono >= deadline)
        return { do: 'back', reason: { code: move.code, message: `${move.why}, for ${settings.progressDeadline / 1000} s` } };
      const next = settings.isTold ? now.mono + settings.interval : soon(memory, now, view.instances.length);
      return { do: 'wait', until: at(now, Math.min(deadline, next)), why: move.why };
    }
    case 'settled': {
      const bakeTime = rollout.goal.bakeTime;
      const begun = view.instances.some((instance) => runs(instance, rollout.goal));
      if (begun && rollout.watched < bakeTime) {
        return { do: 'wait', until: at(now, now.mono + bakeTime - rollout.watched), why: `baking for ${bakeTime / 1000} s` };
      }
      if (move.step) return { do: 'step', step: move.step };
      const left = move.left.length > 0 ? `; left alone because somebody took them out of rotation: ${move.left.join(', ')}` : '';
      const message = `${view.instances.length - move.left.length} of ${view.wanted} instances run it${left}`;
      return { do: 'finish', outcome: 'promoted', reason: { code: rollout.first ? 'first-deployment' : 'done', message } };
    }
  }
}

function attempted(rollout: Rollout): Target {
  return rollout.attempted;
}

function intend(memory: Memory, step: Step): Memory {
  const { rollout } = memory;
  const taken = [...new Set([...rollout.ours, ...step.names])];
  switch (step.kind) {
    case 'drain':
      return { ...memory, rollout: { ...rollout, ours: taken } };
    case 'add':
    case 'replace': {
      const counted = Object.fromEntries(step.names.map((name) => [name, (rollout.replaced[name] ?? 0) + 1]));
      const ours = step.kind === 'add' ? taken : rollout.ours;
      return { ...memory, rollout: { ...rollout, ours, replaced: { ...rollout.replaced, ...counted } } };
    }
    default:
      return memory;
  }
}

/** Steps still to be taken, counted by instance: serving new 0, ready 1, starting 2, drained 3, serving old 4. */
function distance(view: RollingView, rollout: Rollout): number {
  const ours = new Set(rollout.ours);
  const rank = (instance: Instance) => {
    if (!runs(instance, rollout.goal)) return instance.inRotation ? 4 : ours.has(instance.name) ? 3 : 0;
    return !instance.ready ? 2 : instance.inRotation ? 0 : 1;
  };
  const missing = Math.max(0, view.wanted - view.instances.filter((instance) => runs(instance, rollout.goal)).length);
  return view.instances.reduce((sum, instance) => sum + rank(instance), 5 * missing);
}

function share(view: RollingView, rollout: Rollout): number {
  const serving = view.instances.filter((instance) => instance.ready && instance.inRotation);
  const updated = serving.filter((instance) => runs(instance, attempted(rollout)));
  return serving.length === 0 ? 0 : Math.round((100 * updated.length) / serving.length);
}

function say(step: Step, view: RollingView): string {
  const words = { drain: 'drain', replace: 'replace', restore: 'put in rotation', add: 'start', remove: 'remove' };
  const willRotate = ({ name, inRotation }: Instance) => (step.names.includes(name) ? step.kind === 'restore' : inRotation);
  const serving = view.instances.filter((instance) => instance.ready && willRotate(instance));
  return `${words[step.kind]} ${step.names.join(', ')} · ${serving.length} of ${view.wanted} serve`;
}

function imagine(view: RollingView, step: Step): RollingView {
  const names = new Set(step.names);
  const change = (instance: Instance): Instance => {
    if (!names.has(instance.name)) return instance;
    if (step.kind === 'drain') return { ...instance, inRotation: false };
    if (step.kind === 'restore') return { ...instance, inRotation: true };
    return { ...instance, version: step.target.version, spec: step.target.spec, ready: true };
  };
  if (step.kind === 'remove') return { ...view, instances: view.instances.filter((instance) => !names.has(instance.name)) };
  if (step.kind === 'add') {
    const made = step.names.map((name): Instance => ({ name, ...step.target, ready: true, inRotation: false }));
    return { ...view, instances: [...view.instances, ...made], spare: (view.spare ?? []).filter((name) => !names.has(name)) };
  }
  return { ...view, instances: view.instances.map(change) };
}
