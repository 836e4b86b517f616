import { unlessAborted } from '../../unless-aborted.ts';
import { HostError } from './host.ts';
import { lane } from './lane.ts';
import { type Access, type Master, openMaster } from './master.ts';

/** sshd drops some of the connections that begin while ten others do (MaxStartups). */
const connecting = lane(8);

/** A connection that is opened at first use, and again after it broke. */
export type Connection = {
  master(signal: AbortSignal): Promise<Master>;
  /** A unix socket here that leads to `target` there, made once a master. `attend` looks at a new one, and throws where it is none. */
  forward(target: string, attend: (local: string) => Promise<void>, signal: AbortSignal): Promise<string>;
  /** Closes one that was found to be broken; the next `master` is another. */
  drop(broken: Master): Promise<void>;
  /** Aborted by `close`. */
  readonly closed: AbortSignal;
  /** It is not opened again after this. */
  close(): Promise<void>;
};

export function connectionTo(destination: string, access: Access): Connection {
  const closing = new AbortController();
  let opening: Promise<Master> | null = null;
  let forwards = new Map<string, Promise<string>>();

  function forget(one: Promise<Master> | null): void {
    if (opening !== one) return;
    opening = null;
    forwards = new Map();
  }
  function open(): Promise<Master> {
    const mine = connecting(() => openMaster(destination, access, closing.signal), closing.signal);
    const done = () => forget(mine);
    mine.then((master) => master.ended).then(done, done);
    return mine;
  }
  function master(signal: AbortSignal): Promise<Master> {
    opening ??= open();
    return unlessAborted(opening, signal);
  }
  return {
    master,
    async forward(target, attend, signal) {
      const current = await master(signal);
      const known = forwards;
      const made = known.get(target) ?? current.forward(target).then((local) => attend(local).then(() => local));
      known.set(target, made);
      made.catch(() => known.delete(target));
      return unlessAborted(made, signal);
    },
    async drop(broken) {
      const mine = opening;
      if ((await mine?.catch(() => null)) === broken) forget(mine);
      await broken.close();
    },
    closed: closing.signal,
    async close() {
      closing.abort(new HostError('lost', `The connection to ${destination} was closed.`));
      await (await opening?.catch(() => null))?.close();
    },
  };
}
