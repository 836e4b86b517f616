import { connect as open, type Socket } from 'node:net';
import type { Balancer } from './balancer.ts';
import type { Route } from './choose.ts';
import type { Member } from './member.ts';

const PATIENCE = 5_000;

export type Flight = { readonly socket: Socket; readonly member: Member; readonly end: () => void };

/**
 * Connects to the best server of a route, and to the next one where nobody is at its port: nothing was sent yet, so that is safe.
 * The request counts as in flight from before the connection on. null where no server is left.
 */
export async function takeOff(balancer: Balancer, route: Route, cut: () => void): Promise<Flight | null> {
  const tried = new Set<Member>();
  for (;;) {
    const member = balancer.next(route.tracks, tried);
    if (!member) return null;
    const end = member.begin(route.counted, cut);
    const socket = await connect(member.entry.address);
    if (socket) return { socket, member, end };
    end();
    tried.add(member);
  }
}

function connect(address: string): Promise<Socket | null> {
  const at = address.lastIndexOf(':');
  return new Promise((resolve) => {
    const socket = open({ host: address.slice(0, at), port: Number(address.slice(at + 1)), noDelay: true });
    const give = (result: Socket | null) => {
      clearTimeout(patience);
      socket.off('connect', done).off('error', fail);
      if (!result) socket.on('error', () => undefined).destroy();
      resolve(result);
    };
    const done = () => give(socket);
    const fail = () => give(null);
    const patience = setTimeout(fail, PATIENCE);
    socket.once('connect', done).once('error', fail);
  });
}
