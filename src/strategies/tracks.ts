import type { Instant } from '../ports/clock.ts';
import type { Rollout } from '../ports/journal.ts';
import type { Track, Tracks } from '../ports/tracks.ts';
import type { Decision, Memory, Strategy } from '../rollout/strategy.ts';
import { foreseen, isMeasured, judge, judged } from './bake.ts';
import { comeHome, isComingHome, isTheirsAgain } from './home.ts';
import { answerTo, naming } from './interference.ts';
import { look } from './look.ts';
import { isDue, isProved, proof } from './proven.ts';
import { noted, waitUntilReady } from './ready.ts';
import { at, sides, weightOf } from './sides.ts';
import { despiteSilence, heard } from './silence.ts';
import { perform, type TracksPorts } from './track-perform.ts';
import { carrying, floorOf, sizeOf } from './track-size.ts';
import { imagine, type Step, type TracksSettings, trackSay, type View } from './track-step.ts';

/**
 * Two tracks and a router: the goal's track is brought to the version, proven, given its weight, baked and judged; then the other is retired.
 * Where that other one is the user's own object, it becomes the goal instead, and what served the version meanwhile is retired.
 */
export function tracks(ports: TracksPorts, settings: TracksSettings): Strategy<View, Step> {
  return {
    async observe(signal) {
      const [view, router, counters] = await Promise.all([
        ports.tracks.read(signal),
        ports.router.read(signal),
        ports.metrics?.read(signal) ?? [],
      ]);
      return { ...view, router, counters, ...(ports.measured && { measured: ports.measured() }) };
    },
    remember: (memory, view, now) => heard(judged(lookedAt(memory, view, now, settings), view, ports, settings), view.router.silent, now),
    decide: (view, memory, now) =>
      despiteSilence(naming(decide(view, memory, now, settings), view), view.router.silent, memory, now, settings, relieves),
    intend: (memory, step) => intend(memory, step, settings.home),
    done(memory, step) {
      if (step.kind !== 'prove') return memory;
      const { lookedAt: provedAt, rollout } = memory;
      const proved = step.again === 'in its bake' ? rollout.proved : proof(rollout.goal, step.again !== false);
      return { ...memory, provedAt, rollout: { ...rollout, proved } };
    },
    perform: (step, memory, signal, warn) => perform(ports, step, memory.rollout, signal, warn),
    say: (step, view, memory) => [trackSay(step, view), foreseen(step, view, memory, ports) ?? []].flat().join(' · '),
    stage,
    picture(view, { rollout }) {
      const { goal, other } = sides(view, rollout);
      const carrying = [goal, other].filter((track) => weightOf(view, track) > 0);
      const updated = rollout.direction === 'back' ? other : goal;
      return {
        serving: carrying.reduce((sum, track) => sum + track.ready, 0),
        wanted: view.full,
        updated: updated.ready,
        weight: isComingHome(rollout) ? 100 : weightOf(view, updated),
        extra: Math.max(0, goal.wanted + other.wanted - view.full),
      };
    },
    imagine,
    ...(ports.tracks.changed && { changed: (signal: AbortSignal) => (ports.tracks.changed as NonNullable<Tracks['changed']>)(signal) }),
  };
}

function relieves(step: Step): boolean {
  return step.kind === 'shift';
}

/** So many times instances may end after they were proven: one that ends may have met bad luck. */
const MOST_RESTARTS = 2;

/** null on the way back to what nobody knows: it is taken as it is, but for the user's own object, which knows what it ran before it was told. */
function runsGoal(track: Track, { goal, broughtHome }: Rollout): boolean {
  if (goal.version === null) return !broughtHome || track.spec === null;
  return !track.mixed && track.wanted > 0 && track.version === goal.version && (goal.spec === null || track.spec === goal.spec);
}

