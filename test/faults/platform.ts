import type { Fleet, Target } from '../../src/ports/fleet.ts';
import type { ManagedFleet } from '../../src/ports/managed-fleet.ts';
import type { Platform } from '../../src/ports/platform.ts';
import { Refused } from '../../src/ports/reason.ts';
import type { Whom } from '../../src/ports/smoke-test.ts';
import type { Router, Tracks, Track as TrackView, Weights } from '../../src/ports/tracks.ts';
import { managedFleet } from '../fakes/managed.ts';
import type { Process } from './process.ts';
import { type Machine, TO_READY, type Track, type World } from './world.ts';

/** The platform as one process sees it: every call, and every part of one that may be done without the rest, is a boundary. */
export function platformFor(world: World, process: Process): Platform {
  const { plan, state } = world;
  const read = <T>(call: string, signal: AbortSignal, value: () => T) => process.cross(call, false, signal, value);
  const write = (call: string, signal: AbortSignal, change: () => void, takes = plan.slow) =>
    process.cross(call, true, signal, () => world.write(process, call, change), takes);

  const fleet: Fleet = {
    instances: (signal) => read('fleet.instances', signal, () => viewOf(world)),
    drain: (name, signal) =>
      write(`drain ${name}`, signal, () => {
        must(world, name).inRotation = false;
      }),
    async replace(name, target, signal) {
      const machine = must(world, name);
      if (runs(machine, target) && world.ready(machine)) return;
      await write(`replace ${name}: stop`, signal, () => {
        if (must(world, name).inRotation) world.violations.push(`${name} is replaced while it serves`);
        Object.assign(must(world, name), { version: null, spec: null });
      });
      await write(`replace ${name}: start`, signal, () => world.start(name, must(world, name).track, target, false));
    },
    restore: (name, signal) =>
      write(`restore ${name}`, signal, () => {
        if (!world.ready(must(world, name))) world.violations.push(`${name} is put in rotation and is not ready`);
        must(world, name).inRotation = true;
      }),
  };
  if (plan.maxSurge > 0) {
    fleet.add = async (name, target, signal) => {
      const machine = world.named(name);
      if (machine && runs(machine, target) && world.ready(machine)) return;
      await write(`add ${name}`, signal, () => world.start(name, world.live(), target, false));
    };
    fleet.remove = (name, signal) =>
      write(`remove ${name}`, signal, () => {
        if (world.named(name)?.inRotation) world.violations.push(`${name} is removed while it serves`);
        world.end(name);
      });
  }

  const tracks: Tracks = {
    alwaysFull: plan.alwaysFull,
    ...(plan.home && { home: 'blue', spare: (size: number) => (size < 2 ? 0 : 1) }),
    read: (signal) => read('tracks.read', signal, () => ({ full: plan.full, tracks: [trackOf(world, 'blue'), trackOf(world, 'green')] })),
    deploy,
    async scale(track, size, signal) {
      const { version, spec } = trackOf(world, track as Track);
      if (!plan.alwaysFull) await resize(track as Track, { version, spec }, size, signal);
    },
    async retire(track, signal) {
      if (world.weight(track as Track) > 0) throw new Refused('has-traffic', `${track} still has traffic and cannot be retired.`);
      if (plan.home && (track === 'blue' || state.wired)) world.violations.push(`${track} is retired, and the router may use it`);
      if (state.noted)
        await write('take the note off home', signal, () => {
          state.noted = false;
        });
      for (const { name } of world.of(track as Track)) await write(`retire ${track}: end ${name}`, signal, () => world.end(name));
    },
  };

  async function deploy(track: string, target: Target, size: number, signal: AbortSignal): Promise<void> {
    if (plan.home && track === 'blue') return write('tell home', signal, () => tellHome(target));
    for (const machine of world.of(track as Track).filter((one) => !(runs(one, target) && world.ready(one)))) {
      await write(`deploy ${track}: end ${machine.name}`, signal, () => world.end(machine.name));
    }
    await resize(track as Track, target, plan.alwaysFull ? plan.full : size, signal);
  }

  /** One write: its controller does the rest, and keeps its floor while it serves. It knows what it ran before. */
  function tellHome({ version, spec }: Target): void {
    state.noted = true;
    const startedAt = world.weight('blue') > 0 ? world.time.now - TO_READY : world.time.now;
    const told = { version: version ?? 'v1', spec, startedAt, proved: false };
    for (const machine of world.of('blue')) if (!runs(machine, told)) Object.assign(machine, told);
  }

  async function resize(track: Track, target: Target, size: number, signal: AbortSignal): Promise<void> {
    for (const { name } of world.of(track).slice(size)) await write(`scale ${track}: end ${name}`, signal, () => world.end(name));
    for (let i = 1; i <= size; i++) {
      const name = `${track}${i}`;
      if (!world.named(name)) await write(`start ${name}`, signal, () => world.start(name, track, target, true));
    }
  }

  const router: Router = {
    read: (signal) =>
      read('router.read', signal, () => {
        const [first] = state.balancers;
        const agreed = state.balancers.every((balancer) => balancer.green === first?.green);
        return { weights: { ...first } as Weights, agreed, silent: [] };
      }),
    async shift(weights, signal) {
      for (const [i, balancer] of state.balancers.entries()) {
        await write(`shift balancer ${i + 1} to ${JSON.stringify(weights)}`, signal, () => {
          if (balancer.green !== weights['green']) state.weightsSince = world.time.now;
          Object.assign(balancer, weights);
        });
      }
    },
    verify: (weights, signal) =>
      read('router.verify', signal, () => {
        if (state.balancers.some((balancer) => balancer.green !== weights['green'])) throw new Error('the balancers have other weights');
      }),
    ...(plan.home && {
      wire: (_track: string, signal: AbortSignal) =>
        write('wire', signal, () => {
          state.wired = true;
        }),
      unwire: (signal: AbortSignal) =>
        write('unwire', signal, () => {
          state.wired = false;
        }),
    }),
    preview: {
      point: (track, signal) =>
        write(`preview.point ${track}`, signal, () => {
          state.preview = track;
        }),
    },
  };

  const managed =
    world.managed &&
    managedFleet(world.managed, (call, writes, signal, effect) =>
      process.cross(call, writes, signal, () => (writes ? world.write(process, call, effect) : effect()), writes ? plan.slow : 0),
    );

  return {
    journal: {
      place: 'memory',
      load: (signal) => read('journal.load', signal, () => world.document()),
      save: (next, seq, signal) => process.cross('journal.save', true, signal, () => world.save(process, next, seq)),
    },
    ...(managed ? { managed: hidden(world, managed) } : { fleet }),
    ...(plan.tracks && { tracks, router }),
    metrics: {
      read: (signal) =>
        read('metrics.read', signal, () => {
          world.count();
          return state.counters.map((counters, i) => ({ process: `balancer ${i + 1}`, tracks: rounded(counters) }));
        }),
    },
    ...(plan.smokeTest && {
      smokeTest: {
        ask: (whom, signal) => read('smokeTest.ask', signal, () => asked(world, whom)),
      },
    }),
    check: (_kind, signal) => read('platform.check', signal, () => []),
    start: (signal) => process.cross('platform.start', true, signal, () => {}),
    byHand: async () => ['by hand'],
    async close() {},
  };
}

