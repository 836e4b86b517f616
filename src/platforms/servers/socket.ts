import { setTimeout as sleep } from 'node:timers/promises';
import { exchange } from '../exchange.ts';
import type { Host } from './host/host.ts';

const PATIENCE = 5_000;
const MOST_SHOWN = 200;
const NAME = /^[A-Za-z0-9_.:-]+$/;

/** HAProxy's runtime socket, and the machine that it is on. */
export type Socket = { readonly machine: Host; readonly socket: string };

/** What HAProxy answered to a command that it did not carry out. */
export class CommandError extends Error {
  override name = 'CommandError' as const;
}

/** A name that may stand in a command; throws where it could be read as something else. */
export function plainName(name: string): string {
  if (!NAME.test(name)) throw new CommandError(`"${name}" is no name that HAProxy can be told: use letters, digits and _ . : -`);
  return name;
}

/** How people call the HAProxy behind a socket. */
export function titleOf({ machine, socket }: Socket): string {
  return `HAProxy at ${placeOf({ machine, socket })}`;
}

/** `/run/haproxy.sock`, on another machine `lb1:/run/haproxy.sock`. */
export function placeOf({ machine, socket }: Socket): string {
  return machine.name === null ? socket : `${machine.name}:${socket}`;
}

/**
 * Sends one command to HAProxy's runtime socket on a connection of its own and returns the answer, trimmed.
 * Throws {@link CommandError} where HAProxy says no, an Error where it cannot be asked within 5 s, and on abort.
 */
export async function ask(at: Socket, command: string, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const whole = await exchangeWhenFree(at, `set severity-output number;${command}\n`, signal);
  const text = whole.trim();
  // Levels 0 to 3 are errors; some refusals carry no level.
  if (/^\[[0-3]\]|^(\[\d\]:\s*)?(Unknown command|Permission denied)/m.test(text)) {
    throw new CommandError(`${titleOf(at)} refused "${command}": ${shown(text)}`);
  }
  // What is shown ends with an empty line: half a table would look like servers without requests.
  if (!whole.endsWith(/^(show|get) /.test(command) ? '\n\n' : '\n')) throw new Error(`${titleOf(at)} broke off its answer to "${command}"`);
  return text;
}

function shown(text: string): string {
  return (text.replace(/^\[\d\]:\s*/, '').split('\n')[0] ?? '').replace(/\p{Cc}/gu, ' ').slice(0, MOST_SHOWN);
}

/** Many runs at once fill the queue of the socket: nothing was sent then, so it is tried again. */
async function exchangeWhenFree(at: Socket, line: string, signal: AbortSignal): Promise<string> {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    try {
      return await told(await at.machine.socket(at.socket, signal), titleOf(at), line, signal);
    } catch (error) {
      const full = ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code === 'EAGAIN';
      if (!full || performance.now() > deadline) throw error;
      await sleep(20, undefined, { signal });
    }
  }
}

async function told(path: string, title: string, line: string, signal: AbortSignal): Promise<string> {
  const patience = AbortSignal.timeout(PATIENCE);
  try {
    return await exchange(path, line, AbortSignal.any([signal, patience]));
  } catch (error) {
    signal.throwIfAborted();
    if (patience.aborted) throw new Error(`${title} did not answer within 5s`);
    throw new Error(`${title} cannot be asked: ${(error as Error).message}`, { cause: error });
  }
}