function lookedAt(memory: Memory, view: View, now: Instant, settings: TracksSettings): Memory {
  const { rollout } = memory;
  const { goal, other } = sides(view, rollout);
  const weight = weightOf(view, goal);
  const capacity = Math.max(memory.capacity ?? goal.wanted, goal.ready);
  const carries = goal.ready >= floorOf(weight, view.full, capacity, settings);
  const whole = goal.ready >= sizeOf(rollout.goal, weight, view.full, settings);
  const distance =
    (runsGoal(goal, rollout) ? 0 : 1000) +
    Math.max(0, goal.wanted - goal.ready) +
    Math.abs(rollout.goal.weight - weight) +
    (rollout.goal.stage === 'retired' ? other.wanted : 0) +
    (rollout.proved === null ? 1 : 0);
  const shown = rollout.direction === 'back' ? 100 - weight : isComingHome(rollout) ? 100 : weight;
  const seen = { distance, ready: whole ? [goal.name] : [], counters: view.counters, weight: shown };
  const looked = look(memory, seen, now, 2 * settings.interval);
  // While nothing is being brought about the deadline stands still.
  const nearest = whole && weight === rollout.goal.weight ? { ...looked.nearest, at: now.mono } : looked.nearest;
  const restarts = isProved(rollout) ? (memory.restarts ?? goal.restarts ?? null) : null;
  const driftSince = goal.drift === undefined ? null : (memory.driftSince ?? now.mono);
  const unready = weight > 0 && !carries ? memory.unready + 1 : 0;
  // Once the rest is taken away, nobody can tell any more what somebody had changed.
  const theirs = rollout.direction === 'back' && isTheirsAgain(goal, rollout, weight, settings.home);
  const leaves = theirs && goal.drift !== undefined && !runsGoal(goal, rollout);
  const provedAt = memory.provedAt ?? now.mono;
  const remembered = { ...looked, nearest, restarts, capacity, driftSince, unready, provedAt };
  return leaves ? { ...remembered, rollout: { ...looked.rollout, accepted: goal.drift ?? null } } : remembered;
}

function decide(view: View, memory: Memory, now: Instant, settings: TracksSettings): Decision<Step> {
  const { rollout } = memory;
  const { goal, other } = sides(view, rollout);
  const weight = weightOf(view, goal);
  const back = rollout.direction === 'back';
  const needed = sizeOf(rollout.goal, weight, view.full, settings);
  const isTheirs = isTheirsAgain(goal, rollout, weight, settings.home);
  const answer = answerTo(view, memory, now, settings);
  if (answer && !isTheirs) return answer;

  if (!isTheirs && !runsGoal(goal, rollout)) {
    if (weight > 0 && !back) {
      const what = goal.wanted === 0 ? 'is gone: somebody deleted it' : 'serves and runs something else: somebody changed it';
      return { do: 'back', reason: { code: 'drift', message: goal.drift ?? `${goal.name} ${what}` } };
    }
    return { do: 'step', step: { kind: 'deploy', track: goal.name, size: needed, goal: rollout.goal } };
  }
  if (goal.wanted < needed && (rollout.goal.version !== null || goal.name === settings.home)) {
    // Where a track is a fixed set of servers, those that lack the version get it.
    const more = settings.alwaysFull ? { kind: 'deploy' as const, goal: rollout.goal } : { kind: 'scale' as const };
    return { do: 'step', step: { ...more, track: goal.name, size: needed } };
  }
  const unknown = rollout.goal.version === null && goal.name !== settings.home;
  if (back && unknown && !rollout.first && weight < 100 && goal.ready < needed) {
    const message = `${goal.name} has ${goal.ready} of ${needed} instances ready, and nobody knows which version would bring the others up`;
    return { do: 'stuck', reason: { code: 'no-previous-version', message } };
  }

  // A track that serves already can only be relieved by more of the traffic going where it belongs.
  const enough = unknown ? 0 : back && weight > 0 ? 1 : needed;
  // At home it has nowhere better to go: there only the deadline counts.
  if (weight > 0 && !back && memory.unready >= 2 && goal.name !== settings.home) {
    return {
      do: 'back',
      reason: {
        code: 'unready',
        message: `${goal.name} has ${goal.ready} ready instances and its weight needs ${carrying(weight, view.full)}${noted(goal)}`,
      },
    };
  }
  const restarted = (goal.restarts ?? 0) - (memory.restarts ?? goal.restarts ?? 0);
  if (restarted >= MOST_RESTARTS && !back) {
    const message = `instances of ${goal.name} ended ${restarted} times since they were proven, and were started again${noted(goal)}`;
    return { do: 'back', reason: { code: 'unready', message } };
  }
  if (goal.ready < enough || now.mono - (memory.readySince[goal.name] ?? now.mono) < (back ? 0 : settings.minReady)) {
    return waitUntilReady(goal, enough, memory, now, settings);
  }
  if (!back && !isProved(rollout)) return { do: 'step', step: { kind: 'prove', track: goal.name, again: false } };
  if (rollout.goal.stage === 'prepared')
    return { do: 'finish', outcome: 'prepared', reason: { code: 'done', message: `${goal.name} is ready and proven, without traffic` } };

  if (weight !== rollout.goal.weight || !view.router.agreed) {
    return { do: 'step', step: { kind: 'shift', track: goal.name, other: other.name, from: weight, to: rollout.goal.weight } };
  }
  if (isDue(memory, now, settings)) return { do: 'step', step: { kind: 'prove', track: goal.name, again: 'in its bake' } };
  return back
    ? retire(other, view, rollout, settings)
    : (judge(memory, view, now, settings) ?? afterBake(other, view, memory, now, settings));
}

