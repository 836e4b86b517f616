import { Agent, get, type RequestOptions } from 'node:http';

export type Served = { readonly requests: number; readonly failed: number };

export type Counts = Served & {
  /** Those that had a connection of their own: they meet every outage. */
  readonly newConnections: Served;
  /** Those on kept connections, which may go on although nobody new gets in. */
  readonly kept: Served;
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

export type Wanted = {
  /** Several are asked in turn, each alike. */
  readonly url: string | readonly string[];
  /** Requests a second. */
  readonly rate: number;
  /** The share that asks for `/slow`. Left out: 0.1. */
  readonly slow?: number;
  /** The name of the service, where its address is that of many. */
  readonly host?: string;
};

type Tally = { requests: number; failed: number };
type Answer = { readonly who: string; readonly failed: boolean };

const TICK = 5;
const TIMEOUT = 5_000;

/**
 * Open-loop load: `rate` requests a second whether or not the ones before have ended, so that a stall is not hidden by waiting.
 * Every second one on a connection of its own, the others on kept ones. Nothing is tried again.
 * A status of 500 or more, a broken connection and 5 s without an end are failures. What is to be counted apart has a load of its own.
 */
export function start({ url, rate, slow = 0.1, host }: Wanted): Load {
  // They take turns, so that none is idle for long: a server that drains can say so in an answer only, and closes the others at its end.
  const agent = new Agent({ keepAlive: true, scheduling: 'fifo' });
  const headers = host === undefined ? {} : { host };
  const urls = [url].flat();
  const [newConnections, kept] = [newTally(), newTally()];
  const byVersion: Record<string, Tally> = {};
  const underWay = new Set<Promise<void>>();
  const began = performance.now();
  let times = { took: [] as number[], late: [] as number[] };
  let sent = 0;

  function count({ who, failed }: Answer, isKept: boolean): void {
    byVersion[who] ??= newTally();
    for (const tally of [byVersion[who], isKept ? kept : newConnections]) {
      tally.requests++;
      if (failed) tally.failed++;
    }
  }
  function send(number: number, now: number): void {
    const isKept = number % 2 === 0;
    const pair = Math.floor(number / 2);
    const turn = Math.floor(pair / urls.length);
    const isSlow = Math.floor((turn + 1) * slow) > Math.floor(turn * slow);
    times.late.push(now - began - (number * 1_000) / rate);
    const to = `${urls[pair % urls.length]}${isSlow ? '/slow' : '/'}`;
    const asked = ask(to, { agent: isKept ? agent : false, headers }).then((answer) => {
      count(answer, isKept);
      if (!isSlow && !answer.failed) times.took.push(performance.now() - now);
      underWay.delete(asked);
    });
    underWay.add(asked);
  }
  function seen(): Counts {
    const requests = newConnections.requests + kept.requests;
    return structuredClone({ requests, failed: newConnections.failed + kept.failed, newConnections, kept, byVersion });
  }
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - began) * rate) / 1_000);
    while (sent < due) send(sent++, performance.now());
  }, TICK);

  return {
    seen,
    times() {
      const now = times;
      times = { took: [], late: [] };
      return now;
    },
    async stop() {
      clearInterval(timer);
      await Promise.all(underWay);
      agent.destroy();
      return seen();
    },
  };
}

function newTally(): Tally {
  return { requests: 0, failed: 0 };
}

function ask(url: string, how: RequestOptions): Promise<Answer> {
  return new Promise((resolve) => {
    const patience = AbortSignal.timeout(TIMEOUT);
    const lost = (error: NodeJS.ErrnoException) =>
      resolve({ who: patience.aborted ? `no end within ${TIMEOUT} ms` : (error.code ?? error.message), failed: true });
    const request = get(url, { ...how, signal: patience }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => (body += chunk));
      answer.once('error', lost);
      answer.once('end', () => resolve({ who: body.trim(), failed: (answer.statusCode ?? 500) >= 500 }));
    });
    request.once('error', lost);
  });
}
