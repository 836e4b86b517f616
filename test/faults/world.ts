import type { JournalDocument } from '../../src/ports/journal.ts';
import { GONE } from '../../src/rollout/holder.ts';
import type { ManagedPlatform, ManagedState } from '../fakes/managed.ts';
import { managedOf, seenByUsers } from './managed.ts';
import type { Process } from './process.ts';
import { Time } from './time.ts';

export type Track = 'blue' | 'green';

export type Machine = {
  readonly name: string;
  readonly track: Track;
  version: string | null;
  spec: string | null;
  startedAt: number;
  inRotation: boolean;
  /** Passed a smoke test since its last start. */
  proved: boolean;
};

/** What a world is like. Times in milliseconds. */
export type Plan = {
  readonly full: number;
  readonly maxUnavailable: number;
  readonly maxSurge: number;
  /** Whether there are two tracks and a router; the fleet is the live track's. */
  readonly tracks: boolean;
  /** Whether the platform replaces the instances itself. */
  readonly managed?: true;
  /** Whether blue is an object of the user's own, where a rollout ends, and its router has to be told of the other one first. */
  readonly home?: true;
  readonly alwaysFull: boolean;
  readonly balancers: number;
  /** How long each write takes. */
  readonly slow: number;
  readonly minReady: number;
  readonly bakeTime: number;
  readonly keepOld: number;
  readonly onFailure: 'rollback' | 'pause';
  readonly onBusy?: 'fail' | 'wait' | 'supersede';
  /** v1 was not deployed by Sluice: nobody knows which version it is. */
  readonly unknown?: true;
  readonly empty: boolean;
  readonly smokeTest: boolean;
  /** What is wrong with v2: `unready` never gets ready, `dies` has ended, `last dies` only on the last instance, `smoke` fails its smoke test, `errors` answers 5xx to users, `at home` and `dies at home` only there. */
  readonly bad: 'at home' | 'dies at home' | 'unready' | 'dies' | 'last dies' | 'smoke' | 'errors' | null;
};

type Counters = Record<Track, { requests: number; errors: number }>;

/** All that outlives a process. Plain JSON. */
export type State = {
  now: number;
  machines: Machine[];
  managed: ManagedState | null;
  balancers: Record<Track, number>[];
  weightsSince: number;
  preview: string | null;
  /** Whether something is noted on home, and whether the router knows green. */
  noted: boolean;
  wired: boolean;
  counters: Counters[];
  countedAt: number;
  served: boolean;
  /** The text of the journal; who holds it, and when their beat changed last. */
  journal: string | null;
  beat: { id: string | null; beat: number; at: number };
};

export const TO_READY = 500;
/** Requests per millisecond. */
const LOAD = 0.1;

/** A service on a simulated platform: what processes do to it, and whether users would have noticed. */
export class World {
  readonly plan: Plan;
  readonly time: Time;
  readonly state: State;
  readonly managed: ManagedPlatform | null;
  /** What must never happen; empty. */
  readonly violations: string[] = [];
  readonly processes: Process[] = [];
  /** Writes to the platform by a process that did not hold the journal. */
  readonly strays: string[] = [];
  /** Processes that have been told so: they may write nothing more. */
  readonly told = new Set<Process>();
  #read: { text: string | null; document: JournalDocument | null } = { text: null, document: null };

  constructor(plan: Plan, state: State) {
    this.plan = plan;
    this.state = state;
    this.time = new Time(state.now);
    this.managed = managedOf(plan, state.managed, () => this.time.now);
  }

  /** The same world, for another try. */
  snapshot(): State {
    this.managed?.advance();
    return structuredClone({ ...this.state, now: this.time.now });
  }

