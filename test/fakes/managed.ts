import type { Target } from '../../src/ports/fleet.ts';
import type { ManagedFleet, ManagedView } from '../../src/ports/managed-fleet.ts';

/** What all instances are made from; `restart` tells two of one image apart. */
export type Template = { readonly image: string | null; readonly restart: string | null };
export type Pace = { readonly maxUnavailable: number; readonly maxSurge: number };
type Note = { readonly to: Target; readonly set: Template; readonly was: Template; readonly pace: Pace; readonly back: boolean };
type Instance = { readonly made: Template; readonly at: number; diedAt: number | null };

/** What people would see of the object between two rollouts. */
export type ManagedObject = { template: Template; pace: Pace; note: Note | null; wanted: number; by: string };

/** All that outlives a process. Plain JSON. */
export type ManagedState = {
  object: ManagedObject;
  instances: Instance[];
  at: number;
  made: number;
  updates: string[];
  /** By which rollouts all were made anew of the same image. */
  marks: string[];
  /** Counts the writes to the object. */
  generation: number;
};

export type ManagedRules = {
  /** Milliseconds from being made to being ready. */
  readonly toReady: number;
  /** How many it starts at once, whatever the pace would allow; left out: as many as that. */
  readonly atOnce?: number;
  /** The pace while Sluice rolls. */
  readonly pace: Pace;
  /** What is wrong with an instance of this image that was made so many milliseconds ago. */
  readonly bad?: (image: string | null, age: number) => 'unready' | 'hopeless' | 'crashed' | null;
};

const TICK = 100;

/** A platform that replaces its instances itself: what it is told outlives any process, and it goes on while nobody looks. */
export class ManagedPlatform {
  readonly state: ManagedState;
  readonly rules: ManagedRules;
  readonly #now: () => number;
  readonly #later: { at: number; act: (platform: ManagedPlatform) => void }[] = [];

  constructor(state: ManagedState, rules: ManagedRules, now: () => number) {
    this.state = state;
    this.rules = rules;
    this.#now = now;
  }

  /** Has something happen at a certain time, whether anybody looks or not. */
  at(ms: number, act: (platform: ManagedPlatform) => void): void {
    this.#later.push({ at: ms, act });
  }

  /** Somebody else changes what is to run. */
  edit(image: string, by = 'kubectl-edit'): void {
    this.state.object.template = { image, restart: null };
    this.state.object.by = by;
    this.state.generation++;
  }

