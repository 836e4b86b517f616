// Loaded first: while a part of an action is loaded nobody waits in simulated time, which would jump to its end.
import '../../src/actions/assemble.ts';
import { carryOut } from '../../src/actions/carry-out.ts';
import { journalOf } from '../../src/actions/journal-of.ts';
import { kindOf, look } from '../../src/actions/shown.ts';
import type { Site } from '../../src/actions/site.ts';
import type { JournalDocument, Run } from '../../src/ports/journal.ts';
import { Refused } from '../../src/ports/reason.ts';
import type { Ending } from '../../src/ports/reporter.ts';
import type { Service } from '../../src/ports/service.ts';
import type { Asked } from '../../src/rollout/begin.ts';
import { type State as ServiceState, stateOf } from '../../src/rollout/state.ts';
import { SETTINGS } from '../analysis/settings.ts';
import { newState } from './new-state.ts';
import { platformFor } from './platform.ts';
import { type Fault, Process } from './process.ts';
import { askedFor, type Command, runOf, type Scenario } from './scenarios.ts';
import { type Plan, type State, World } from './world.ts';

/** The longest a command may take, in simulated milliseconds. */
export const BOUND = 200_000;

export type Told = {
  readonly process: Process;
  readonly asked: Asked;
  readonly end: 'told' | 'threw' | 'killed' | 'endless';
  readonly ending: Ending | null;
  readonly error: unknown;
  readonly took: number;
};

/** A process that was started and has not ended. */
export type Started = { readonly process: Process; readonly over: Promise<Told> };

/** Starts one command as a process of its own. */
export function start(world: World, name: string, command: Command, run: Run, fault: Fault | null = null): Started {
  const process = new Process(name, world.time);
  process.fault = fault;
  process.holding = () => process.holders.has(world.state.beat.id ?? '');
  world.processes.push(process);
  const begun = world.time.now;
  const asked = askedFor(command, run, world.plan, process.clock.now().wall);
  const site: Site = {
    service: serviceFor(world.plan),
    platform: platformFor(world, process),
    workspace: '/',
    clock: process.clock,
    see: () => {},
    say: () => {},
    marks: () => ({}),
    remember: (_rollout, holder) => process.holders.add(holder),
  };
  const told = (end: Told['end'], ending: Ending | null, error: unknown = null): Told => {
    return { process, asked, end, ending, error, took: world.time.now - begun };
  };
  const stop = new AbortController();
  const over = Promise.race([
    carryOut(asked, site, process.cancel.signal).then(
      (ending) => told('told', ending),
      (error) => told('threw', null, error),
    ),
    process.dead.then((how) => told(how, null)),
    world.time.wait(BOUND, stop.signal).then(() => told('endless', null)),
  ]).then((result) => {
    stop.abort();
    // Whatever it still waits for, it does nothing more.
    process.kill();
    return result;
  });
  return { process, over };
}

/** Asks as `status` does. Throws where that would throw. */
export async function status(world: World): Promise<ServiceState> {
  const process = new Process('status', world.time);
  const platform = platformFor(world, process);
  const before = JSON.stringify(world.snapshot());
  const journal = await journalOf(serviceFor(world.plan), platform, process.cancel.signal);
  const shown = await look(platform, kindOf(journal, null), process.cancel.signal);
  if (JSON.stringify(world.snapshot()) !== before) world.violations.push('status changed something');
  return stateOf(journal, shown.deployed);
}

/** The state of the world just before the command of a scenario. */
export async function stateBefore(scenario: Scenario): Promise<State> {
  const { plan, before } = scenario;
  const world = new World(plan, newState(plan));
  if (!plan.empty && !plan.unknown) world.state.journal = JSON.stringify(v1Live(world));
  for (const command of before) {
    const { end, ending, error } = await start(world, 'before', command, runOf(1)).over;
    if (end !== 'told' || ending?.outcome === 'refused') throw new Error(`${scenario.name}: ${end} ${ending?.reason.message} ${error}`);
  }
  if (world.violations.length > 0) throw new Error(`${scenario.name}, before: ${world.violations.join('\n')}`);
  return world.snapshot();
}

function v1Live({ plan }: World): JournalDocument {
  const run = runOf(0);
  const live = { version: 'v1', spec: 's', track: plan.tracks ? 'blue' : null, since: 0, run };
  const history = [{ version: 'v1', spec: 's', run, end: 'live', service: {}, at: 0 } as const];
  const nothing = { rollout: null, holder: null, request: null, lock: null, unreported: null };
  return { schema: 1, epoch: 0, seq: 1, service: 'shop', environment: 'production', place: 'p', live, history, ...nothing };
}

/** In a few words, how a command ended. */
export function words({ end, ending, error, process }: Told): string {
  if (end === 'told') return `${ending?.outcome}, ${ending?.reason.code}: ${ending?.reason.message}`;
  if (end === 'threw') return error instanceof Refused ? `refused, ${error.reason.code}: ${error.message}` : `threw ${String(error)}`;
  return `${end} after ${process.crossed.length} calls`;
}

function serviceFor(plan: Plan): Service {
  const instances = (value: number) => ({ value, unit: 'instances' }) as const;
  return {
    name: 'shop',
    environment: 'production',
    place: 'p',
    spec: 's',
    raw: {},
    platform: 'local',
    instances: plan.full,
    rollout: {
      maxUnavailable: instances(plan.maxUnavailable),
      maxSurge: instances(plan.maxSurge),
      bakeTime: plan.bakeTime,
      keepOld: plan.keepOld,
      minReady: plan.minReady,
      progressDeadline: 60_000,
      previewSize: instances(1),
      onFailure: plan.onFailure,
      onCancel: 'rollback',
      onBusy: plan.onBusy ?? 'fail',
    },
    analysis: { ...SETTINGS, interval: 1_000, analysisTimeout: 20_000, maxErrorRate: 0.01 },
  } as unknown as Service;
}
