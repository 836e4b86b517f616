import { Agent, get } from 'node:http';

export type Served = { readonly requests: number; readonly failed: number };

export type Counts = Served & {
  /** By the version that answered; what nobody answered stands under its error, such as `ECONNRESET`. */
  readonly byVersion: Readonly<Record<string, Served>>;
};

export type Load = {
  /** What has ended up to now. */
  seen(): Counts;
  /** Sends nothing more, waits for what is under way, and counts it too. */
  stop(): Promise<Counts>;
};

const TICK = 5;
const TIMEOUT = 5_000;

/**
 * Open-loop load: `rate` requests a second whether or not the ones before have ended, so that a stall is not hidden by waiting.
 * Every second one on a connection of its own, the others on kept ones; every tenth to `/slow`. Nothing is tried again.
 * A status of 500 or more, a broken connection and 5 s without an end are failures.
 */
export function start({ url, rate }: { readonly url: string; readonly rate: number }): Load {
  const kept = new Agent({ keepAlive: true });
  const byVersion: Record<string, { requests: number; failed: number }> = {};
  const underWay = new Set<Promise<void>>();
  const began = performance.now();
  let sent = 0;

  function count(who: string, failed: boolean): void {
    byVersion[who] ??= { requests: 0, failed: 0 };
    byVersion[who].requests++;
    if (failed) byVersion[who].failed++;
  }
  function send(number: number): void {
    const slow = Math.floor(number / 2) % 10 === 0;
    const asked = ask(`${url}${slow ? '/slow' : '/'}`, number % 2 === 0 ? kept : false).then(({ who, failed }) => {
      count(who, failed);
      underWay.delete(asked);
    });
    underWay.add(asked);
  }
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - began) * rate) / 1_000);
    while (sent < due) send(sent++);
  }, TICK);

  return {
    seen: () => sum(byVersion),
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
    const lost = (error: NodeJS.ErrnoException) => resolve({ who: error.code ?? error.message, failed: true });
    const request = get(url, { agent, signal: AbortSignal.timeout(TIMEOUT) }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => (body += chunk));
      answer.once('error', lost);
      answer.once('end', () => resolve({ who: body.trim(), failed: (answer.statusCode ?? 500) >= 500 }));
    });
    request.once('error', lost);
  });
}
