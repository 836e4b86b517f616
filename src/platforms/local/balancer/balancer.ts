import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readJson, writeJson } from '../../durable-file.ts';
import { Member } from './member.ts';
import { metricsPage } from './metrics-page.ts';
import { applyPatch, type BalancerConfig, type BalancerState, type ConfigPatch, EDGES, type ServerEntry, TRACKS } from './state.ts';

/** What one balancer process knows: its configuration, servers and counters. */
export class Balancer {
  readonly process = randomUUID();
  config: BalancerConfig;
  readonly #path: string;
  readonly #members = new Map<string, Member>();
  readonly #counters = Object.fromEntries(TRACKS.map((track) => [track, { requests: 0, errors: 0, slower: EDGES.map(() => 0) }]));
  /** Seconds that users' requests took, by track. */
  readonly #seconds = Object.fromEntries(TRACKS.map((track) => [track, 0]));
  readonly #waiting = new Set<() => void>();
  #rev = 1;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, config: BalancerConfig) {
    this.#path = configPath(folder);
    this.config = config;
    this.#follow();
  }

  /** Goes on with the configuration in the state folder. */
  static async open(folder: string): Promise<Balancer> {
    const config = await readJson<BalancerConfig>(configPath(folder));
    if (!config) throw new Error(`${configPath(folder)} is missing: deploy the service once more`);
    return new Balancer(folder, config);
  }

  state(): BalancerState {
    const servers = [...this.#members.values()].map((member) => member.state());
    return { process: this.process, rev: this.#rev, config: this.config, servers, counters: this.#counters };
  }

  /** Changes the configuration, one change after the other; on the disk before it counts. */
  change(patch: ConfigPatch): Promise<BalancerState> {
    const done = this.#last.then(async () => {
      const next = applyPatch(this.config, patch);
      await writeJson(this.#path, next);
      this.config = next;
      this.#follow();
      this.#changed();
      return this.state();
    });
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Resolves when there is more to see than `rev` of `process`, or on abort. */
  async after(process: string, rev: number, signal: AbortSignal): Promise<void> {
    if (process !== this.process || rev !== this.#rev || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  /** The server with the fewest requests in the first of the tracks that has one, without those tried already. */
  next(tracks: readonly string[], tried: ReadonlySet<Member>): Member | null {
    for (const track of tracks) {
      const able = [...this.#members.values()].filter((member) => member.entry.track === track && member.available && !tried.has(member));
      const least = Math.min(...able.map((member) => member.inFlight));
      const idle = able.filter((member) => member.inFlight === least);
      const picked = idle[Math.floor(Math.random() * idle.length)];
      if (picked) return picked;
    }
    return null;
  }

  /** What it counted, for Prometheus. */
  metrics(): string {
    return metricsPage(this.config.port, this.#counters, this.#seconds);
  }

  /** Counts a user's request that ended; no member: none could be reached. */
  count(track: string, member: Member | undefined, failed: boolean, took: number): void {
    const counter = this.#counters[track];
    if (!counter) return;
    for (const counted of member ? [counter, member.counted] : [counter]) {
      counted.requests++;
      if (failed) counted.errors++;
    }
    this.#seconds[track] = (this.#seconds[track] ?? 0) + took / 1_000;
    EDGES.forEach((edge, at) => {
      if (took > edge) counter.slower[at] = (counter.slower[at] ?? 0) + 1;
    });
  }

  cut(name: string): void {
    this.#members.get(name)?.cut();
  }

  /** Asks every server twice, so that a restarted balancer knows whom to use before the first request. */
  async warm(): Promise<void> {
    const members = [...this.#members.values()];
    const rounds = Promise.all(members.map((member) => member.check().then(() => member.check())));
    await Promise.race([rounds, new Promise((resolve) => setTimeout(resolve, 1_000))]);
  }

  #follow(): void {
    for (const [name, member] of this.#members) {
      if (this.config.servers[name]?.start === member.entry.start) continue;
      member.forget();
      this.#members.delete(name);
    }
    for (const entry of Object.values(this.config.servers)) {
      const member = this.#members.get(entry.name);
      if (member) {
        member.entry = entry;
        continue;
      }
      const tell = { changed: () => this.#changed(), idle: () => this.#idle(fresh.entry) };
      const fresh: Member = new Member(entry, () => this.config.health, tell);
      this.#members.set(entry.name, fresh);
      void fresh.watch();
    }
  }

  /** A busy server that is idle for a moment is nothing to tell; one that is out of use is. */
  #idle(entry: ServerEntry): void {
    if (entry.state === 'drain' || (this.config.weights[entry.track] ?? 0) === 0) this.#changed();
  }

  #changed(): void {
    this.#rev++;
    for (const wake of [...this.#waiting]) wake();
  }
}

function configPath(folder: string): string {
  return join(folder, 'balancer.json');
}