  document(): JournalDocument | null {
    const { journal } = this.state;
    if (journal !== this.#read.text) this.#read = { text: journal, document: journal === null ? null : JSON.parse(journal) };
    return this.#read.document;
  }

  of(track: Track): Machine[] {
    return this.state.machines.filter((machine) => machine.track === track);
  }

  named(name: string): Machine | undefined {
    return this.state.machines.find((machine) => machine.name === name);
  }

  live(): Track {
    return (this.state.balancers[0]?.green ?? 0) > 50 ? 'green' : 'blue';
  }

  weight(track: Track): number {
    return Math.max(...this.state.balancers.map((balancer) => balancer[track]));
  }

  failed(machine: Machine): boolean {
    const { bad } = this.plan;
    const last = machine.name.endsWith(String(this.plan.full));
    return (
      machine.version === 'v2' && (bad === 'dies' || (bad === 'last dies' && last) || (bad === 'dies at home' && machine.track === 'blue'))
    );
  }

  ready(machine: Machine): boolean {
    if (machine.version === null || this.failed(machine)) return false;
    const { bad } = this.plan;
    if (machine.version === 'v2' && (bad === 'unready' || (bad === 'at home' && machine.track === 'blue'))) return false;
    return this.time.now - machine.startedAt >= TO_READY;
  }

  start(name: string, track: Track, target: { version: string | null; spec: string | null }, inRotation: boolean): void {
    const made: Machine = { name, track, version: target.version, spec: target.spec, startedAt: this.time.now, inRotation, proved: false };
    const i = this.state.machines.findIndex((machine) => machine.name === name);
    if (i >= 0) this.state.machines[i] = made;
    else this.state.machines.push(made);
  }

  end(name: string): void {
    this.state.machines = this.state.machines.filter((machine) => machine.name !== name);
  }

  /** Counts what users have asked since the last count. */
  count(): void {
    const { state } = this;
    const passed = this.time.now - state.countedAt;
    state.countedAt = this.time.now;
    for (const [i, balancer] of state.balancers.entries()) {
      for (const track of ['blue', 'green'] as const) {
        const requests = (passed * LOAD * balancer[track]) / 100 / state.balancers.length;
        const counters = (state.counters[i] as Counters)[track];
        counters.requests += requests;
        if (this.plan.bad === 'errors' && this.of(track)[0]?.version === 'v2') counters.errors += requests * 0.2;
      }
    }
  }

  /** A write to the platform by a process: does it, then looks whether users would notice. */
  write<T>(process: Process, call: string, change: () => T): T {
    const { plan } = this;
    this.count();
    const holder = this.state.beat.id;
    if (this.told.has(process)) this.violations.push(`${process.name} does ${call} after it was told that another one holds the journal`);
    const value = change();
    if (!holder || !process.holders.has(holder)) this.strays.push(`${process.name}: ${call} at ${this.time.now}`);
    if (this.managed) this.violations.push(...seenByUsers(this.managed, plan).map((text) => `${text}, after ${call} at ${this.time.now}`));
    else this.#inspect(call);
    return value;
  }

  #inspect(call: string): void {
    const { plan, state } = this;
    const note = (text: string) => this.violations.push(`${text}, after ${call} at ${this.time.now}`);
    for (const balancer of state.balancers) {
      if (balancer.blue + balancer.green !== 100) note(`weights ${JSON.stringify(balancer)}`);
      if (plan.home && balancer.green > 0 && !state.wired) note('green gets traffic, and the router does not know it');
      for (const track of ['blue', 'green'] as const) {
        if (balancer[track] === 0) continue;
        const all = this.of(track).filter((machine) => machine.inRotation);
        const serving = all.filter((machine) => this.ready(machine));
        const floor = balancer[track] === 100 ? plan.full - plan.maxUnavailable : Math.ceil((plan.full * balancer[track]) / 100);
        if (serving.length >= floor && floor > 0) state.served = true;
        // Where nothing was live before, taking it back leaves nothing.
        if (state.served && !(plan.empty && all.length === 0) && serving.length < Math.max(1, floor))
          note(`${serving.length} of ${track} serve ${balancer[track]} %, needs ${floor}`);
        const unproved = all.find((machine) => plan.smokeTest && this.ready(machine) && !machine.proved);
        // More of a version that was proved on this track may join, and what was live before was proved then.
        if (unproved && !all.some((machine) => machine.proved && machine.version === unproved.version) && !this.#wasLive(unproved))
          note(`${unproved.name} gets traffic with ${unproved.version}, which was not proved`);
      }
    }
  }

  #wasLive({ version }: Machine): boolean {
    return this.document()?.history.some((entry) => entry.version === version && entry.end !== 'rejected') || version === 'v1';
  }

  /** Compare and swap, as the real journals do; notes a write that nobody had the right to. */
  save(process: Process, next: JournalDocument, seq: number): 'saved' | 'lost' {
    const present = this.document();
    if ((present?.seq ?? 0) !== seq) {
      // Once it had begun; at the beginning it only loses a race, and looks again.
      if (process.began && present?.holder && !process.holders.has(present.holder.id)) this.told.add(process);
      return 'lost';
    }
    this.#mayWrite(process, present, next);
    this.state.journal = JSON.stringify({ ...next, seq: seq + 1 });
    process.began = process.holders.has(next.holder?.id ?? '');
    if (this.state.journal.length > 64 * 1024) this.violations.push(`the journal has ${this.state.journal.length} bytes`);
    const { holder } = next;
    const { beat } = this.state;
    if (holder?.id !== beat.id || holder?.beat !== beat.beat) {
      this.state.beat = { id: holder?.id ?? null, beat: holder?.beat ?? 0, at: this.time.now };
    }
    return 'saved';
  }

  #mayWrite(process: Process, present: JournalDocument | null, next: JournalDocument): void {
    const theirs = present?.holder;
    if (!theirs || process.holders.has(theirs.id)) return;
    const onlyAsks = next.holder?.id === theirs.id && next.epoch === present.epoch && next.request !== null;
    const mine = next.holder && process.holders.has(next.holder.id) ? next.holder.run : null;
    const newer = mine !== null && mine.id === theirs.run.id && mine.attempt > theirs.run.attempt;
    const gone = mine !== null && next.epoch > present.epoch && this.time.now - this.state.beat.at >= GONE;
    if (!onlyAsks && !newer && !gone)
      this.violations.push(
        `${process.name} writes the journal that ${theirs.id} holds, ${this.time.now - this.state.beat.at} ms after its beat`,
      );
  }
}
