import { Agent } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { unlessAborted } from '../../unless-aborted.ts';
import { namespaceOf, placeOf } from './kubectl.ts';
import { type KubectlProxy, openProxy } from './proxy.ts';

/** Where the API server is asked. */
export type Line = {
  readonly socket: string;
  readonly agent: Agent;
};

/** A way to the API server that is opened at first use, and again after it broke. */
export type Connection = {
  readonly place: string;
  /** As the context says; `default` where it says none. */
  namespace(signal: AbortSignal): Promise<string>;
  line(signal: AbortSignal): Promise<Line>;
  /** The last lines that a login of kubectl printed before what was just answered; empty where there were none. */
  said(): Promise<string>;
  /** Gives up one where nobody takes connections; the next `line` is another. */
  drop(broken: Line): Promise<void>;
  /** Aborted by `close`. */
  readonly closed: AbortSignal;
  /** It is not opened again after this. */
  close(): Promise<void>;
};

type Open = Line & { readonly proxy: KubectlProxy };

/** At most two processes of kubectl at once: the one that stays, and one that reads the kubeconfig. */
export function connectionTo(context: string | null): Connection {
  const closing = new AbortController();
  let opening: Promise<Open> | null = null;
  let reading: Promise<string> | null = null;
  let said = () => '';

  function namespace(signal: AbortSignal): Promise<string> {
    if (reading === null) {
      const mine = namespaceOf(context, closing.signal);
      reading = mine;
      mine.catch(() => {
        reading = null;
      });
    }
    return unlessAborted(reading, signal);
  }
  async function open(): Promise<Open> {
    // kubectl itself would serve without a kubeconfig, and ask this machine.
    await namespace(closing.signal);
    const proxy = await openProxy(context, closing.signal);
    said = proxy.said;
    return { proxy, socket: proxy.socket, agent: new Agent({ keepAlive: true }) };
  }
  function forget(one: Promise<Open>): void {
    if (opening === one) opening = null;
  }
  function begin(): Promise<Open> {
    const mine = open();
    mine.then(
      ({ proxy, agent }) => proxy.ended.then(() => agent.destroy()),
      () => forget(mine),
    );
    return mine;
  }
  return {
    place: placeOf(context),
    namespace,
    async line(signal) {
      closing.signal.throwIfAborted();
      opening ??= begin();
      return unlessAborted(opening, signal);
    },
    async said() {
      // They may lie in their pipe still, where the answer was read first.
      await setImmediate();
      return said();
    },
    async drop(broken) {
      const mine = opening;
      const now = await mine?.catch(() => null);
      if (!mine || now !== broken) return;
      forget(mine);
      await now.proxy.close();
    },
    closed: closing.signal,
    async close() {
      closing.abort(new Error(`The connection to ${placeOf(context)} was closed.`));
      await reading?.catch(() => null);
      await (await opening?.catch(() => null))?.proxy.close();
    },
  };
}
