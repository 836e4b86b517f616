import type { Balancer } from './placed.ts';
import type { Site } from './site.ts';
import { CommandError, placeOf } from './socket.ts';

export type Answers<T> = {
  /** Of those that answered, in the order of the service file. */
  readonly answers: readonly T[];
  /** The sockets of those that did not. */
  readonly silent: readonly string[];
};

/** Asks every balancer at once. Throws what one of them refuses, where none answers, and on abort. */
export async function every<T>(site: Site, ask: (balancer: Balancer) => Promise<T>, signal: AbortSignal): Promise<Answers<T>> {
  const { balancers } = site;
  const asked = await Promise.allSettled(balancers.map(ask));
  signal.throwIfAborted();
  const failed = asked.filter((one) => one.status === 'rejected');
  const refused = failed.find((one) => one.reason instanceof CommandError) ?? (failed.length === asked.length ? failed[0] : undefined);
  if (refused) throw refused.reason;
  return {
    answers: asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
    silent: balancers.filter((_, at) => asked[at]?.status === 'rejected').map(placeOf),
  };
}
