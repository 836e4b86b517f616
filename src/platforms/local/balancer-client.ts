import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalService } from '../../ports/service.ts';
import { lastingEnvironment } from '../../units/child-process.ts';
import { readJson, writeJson } from '../durable-file.ts';
import { exchange } from '../exchange.ts';
import { isAlive, type ProcessMark, spawnDetached } from '../process.ts';
import type { BalancerConfig, BalancerMark, BalancerState, ConfigPatch } from './balancer/state.ts';

const PATIENCE = 5_000;
const START_PATIENCE = 15_000;
const GRACE = 500;

/** The balancer of one service, in a process of its own. Reads give null where nothing was ever deployed. */
export class BalancerClient {
  readonly #folder: string;
  readonly #script: string;
  readonly #service: LocalService;
  /** Once started by us it is started again when it died. */
  #ours = false;
  #spawning: Promise<void> | null = null;
  #asking: { readonly signal: AbortSignal; readonly answer: Promise<BalancerState | null> } | null = null;

  constructor(service: LocalService, folder: string, script: string) {
    this.#service = service;
    this.#folder = folder;
    this.#script = script;
  }

  /** Starts it where it does not run, and tells it what the service file says. @throws where it cannot listen */
  async start(signal: AbortSignal): Promise<void> {
    this.#ours = true;
    const { health, preview, sticky, port } = this.#service;
    const before = await this.#config();
    const settings = { health, preview, sticky };
    if (!before) {
      const config: BalancerConfig = { port, ...settings, weights: { blue: 100, green: 0 }, previewTrack: null, servers: {} };
      await writeJson(join(this.#folder, 'balancer.json'), config);
    }
    await this.change(settings, signal);
  }

  /** One answer is for all who ask at the same moment. */
  state(signal: AbortSignal): Promise<BalancerState | null> {
    if (this.#asking?.signal === signal) return this.#asking.answer;
    const answer = Promise.resolve().then(() => {
      this.#asking = null;
      return this.#state(signal);
    });
    this.#asking = { signal, answer };
    return answer;
  }

  async #state(signal: AbortSignal): Promise<BalancerState | null> {
    const config = await this.#config();
    if (!config) return null;
    try {
      return await this.#ask('GET', '/state', signal);
    } catch (error) {
      signal.throwIfAborted();
      if (this.#ours || (await this.#runs())) throw error;
      return stopped(config);
    }
  }

  change(patch: ConfigPatch, signal: AbortSignal): Promise<BalancerState> {
    return this.#ask('PATCH', '/config', signal, patch);
  }

  /** Cuts all requests in flight on a server. */
  cut(server: string, signal: AbortSignal): Promise<BalancerState> {
    return this.#ask('POST', `/cut?server=${encodeURIComponent(server)}`, signal);
  }

  /** Resolves with the next state that is another one than `before`, or after 1 s, or on abort. */
  async changed(before: BalancerState, signal: AbortSignal): Promise<void> {
    const enough = AbortSignal.any([signal, AbortSignal.timeout(1_000)]);
    await this.#ask('GET', `/changed?process=${before.process}&after=${before.rev}`, enough).catch(() => sleep(enough.aborted ? 0 : 200));
  }

  #config(): Promise<BalancerConfig | null> {
    return readJson(join(this.#folder, 'balancer.json'));
  }

  #mark(): Promise<BalancerMark | null> {
    return readJson(join(this.#folder, 'balancer.process.json'));
  }

  async #runs(): Promise<boolean> {
    const mark = await this.#mark();
    return mark !== null && isAlive(mark);
  }

  async #ask(method: string, path: string, signal: AbortSignal, body?: unknown): Promise<BalancerState> {
    signal.throwIfAborted();
    if (this.#ours && !(await this.#runs())) {
      this.#spawning ??= this.#spawn(signal).finally(() => {
        this.#spawning = null;
      });
      await this.#spawning;
    }
    const mark = await this.#mark();
    if (!mark) throw new Error(`the balancer of ${this.#service.name} does not run`);
    const bounded = path.startsWith('/changed') ? signal : AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
    return ask(mark.socket, method, path, bounded, body);
  }

  async #spawn(signal: AbortSignal): Promise<void> {
    const failure = join(this.#folder, 'balancer.error');
    await rm(failure, { force: true });
    const mark: ProcessMark = await spawnDetached(process.execPath, [this.#script, this.#folder], {
      cwd: this.#folder,
      env: lastingEnvironment(),
      log: join(this.#folder, 'balancer.log'),
    });
    const deadline = performance.now() + START_PATIENCE;
    let alive = performance.now();
    while (!(await this.#runs())) {
      signal.throwIfAborted();
      if (await isAlive(mark)) alive = performance.now();
      // Somebody else may have been faster: then ours ended because the port was taken, and theirs is about to answer.
      if (performance.now() - alive > GRACE) {
        const why = await readFile(failure, 'utf8').catch(() => `it ended at once, see ${join(this.#folder, 'balancer.log')}`);
        throw new Error(`The balancer of ${this.#service.name} did not start: ${why}`);
      }
      if (performance.now() > deadline) throw new Error(`The balancer of ${this.#service.name} does not listen after 15s`);
      await sleep(20);
    }
  }
}

/** What is known of a balancer that does not run. */
function stopped(config: BalancerConfig): BalancerState {
  const note = 'the balancer does not run';
  const servers = Object.values(config.servers).map((entry) => ({ ...entry, healthy: false, note, inFlight: 0, users: 0 }));
  return { process: 'none', rev: 0, config, servers, counters: {} };
}

/** In HTTP/1.0, where the answer ends with the connection: Node's client takes 3 ms more to load and to begin, at every start. */
async function ask(socket: string, method: string, path: string, signal: AbortSignal, body: unknown): Promise<BalancerState> {
  const text = body === undefined ? '' : JSON.stringify(body);
  const answer = await exchange(socket, `${method} ${path} HTTP/1.0\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`, signal);
  const [, status, told] = /^HTTP\/1\.1 (\d+) .*?\r\n\r\n(.*)$/s.exec(answer) ?? [];
  const said = parsed(told);
  if (said === null) throw new Error('the balancer gave no answer that can be read');
  if (status !== '200') throw new Error(said.message);
  return said;
}

/** null for what broke off, too. */
function parsed(text = ''): (BalancerState & { readonly message: string }) | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