function afterBake(other: Track, view: View, memory: Memory, now: Instant, settings: TracksSettings): Decision<Step> {
  const { rollout } = memory;
  const { goal } = rollout;
  if (settings.provesAgain && goal.bakeTime > 0 && rollout.proved !== proof(goal, true))
    return { do: 'step', step: { kind: 'prove', track: goal.track as string, again: 'after its bake' } };
  const message = `${goal.track} serves ${goal.weight} %${served(view)}`;
  if (goal.stage === 'canary' && !rollout.first) return { do: 'finish', outcome: 'canary', reason: { code: 'done', message } };
  if (goal.stage === 'switched' && !rollout.first) return { do: 'finish', outcome: 'switched', reason: { code: 'done', message } };
  const left = goal.bakeTime + goal.keepOld - rollout.watched;
  if (left > 0 && other.wanted > 0)
    return {
      do: 'wait',
      until: at(now, now.mono + left),
      why: `keeping ${other.name} for ${goal.keepOld / 1000} s, ready to take the traffic back`,
    };
  return retire(other, view, rollout, settings);
}

/** What people should know of a weight that is given. */
function served(view: View): string {
  const { router, tracks, measured } = view;
  const drift = tracks.flatMap((track) => track.drift ?? []);
  const share = router.share === undefined ? '' : ` (${router.share})`;
  const told = Object.entries({ ...measured?.counters, ...measured?.numbers });
  const silent = told.flatMap(([name, reading]) => ('noData' in reading ? [`metric ${name} says nothing: ${reading.noData}`] : []));
  const missing = isMeasured(view) ? silent : ['no metric was looked at'];
  return `${share}${[...missing, ...drift].map((text) => `; ${text}`).join('')}`;
}

function retire(other: Track, view: View, rollout: Rollout, { home }: TracksSettings): Decision<Step> {
  if (other.name === home) return comeHome(other, view.full, rollout);
  if (other.wanted > 0 || other.remains) return { do: 'step', step: { kind: 'retire', track: other.name } };
  const message = `${rollout.goal.track} has all the traffic`;
  // What somebody made of it is what serves now, whatever it is called.
  const drift = rollout.direction === 'back' ? rollout.accepted : sides(view, rollout).goal.drift;
  if (drift) return { do: 'finish', outcome: 'promoted', reason: { code: 'drift', message: `${message}; ${drift}` } };
  return { do: 'finish', outcome: 'promoted', reason: { code: rollout.first ? 'first-deployment' : 'done', message } };
}

function intend(memory: Memory, step: Step, home: string | undefined): Memory {
  const { rollout } = memory;
  if (step.kind === 'deploy' || step.kind === 'home') {
    // What is new was not proven; and the user's own object is told once, and again only where a person asks for it.
    const replaced = step.track === home ? { ...rollout.replaced, [home]: (rollout.replaced[home] ?? 0) + 1 } : rollout.replaced;
    const told = { ...memory, rollout: { ...rollout, replaced, proved: null } };
    if (step.kind === 'deploy') return told;
    const nearest = { distance: Number.POSITIVE_INFINITY, at: memory.lookedAt ?? memory.nearest.at };
    return {
      ...told,
      nearest,
      verdict: null,
      capacity: null,
      unready: 0,
      rollout: { ...told.rollout, goal: step.goal, broughtHome: true, watched: 0 },
    };
  }
  if (step.kind === 'shift')
    return {
      ...memory,
      verdict: null,
      rollout: { ...rollout, weight: rollout.direction === 'back' ? 100 - step.to : step.to, watched: 0 },
    };
  if (step.kind === 'retire') return { ...memory, rollout: { ...rollout, retiring: true } };
  return memory;
}

function stage(rollout: Rollout): string {
  if (rollout.direction === 'back') return 'going back';
  if (isComingHome(rollout)) return 'bring home';
  if (rollout.retiring) return 'retire';
  if (rollout.goal.stage === 'prepared' || rollout.proved === null) return 'prepare';
  return rollout.goal.stage === 'canary' ? `canary ${rollout.goal.weight} %` : 'switch';
}