  /** An instance of what is told now ends, and another one is made instead of it. */
  lose(): void {
    const i = this.state.instances.findIndex((instance) => this.#isNow(instance) && this.#ready(instance));
    this.state.instances.splice(i, 1);
  }

  /** An instance goes on but answers no more; null: one does again. */
  mute(): void {
    const instance = this.state.instances.find((one) => this.#isNow(one) && this.#ready(one));
    if (instance) instance.diedAt = this.state.at;
  }

  progress(): ManagedView {
    this.advance();
    const { object, instances } = this.state;
    const updated = instances.filter((instance) => this.#isNow(instance));
    const available = updated.filter((instance) => this.#ready(instance));
    const hopeless = updated.find((instance) => ['hopeless', 'crashed'].includes(this.#bad(instance) ?? ''));
    const { note, template, wanted } = object;
    const drifts = note !== null && !alike(note.set, template);
    return {
      wanted,
      version: template.image,
      noted: note?.to ?? null,
      drift: drifts ? `${object.by} set ${template.image} meanwhile` : null,
      updated: updated.length,
      available: available.length,
      existing: instances.length,
      serving: instances.filter((instance) => this.#ready(instance)).length,
      settled: available.length === wanted && instances.length === wanted,
      ...(available.length < updated.length && { note: 'an instance is not ready' }),
      ...(hopeless && { failed: `${this.#bad(hopeless)} with ${template.image}` }),
    };
  }

  update(target: Target): void {
    this.advance();
    const { object } = this.state;
    const { note, template } = object;
    if (note && note.to.version === target.version && note.to.spec === target.spec && alike(note.set, template)) return;
    const was = note?.was ?? template;
    const same = note?.to.version === target.version && note.to.spec === target.spec;
    const back = note !== null && (note.back || !same) && (target.version === null || target.version === was.image);
    // Only the same again, as `redeploy` asks for it, needs more than another image.
    const anew = !back && template.image === target.version && target.spec?.includes('+');
    const restart = anew ? `${target.spec} at ${this.state.at}` : template.restart;
    const set = back ? was : { image: target.version, restart };
    this.state.generation++;
    if (anew) this.state.marks.push(target.spec as string);
    this.state.updates.push(`${name(template)} → ${name(set)}`);
    object.note = { to: target, set, was, pace: note?.pace ?? object.pace, back };
    object.template = set;
    object.pace = this.rules.pace;
    object.by = 'sluice';
  }

  settle(): void {
    this.advance();
    const { object } = this.state;
    if (!object.note) return;
    object.pace = object.note.pace;
    object.note = null;
    this.state.generation++;
  }

  /** Goes on to the present in small steps, as its controller would have. */
  advance(): void {
    const { state } = this;
    for (const until = this.#now(); ; ) {
      for (const event of this.#later.filter(({ at }) => at <= state.at)) {
        this.#later.splice(this.#later.indexOf(event), 1);
        event.act(this);
      }
      this.#reconcile();
      if (state.at >= until) return;
      state.at = Math.min(until, state.at + TICK);
    }
  }

  #reconcile(): void {
    const { state } = this;
    const { wanted, pace, template } = state.object;
    const old = () => state.instances.filter((instance) => !this.#isNow(instance));
    const now = () => state.instances.filter((instance) => this.#isNow(instance));
    const serving = () => state.instances.filter((instance) => this.#ready(instance)).length;
    const end = (instance: Instance | undefined) => instance && state.instances.splice(state.instances.indexOf(instance), 1);
    while (now().length > wanted) end(now().at(-1));
    // Those that serve nobody go first; the others as long as enough serve without them.
    for (const instance of old()) if (!this.#ready(instance)) end(instance);
    while (old().length > 0 && serving() > wanted - pace.maxUnavailable) end(old()[0]);
    const starting = () => now().filter((instance) => !this.#ready(instance)).length;
    const mayStart = () => state.instances.length < wanted + pace.maxSurge && starting() < (this.rules.atOnce ?? Number.POSITIVE_INFINITY);
    while (template.image !== null && now().length < wanted && mayStart()) {
      state.instances.push({ made: template, at: state.at, diedAt: null });
      state.made++;
    }
  }

  #isNow({ made }: Instance): boolean {
    return alike(made, this.state.object.template);
  }

  #bad({ made, at }: Instance) {
    return this.rules.bad?.(made.image, this.state.at - at) ?? null;
  }

  #ready(instance: Instance): boolean {
    return instance.diedAt === null && this.#bad(instance) === null && this.state.at - instance.at >= this.rules.toReady;
  }
}

export function managedState(wanted: number, image: string | null, pace: Pace = { maxUnavailable: 1, maxSurge: 0 }): ManagedState {
  const template = { image, restart: null };
  const instances = image === null ? [] : Array.from({ length: wanted }, () => ({ made: template, at: -3_600_000, diedAt: null }));
  return {
    object: { template, pace, note: null, wanted, by: 'kubectl' },
    instances,
    at: 0,
    made: 0,
    updates: [],
    marks: [],
    generation: 1,
  };
}

/** How a call crosses from a process to the platform: there that may be killed, or the reply be lost. */
export type Cross = <T>(call: string, writes: boolean, signal: AbortSignal, effect: () => T) => Promise<T>;

/** The port of it, for one process. An update that was decided from an old look is refused, as the real platforms do. */
export function managedFleet(platform: ManagedPlatform, cross: Cross): ManagedFleet {
  let seen: number | null = null;
  const look = () => {
    seen = platform.state.generation;
    return platform.progress();
  };
  const update = (target: Target) => {
    platform.advance();
    if (seen !== platform.state.generation) throw new Error('somebody changed it meanwhile, so that nothing was written');
    platform.update(target);
    seen = platform.state.generation;
  };
  return {
    progress: (signal) => cross('managed.progress', false, signal, look),
    update: (target, signal) => cross('managed.update', true, signal, () => update(target)),
    settle: (signal) => cross('managed.settle', true, signal, () => platform.settle()),
  };
}

function alike(a: Template, b: Template): boolean {
  return a.image === b.image && a.restart === b.restart;
}

function name({ image, restart }: Template): string {
  return restart === null ? `${image}` : `${image} anew`;
}
