import type { Instant } from '../ports/clock.ts';
import type { Goal, Rollout } from '../ports/journal.ts';
import type { Judge, MetricSource } from '../ports/metrics.ts';
import { Refused } from '../ports/reason.ts';
import type { SmokeTest } from '../ports/smoke-test.ts';
import type { Router, Track, Tracks } from '../ports/tracks.ts';
import type { Decision, Memory, Strategy } from '../rollout/strategy.ts';
import { judge, judged } from './bake.ts';
import { look } from './look.ts';
import { at, sides, weightOf } from './sides.ts';
import { despiteSilence, heard } from './silence.ts';
import { carrying, sizeOf } from './track-size.ts';
import { type Step, type TracksSettings, trackSay, type View } from './track-step.ts';

export type TracksPorts = {
  readonly tracks: Tracks;
  readonly router: Router;
  readonly metrics?: MetricSource;
  readonly smokeTest?: SmokeTest;
  readonly judge: Judge;
};

/** Two tracks and a router: the goal's track is brought to the version, proven, given its weight, baked and judged; then the other is retired. */
export function tracks(ports: TracksPorts, settings: TracksSettings): Strategy<View, Step> {
  return {
    async observe(signal) {
      const [view, router, counters] = await Promise.all([
        ports.tracks.read(signal),
        ports.router.read(signal),
        ports.metrics?.read(signal) ?? [],
      ]);
      return { ...view, router, counters };
    },
    remember: (memory, view, now) => heard(judged(lookedAt(memory, view, now, settings), view, ports, settings), view.router.silent, now),
    decide: (view, memory, now) =>
      despiteSilence(decide(view, memory, now, settings), view.router.silent, memory, now, settings, (step) => step.kind === 'shift'),
    intend,
    done: (memory, step) =>
      step.kind === 'prove' ? { ...memory, rollout: { ...memory.rollout, proved: proof(memory.rollout.goal) } } : memory,
    perform: (step, memory, signal) => perform(ports, step, memory.rollout, signal),
    say: trackSay,
    stage,
    picture(view, { rollout }) {
      const { goal, other } = sides(view, rollout);
      const carrying = [goal, other].filter((track) => weightOf(view, track) > 0);
      const updated = rollout.direction === 'back' ? other : goal;
      return {
        serving: carrying.reduce((sum, track) => sum + track.ready, 0),
        wanted: view.full,
        updated: updated.ready,
        weight: weightOf(view, updated),
        extra: Math.max(0, goal.wanted + other.wanted - view.full),
      };
    },
    imagine,
    ...(ports.tracks.changed && { changed: (signal: AbortSignal) => (ports.tracks.changed as NonNullable<Tracks['changed']>)(signal) }),
  };
}

function proof(goal: Goal): string {
  return `${goal.track}:${goal.version}:${goal.spec}`;
}

/** null on the way back to what nobody knows: it is taken as it is. */
function runsGoal(track: Track, goal: Goal): boolean {
  if (goal.version === null) return true;
  return !track.mixed && track.wanted > 0 && track.version === goal.version && (goal.spec === null || track.spec === goal.spec);
}

function lookedAt(memory: Memory, view: View, now: Instant, settings: TracksSettings): Memory {
  const { rollout } = memory;
  const { goal, other } = sides(view, rollout);
  const weight = weightOf(view, goal);
  const carries = goal.ready >= carrying(weight, view.full);
  const whole = goal.ready >= sizeOf(rollout.goal, weight, view.full, settings);
  const distance =
    (runsGoal(goal, rollout.goal) ? 0 : 1000) +
    Math.max(0, goal.wanted - goal.ready) +
    Math.abs(rollout.goal.weight - weight) +
    (rollout.goal.stage === 'retired' ? other.wanted : 0) +
    (rollout.proved === null ? 1 : 0);
  const shown = rollout.direction === 'back' ? 100 - weight : weight;
  const seen = { distance, ready: whole ? [goal.name] : [], counters: view.counters, weight: shown };
  return { ...look(memory, seen, now, 2 * settings.interval), unready: weight > 0 && !carries ? memory.unready + 1 : 0 };
}

function decide(view: View, memory: Memory, now: Instant, settings: TracksSettings): Decision<Step> {
  const { rollout } = memory;
  const { goal, other } = sides(view, rollout);
  const weight = weightOf(view, goal);
  const back = rollout.direction === 'back';
  const needed = sizeOf(rollout.goal, weight, view.full, settings);

  if (!runsGoal(goal, rollout.goal)) {
    if (weight > 0 && !back)
      return { do: 'back', reason: { code: 'drift', message: `${goal.name} serves and runs something else: somebody changed it` } };
    return { do: 'step', step: { kind: 'deploy', track: goal.name, size: needed, goal: rollout.goal } };
  }
  if (goal.wanted < needed && rollout.goal.version !== null) {
    // Where a track is a fixed set of servers, those that lack the version get it.
    const more = settings.alwaysFull ? { kind: 'deploy' as const, goal: rollout.goal } : { kind: 'scale' as const };
    return { do: 'step', step: { ...more, track: goal.name, size: needed } };
  }
  if (back && rollout.goal.version === null && !rollout.first && weight < 100 && goal.ready < needed) {
    const message = `${goal.name} has ${goal.ready} of ${needed} instances ready, and nobody knows which version would bring the others up`;
    return { do: 'stuck', reason: { code: 'no-previous-version', message } };
  }

  // A track that serves already can only be relieved by more of the traffic going where it belongs.
  const enough = rollout.goal.version === null ? 0 : back && weight > 0 ? 1 : needed;
  if (weight > 0 && !back && memory.unready >= 2) {
    return {
      do: 'back',
      reason: {
        code: 'unready',
        message: `${goal.name} has ${goal.ready} ready instances and its weight needs ${carrying(weight, view.full)}${noted(goal)}`,
      },
    };
  }
  if (goal.ready < enough || now.mono - (memory.readySince[goal.name] ?? now.mono) < (back ? 0 : settings.minReady)) {
    return waitUntilReady(goal, enough, memory, now, settings);
  }
  if (!back && rollout.proved !== proof(rollout.goal)) return { do: 'step', step: { kind: 'prove', track: goal.name } };
  if (rollout.goal.stage === 'prepared')
    return { do: 'finish', outcome: 'prepared', reason: { code: 'done', message: `${goal.name} is ready and proven, without traffic` } };

  if (weight !== rollout.goal.weight || !view.router.agreed) {
    return { do: 'step', step: { kind: 'shift', track: goal.name, other: other.name, from: weight, to: rollout.goal.weight } };
  }
  return back ? retire(other, rollout) : (judge(memory, view, now, settings) ?? afterBake(other, memory, now));
}

