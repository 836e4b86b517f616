import { Refused } from '../../src/ports/reason.ts';
import { notAsWritten } from './managed.ts';
import type { Afterwards, Scenario } from './scenarios.ts';
import { type Told, words } from './walk.ts';
import type { World } from './world.ts';

/** What is wrong with a service that is to be whole on one version, with nothing in flight; empty where nothing is. */
export function notWhole(world: World): string[] {
  const { plan, state } = world;
  const document = world.document();
  const wrong: string[] = [];
  const check = (right: boolean, text: string) => right || wrong.push(text);
  if (!document && !plan.unknown && !world.managed) return state.machines.length === 0 ? [] : ['nothing is in the journal'];
  const { live = null, holder = null, rollout = null, request = null, history = [] } = document ?? {};
  // What nobody knows is v1 here.
  const version1 = plan.unknown ? { version: 'v1', spec: 's', track: plan.tracks ? 'blue' : null } : null;
  const serves = live ?? version1;
  check(holder === null, `${holder?.id} still holds the journal`);
  check(request === null, 'a request is left');
  check(rollout === null, `${rollout?.attempted.version} is still in flight, ${rollout?.direction}`);
  if (world.managed) return [...wrong, ...notAsWritten(world.managed, plan, serves?.version ?? null)];
  const track = world.live();
  const all = world.of(track);
  if (serves === null) {
    check(state.machines.length === 0, 'nothing is live in the journal and something runs');
    return wrong;
  }
  check(all.length === plan.full, `${all.length} instances on ${track}, not ${plan.full}`);
  check(state.machines.length === all.length, `${state.machines.length - all.length} instances on the other track`);
  for (const machine of all) {
    const { name, version, spec, inRotation } = machine;
    // What runs besides the version at home is the user's.
    check(
      version === serves.version && (plan.home === true || spec === serves.spec),
      `${name} runs ${version} and ${serves.version} is live in the journal`,
    );
    check(world.ready(machine), `${name} is not ready`);
    check(inRotation, `${name} is out of rotation`);
  }
  check(
    state.balancers.every((balancer) => balancer[track] === 100),
    `weights ${JSON.stringify(state.balancers)}`,
  );
  check(!plan.tracks || serves.track === track, `${track} serves and ${serves.track} is live in the journal`);
  check(!plan.home || (track === 'blue' && !state.noted && !state.wired), 'home is not what its user wrote');
  check(state.preview === null || state.preview === track, `preview points at ${state.preview}`);
  const ends = history.map(({ version, end, run, at }) => JSON.stringify([version, end, run, at]));
  check(new Set(ends).size === ends.length, 'a rollout is in the history twice');
  return wrong;
}

/** What is untrue of what a command told, looked at when it has just ended. */
export function untrue(world: World, told: Told): string[] {
  const { ending, asked, end, error, process, took } = told;
  if (end === 'endless') return ['does not end'];
  const document = world.document();
  const held = document?.holder && process.holders.has(document.holder.id);
  if (end === 'threw') {
    const refused = error instanceof Refused || process.fault !== null;
    return refused ? [] : [`ends with an error: ${String(error)}`];
  }
  if (end !== 'told' || !ending) return [];
  const wrong: string[] = [];
  const check = (right: boolean, text: string) => right || wrong.push(`told ${words(told)}, and ${text}`);
  const { plan } = world;
  check(!held, 'still holds the journal');
  check(ending.outcome !== 'stuck', 'nothing stays away from both versions');
  const goes = document?.rollout ?? null;
  const green = world.weight('green');
  // What a shift itself takes may count as watched: the other balancers had it before the last one.
  const since = world.time.now - world.state.weightsSince + plan.slow * (plan.balancers - 1);
  switch (ending.outcome) {
    case 'promoted':
      wrong.push(...notWhole(world).map((text) => `told promoted, and ${text}`));
      check(document?.live?.version === (asked.version ?? document?.live?.version), `${document?.live?.version} is live`);
      check(asked.action === 'rolling' || ending.rollout?.first || plan.home === true || since >= plan.bakeTime, `baked ${since} ms`);
      break;
    case 'rolled-back':
      wrong.push(...notWhole(world).map((text) => `told rolled-back, and ${text}`));
      // By a rollback to a certain version, that one; else the one that was live when the rollout began.
      check(
        asked.to !== null || (document?.live?.version ?? null) === (ending.rollout?.from.version ?? null),
        `${document?.live?.version} is live`,
      );
      break;
    case 'canary':
      check(green === asked.weight && goes?.weight === asked.weight, `green has ${green} %`);
      check(since >= plan.bakeTime, `baked ${since} ms`);
      break;
    case 'prepared':
      check(green === 0 && world.of('green').length > 0 && goes?.weight === 0, 'it is not so');
      break;
    case 'switched':
      check(green === 100 && goes?.weight === 100, `green has ${green} %`);
      check(since >= plan.bakeTime, `baked ${since} ms`);
      break;
    case 'interrupted':
      check(ending.reason.code === 'cancelled' && process.cancel.signal.aborted, 'nobody had cancelled it');
      break;
  }
  if (process.fault?.how === 'cancelled' && process.faultAt !== null) {
    const late = took - (process.faultAt - (world.time.now - took));
    check(late <= 7_500, `ended ${late} ms after it was cancelled`);
  }
  return wrong;
}

/** Refusals that a command after the fault may meet, by what the table of states says. */
const ALLOWED: Record<Afterwards, readonly string[]> = {
  'again, re-run': [],
  'again, another run': [],
  rollback: [],
  'rollback in the same run': [],
  promote: ['going-back', 'nothing-in-flight'],
};

/** What is wrong with how the command after the fault ended. */
export function notAsked(then: Afterwards, scenario: Scenario, told: Told): string[] {
  const code = told.ending?.outcome === 'refused' ? told.ending.reason.code : told.error instanceof Refused ? told.error.reason.code : null;
  if (code === null) return [];
  const paused = scenario.ends === 'paused' && code === 'paused';
  // A rollback or promote that is asked again may find its work done.
  const { action, to } = scenario.command;
  const done =
    then.startsWith('again') &&
    ((action === 'promote' && code === 'nothing-in-flight') || (to === 'previous' && code === 'nothing-before'));
  const { unknown: nobodyKnows, empty } = scenario.plan;
  const unknown =
    then.startsWith('rollback') &&
    ((nobodyKnows && code === 'nothing-before') || ((nobodyKnows || empty) && code === 'no-previous-version'));
  return ALLOWED[then].includes(code) || paused || done || unknown ? [] : [`${then}: ${words(told)}`];
}
