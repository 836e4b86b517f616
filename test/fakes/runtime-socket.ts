import { thisMachine } from '../../src/platforms/servers/host/this-machine.ts';
import type { Balancer } from '../../src/platforms/servers/placed.ts';
import type { Socket } from '../../src/platforms/servers/socket.ts';
import type { HaproxyBalancer } from '../../src/ports/service.ts';

const machine = thisMachine();

/** A HAProxy socket of this machine. */
export function runtimeSocket(socket: string): Socket {
  return { machine, socket };
}

/** A balancer of this machine. */
export function here(balancer: HaproxyBalancer): Balancer {
  return { ...balancer, machine };
}