/** What nobody knows is not shown. */
function hidden({ plan }: World, managed: ManagedFleet): ManagedFleet {
  const { progress } = managed;
  if (!plan.unknown) return managed;
  return {
    ...managed,
    progress: async (signal) => {
      const view = await progress(signal);
      return { ...view, version: view.version === 'v1' ? null : view.version };
    },
  };
}

function viewOf(world: World) {
  const track = world.live();
  const instances = world.of(track).map((machine) => ({
    name: machine.name,
    ...known(world, machine),
    ready: world.ready(machine),
    inRotation: machine.inRotation,
    ...(world.failed(machine) && { failed: true, note: 'exited with 1' }),
  }));
  const names = Array.from({ length: 2 * world.plan.full + 5 }, (_, i) => `${track}${i + 1}`).filter((name) => !world.named(name));
  return { wanted: world.plan.full, instances, ...(world.plan.maxSurge > 0 && { spare: names }) };
}

function trackOf(world: World, name: Track): TrackView {
  const all = world.of(name);
  const [first] = all;
  const mixed = all.some((machine) => machine.version !== first?.version || machine.spec !== first?.spec);
  const what = mixed || !first ? { version: null, spec: null } : known(world, first);
  const ready = all.filter((machine) => machine.inRotation && world.ready(machine)).length;
  const { plan, state } = world;
  const rest = plan.home && name === 'blue' && !state.noted ? { spec: null } : {};
  const remains = plan.home && name === 'green' && all.length === 0 && (state.noted || state.wired) ? { remains: true } : {};
  return {
    name,
    ...what,
    ...rest,
    ...remains,
    mixed,
    wanted: all.length,
    ready,
    ...(all.some((machine) => world.failed(machine)) && { failed: true }),
  };
}

function asked(world: World, whom: Whom): string | null {
  if (whom === 'service') {
    const image = world.managed?.progress().version;
    return image === 'v2' && world.plan.bad === 'smoke' ? 'the service answered 500' : null;
  }
  const all =
    'instances' in whom ? whom.instances.map((name) => must(world, name)) : world.of(('track' in whom ? whom.track : whom.oneOf) as Track);
  const wrong = all.find((machine) => !world.ready(machine) || (machine.version === 'v2' && world.plan.bad === 'smoke'));
  if (wrong) return `${wrong.name} answered 500`;
  for (const machine of all) machine.proved = true;
  return null;
}

function known({ plan }: World, { version, spec }: Machine): Target {
  return plan.unknown && version === 'v1' ? { version: null, spec: null } : { version, spec };
}

function must(world: World, name: string): Machine {
  const machine = world.named(name);
  if (!machine) throw new Refused('drift', `${name} is gone: somebody else removed it.`);
  return machine;
}

function runs(machine: Machine, target: Target): boolean {
  return machine.version !== null && machine.version === target.version && machine.spec === target.spec;
}

function rounded(counters: Record<Track, { requests: number; errors: number }>) {
  const whole = (track: Track) => ({ requests: Math.floor(counters[track].requests), errors: Math.floor(counters[track].errors) });
  return { blue: whole('blue'), green: whole('green') };
}
