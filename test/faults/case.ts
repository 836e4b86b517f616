import { notAsked, notWhole, untrue } from './checks.ts';
import type { Fault } from './process.ts';
import { type Afterwards, beside, finishing, followUp, runOf, type Scenario, type Second } from './scenarios.ts';
import { type Started, start, status, type Told, words } from './walk.ts';
import { type State, World } from './world.ts';

/** One try: what happened, in the order it did, and what is wrong with it. */
export type Tried = {
  readonly wrong: readonly string[];
  readonly story: readonly string[];
  readonly first: Told;
  readonly scenario: Scenario;
  readonly fault: Fault | null;
};

/** Runs a scenario's command with a fault, then what comes after, then what ends it; looks at all of it. */
export async function tryFault(scenario: Scenario, state: State, fault: Fault, then: Afterwards): Promise<Tried> {
  const world = new World(scenario.plan, structuredClone(state));
  const wrong: string[] = [];
  const story: string[] = [];
  const tell = (who: string, told: Told) => {
    story.push(`${who} → ${words(told)}`);
    wrong.push(...untrue(world, told).map((text) => `${who}: ${text}`));
  };
  const first = await start(world, 'first', scenario.command, runOf(2), fault).over;
  tell('first', first);
  // At work, and what it met was passing: as if it had not been.
  const passing =
    first.process.crossed[fault.at]?.holds &&
    first.process.crossed[fault.at]?.call !== 'platform.start' &&
    (fault.how === 'fails' || fault.how === 'reply lost');
  if (passing && first.ending?.outcome !== scenario.ends) wrong.push(`first: ${words(first)}, not ${scenario.ends}`);

  await asStatus(world, wrong);
  const { command, run } = followUp(then, scenario);
  const second = await start(world, then, command, run).over;
  tell(then, second);
  wrong.push(...notAsked(then, scenario, second));
  await asStatus(world, wrong);
  await finish(world, scenario, then, tell);
  wrong.push(...notWhole(world).map((text) => `in the end: ${text}`));
  const serves = world.document()?.live?.version ?? null;
  if (then.startsWith('again') && serves !== scenario.serves) wrong.push(`in the end: ${serves} serves, not ${scenario.serves}`);
  wrong.push(...world.violations, ...world.strays.map((stray) => `${stray} without holding the journal`));
  return { wrong, story, first, scenario, fault };
}

/** Starts a second process at a boundary of the first, and lets both go on to their ends. */
export async function tryTwo(scenario: Scenario, state: State, at: number, second: Second): Promise<Tried> {
  return together(scenario, state, at, null, second);
}

/** Lets the first process sleep until it is taken for gone, and wake up when the second has replaced it. */
export async function trySleep(scenario: Scenario, state: State, fault: Fault, second: Second): Promise<Tried> {
  return together(scenario, state, fault.at, fault, second);
}

async function together(scenario: Scenario, state: State, at: number, fault: Fault | null, second: Second): Promise<Tried> {
  const world = new World(scenario.plan, structuredClone(state));
  const wrong: string[] = [];
  const story: string[] = [];
  const tell = (who: string, told: Told) => {
    story.push(`${who} → ${words(told)}, at ${world.time.now}`);
    if (told.end === 'endless') wrong.push(`${who}: does not end`);
  };
  let other: Promise<Told> | null = null;
  const first = start(world, 'first', scenario.command, runOf(2), fault);
  first.process.atBoundary = (n) => {
    if (n === at) other = start(world, second, beside(second, scenario), runOf(3)).over.then(ended(second));
  };
  const ended = (who: string) => (told: Told) => {
    tell(who, told);
    return told;
  };
  const told = await first.over.then(ended('first'));
  await other;
  await asStatus(world, wrong);
  wrong.push(...world.violations, ...world.strays.map((stray) => `${stray} without holding the journal`));
  const then = second === 'rollback' ? 'rollback' : 'promote';
  await finish(world, scenario, then, tell);
  wrong.push(...notWhole(world).map((text) => `in the end: ${text}`));
  return { wrong, story, first: told, scenario, fault };
}

/** Until nothing is in flight, as a person would. */
async function finish(world: World, scenario: Scenario, then: Afterwards, tell: (who: string, told: Told) => void): Promise<void> {
  for (let i = 0; i < 3; i++) {
    const document = world.document();
    if (!document?.rollout && !document?.holder) return;
    const command = finishing(document, then, scenario);
    const told: Started = start(world, command.action, command, runOf(10 + i));
    const ended = await told.over;
    tell(`finish by ${command.action}`, ended);
    if (ended.end === 'endless') return;
  }
}

async function asStatus(world: World, wrong: string[]): Promise<void> {
  await status(world).catch((error) => wrong.push(`status throws ${String(error)}`));
}