function waitUntilReady(goal: Track, enough: number, memory: Memory, now: Instant, settings: TracksSettings): Decision<Step> {
  const why = `${goal.name}: ${goal.ready} of ${enough} ready${noted(goal)}`;
  if (goal.failed) return { do: 'back', reason: { code: 'unready', message: `${goal.name} cannot become ready${noted(goal)}` } };
  const deadline = memory.nearest.at + settings.progressDeadline;
  if (now.mono >= deadline)
    return { do: 'back', reason: { code: 'progress-deadline', message: `${why}, for ${settings.progressDeadline / 1000} s` } };
  return { do: 'wait', until: at(now, Math.min(deadline, now.mono + Math.max(settings.interval, settings.minReady))), why };
}

function afterBake(other: Track, memory: Memory, now: Instant): Decision<Step> {
  const { rollout } = memory;
  const { goal } = rollout;
  const message = `${goal.track} serves ${goal.weight} %`;
  if (goal.stage === 'canary' && !rollout.first) return { do: 'finish', outcome: 'canary', reason: { code: 'done', message } };
  if (goal.stage === 'switched' && !rollout.first) return { do: 'finish', outcome: 'switched', reason: { code: 'done', message } };
  const left = goal.bakeTime + goal.keepOld - rollout.watched;
  if (left > 0 && other.wanted > 0)
    return {
      do: 'wait',
      until: at(now, now.mono + left),
      why: `keeping ${other.name} for ${goal.keepOld / 1000} s, ready to take the traffic back`,
    };
  return retire(other, rollout);
}

function retire(other: Track, rollout: Rollout): Decision<Step> {
  if (other.wanted > 0) return { do: 'step', step: { kind: 'retire', track: other.name } };
  return {
    do: 'finish',
    outcome: 'promoted',
    reason: { code: rollout.first ? 'first-deployment' : 'done', message: `${rollout.goal.track} has all the traffic` },
  };
}

function intend(memory: Memory, step: Step): Memory {
  const { rollout } = memory;
  if (step.kind === 'shift')
    return {
      ...memory,
      verdict: null,
      rollout: { ...rollout, weight: rollout.direction === 'back' ? 100 - step.to : step.to, watched: 0 },
    };
  if (step.kind === 'retire') return { ...memory, rollout: { ...rollout, retiring: true } };
  return memory;
}

async function perform(ports: TracksPorts, step: Step, rollout: Rollout, signal: AbortSignal): Promise<void> {
  switch (step.kind) {
    case 'deploy':
      return ports.tracks.deploy(step.track, step.goal, step.size, signal);
    case 'scale':
      return ports.tracks.scale(step.track, step.size, signal);
    case 'prove':
      await ports.router.preview?.point(step.track, signal);
      return pass(ports, { track: step.track }, signal);
    case 'shift': {
      const weights = { [step.track]: step.to, [step.other]: 100 - step.to };
      await ports.router.shift(weights, signal);
      await ports.router.verify(weights, signal);
      if (rollout.direction === 'forward') await pass(ports, 'service', signal);
      return;
    }
    case 'retire':
      await ports.router.preview?.point(null, signal);
      return ports.tracks.retire(step.track, signal);
  }
}

async function pass(ports: TracksPorts, whom: { track: string } | 'service', signal: AbortSignal): Promise<void> {
  const wrong = await ports.smokeTest?.ask(whom, signal);
  if (wrong) throw new Refused('smoke-test-failed', `smoke test failed: ${wrong}`);
}

function stage(rollout: Rollout): string {
  if (rollout.direction === 'back') return 'going back';
  if (rollout.retiring) return 'retire';
  if (rollout.goal.stage === 'prepared' || rollout.proved === null) return 'prepare';
  return rollout.goal.stage === 'canary' ? `canary ${rollout.goal.weight} %` : 'switch';
}

function imagine(view: View, step: Step): View {
  const change = (name: string, patch: Partial<Track>): View => {
    const [a, b] = view.tracks;
    return { ...view, tracks: [a.name === name ? { ...a, ...patch } : a, b.name === name ? { ...b, ...patch } : b] };
  };
  switch (step.kind) {
    case 'deploy':
      return change(step.track, { version: step.goal.version, spec: step.goal.spec, mixed: false, wanted: step.size, ready: step.size });
    case 'scale':
      return change(step.track, { wanted: step.size, ready: step.size });
    case 'shift':
      return { ...view, router: { ...view.router, agreed: true, weights: { [step.track]: step.to, [step.other]: 100 - step.to } } };
    case 'retire':
      return change(step.track, { wanted: 0, ready: 0, version: null, spec: null });
    case 'prove':
      return view;
  }
}

function noted(track: Track): string {
  return track.note ? ` (${track.note})` : '';
}
