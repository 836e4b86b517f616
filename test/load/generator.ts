import { Agent, get } from 'node:http';

export type Served = { readonly requests: number; readonly failed: number };

export type Counts = Served & {
  /** By the version that answered; what nobody answered stands under its error, such as `ECONNRESET`. */
  readonly byVersion: Readonly<Record<string, Served>>;
};

/** Milliseconds, one number a request. */
export type Times = {
  /** From sending to the end of the answer, of those that were served and not to `/slow`. */
  readonly took: readonly number[];
  /** By how much they were sent later than the rate says: large numbers say that this process, or the machine, is too slow for it. */
  readonly late: readonly number[];
};

export type Load = {
  /** What has ended up to now. */
  seen(): Counts;
  /** Of the requests since the last call, or the start. */
  times(): Times;
  /** Sends nothing more, waits for what is under way, and counts it too. */
  stop(): Promise<Counts>;
};

const TICK = 5;
const TIMEOUT = 5_000;
/** Requests to one address before the next one has its turn: slow and kept ones come in all of them. */
const TURN = 20;

/**
 * Open-loop load: `rate` requests a second whether or not the ones before have ended, so that a stall is not hidden by waiting.
 * Every second one on a connection of its own, the others on kept ones; every tenth to `/slow`. Nothing is tried again.
 * A status of 500 or more, a broken connection and 5 s without an end are failures. Several addresses are asked in turn.
 */
export function start({ url, rate }: { readonly url: string | readonly string[]; readonly rate: number }): Load {
  const kept = new Agent({ keepAlive: true });
  const urls = [url].flat();
  const byVersion: Record<string, { requests: number; failed: number }> = {};
  const underWay = new Set<Promise<void>>();
  const began = performance.now();
  let times = { took: [] as number[], late: [] as number[] };
  let sent = 0;

  function count(who: string, failed: boolean): void {
    byVersion[who] ??= { requests: 0, failed: 0 };
    byVersion[who].requests++;
    if (failed) byVersion[who].failed++;
  }
  function send(number: number, now: number): void {
    const slow = Math.floor(number / 2) % 10 === 0;
    const base = urls[Math.floor(number / TURN) % urls.length];
    times.late.push(now - began - (number * 1_000) / rate);
    const asked = ask(`${base}${slow ? '/slow' : '/'}`, number % 2 === 0 ? kept : false).then(({ who, failed }) => {
      count(who, failed);
      if (!slow && !failed) times.took.push(performance.now() - now);
      underWay.delete(asked);
    });
    underWay.add(asked);
  }
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - began) * rate) / 1_000);
    while (sent < due) send(sent++, performance.now());
  }, TICK);

  return {
    seen: () => sum(byVersion),
    times() {
      const now = times;
      times = { took: [], late: [] };
      return now;
    },
    async stop() {
      clearInterval(timer);
      await Promise.all(underWay);
      kept.destroy();
      return sum(byVersion);
    },
  };
}

function sum(byVersion: Readonly<Record<string, Served>>): Counts {
  const all = Object.values(byVersion);
  return {
    requests: all.reduce((total, served) => total + served.requests, 0),
    failed: all.reduce((total, served) => total + served.failed, 0),
    byVersion: structuredClone(byVersion),
  };
}

function ask(url: string, agent: Agent | false): Promise<{ who: string; failed: boolean }> {
  return new Promise((resolve) => {
    const patience = AbortSignal.timeout(TIMEOUT);
    const lost = (error: NodeJS.ErrnoException) =>
      resolve({ who: patience.aborted ? `no end within ${TIMEOUT} ms` : (error.code ?? error.message), failed: true });
    const request = get(url, { agent, signal: patience }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => (body += chunk));
      answer.once('error', lost);
      answer.once('end', () => resolve({ who: body.trim(), failed: (answer.statusCode ?? 500) >= 500 }));
    });
    request.once('error', lost);
  });
}
