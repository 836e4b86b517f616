import { get } from 'node:http';
import type { ServerEntry, ServerState } from './state.ts';

const PATIENCE = 5_000;
const OFTEN = 200;
const SELDOM = 1_000;

/** One server as this process sees it: its health and its requests. */
export class Member {
  entry: ServerEntry;
  healthy = false;
  note = 'not asked yet';
  users = 0;
  readonly counted = { requests: 0, errors: 0 };
  readonly #flights = new Set<() => void>();
  readonly #path: () => string;
  readonly #tell: { readonly changed: () => void; readonly idle: () => void };
  readonly #ended = new AbortController();
  #good = 0;
  #bad = 0;

  /** `changed` is called when its health is another, `idle` when its last request, or its last by a user, ended. */
  constructor(entry: ServerEntry, path: () => string, tell: { readonly changed: () => void; readonly idle: () => void }) {
    this.entry = entry;
    this.#path = path;
    this.#tell = tell;
  }

  get inFlight(): number {
    return this.#flights.size;
  }

  get available(): boolean {
    return this.healthy && this.entry.state === 'ready';
  }

  state(): ServerState {
    const { entry, healthy, inFlight, users, counted } = this;
    return { ...entry, healthy, note: healthy ? '' : this.note, inFlight, users, counted };
  }

  /** Counts a request in until the returned function is called; `cut` ends it by force. */
  begin(counted: boolean, cut: () => void): () => void {
    this.#flights.add(cut);
    if (counted) this.users++;
    return () => {
      if (!this.#flights.delete(cut)) return;
      if (counted) this.users--;
      if (this.users === 0 || this.inFlight === 0) this.#tell.idle();
    };
  }

  /** Cuts the requests that are still in flight. */
  cut(): void {
    for (const cut of [...this.#flights]) cut();
  }

  /** Asks once, now; the loop asks again and again until `forget`. */
  async check(): Promise<void> {
    const wrong = await ask(this.entry.address, this.#path(), this.#ended.signal);
    if (this.#ended.signal.aborted) return;
    this.#good = wrong === null ? this.#good + 1 : 0;
    this.#bad = wrong === null ? 0 : this.#bad + 1;
    // One bad answer of a server that was well may be chance; nobody at its port is not.
    const was = { healthy: this.healthy, note: this.note };
    if (this.#good >= 2) this.healthy = true;
    else if (this.#bad >= 2 || wrong === REFUSED) this.healthy = false;
    if (wrong !== null) this.note = wrong;
    if (was.healthy !== this.healthy || (!this.healthy && was.note !== this.note)) this.#tell.changed();
  }

  async watch(): Promise<void> {
    while (!this.#ended.signal.aborted) {
      await this.check();
      const pause = this.healthy && this.#bad === 0 ? SELDOM : OFTEN;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  forget(): void {
    this.#ended.abort();
  }
}

const REFUSED = 'connection refused';

function ask(address: string, path: string, ended: AbortSignal): Promise<string | null> {
  const patience = AbortSignal.timeout(PATIENCE);
  return new Promise((resolve) => {
    const request = get(`http://${address}${path}`, { agent: false, signal: AbortSignal.any([patience, ended]) }, (answer) => {
      answer.resume();
      const code = answer.statusCode ?? 0;
      resolve(code >= 200 && code < 300 ? null : `answers ${code}`);
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (patience.aborted) resolve('no answer within 5s');
      else resolve(error.code === 'ECONNREFUSED' ? REFUSED : error.message);
    });
  });
}
