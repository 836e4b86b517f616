import { connect } from 'node:net';
import { bringThrough, type Tell } from './bring.ts';
import { type Connection, connectionTo } from './connection.ts';
import { converse, type Ending, endingOf } from './conversation.ts';
import { type Host, HostError } from './host.ts';
import { type Lane, lane } from './lane.ts';
import type { Access, Master } from './master.ts';
import { runThrough } from './run.ts';
import { type Ask, filesThrough } from './ssh-files.ts';

/** sshd lets one connection have ten commands at once (MaxSessions); the master's own is one. Lines that take long leave room for files. */
const [LINES, FILES] = [4, 5];
/** `user@host`, `host`, or `ssh://user@host:port`: nothing in it can be an option, or be read by a shell. */
const DESTINATION = /^(ssh:\/\/)?([\w.][\w.+-]*@)?(\[[\da-fA-F:.]+\]|[\w.:][\w.:-]*)(:\d+)?$/;
/** ssh itself failed. */
const OF_SSH = 255;

/**
 * A machine that the system's ssh reaches, as the user's ~/.ssh/config says. Connects at first use, and again after the connection broke.
 * Throws {@link HostError} where `destination` is none that ssh takes, and when it is used after `close`.
 */
export function sshHost(destination: string, access: Access): Host {
  if (!DESTINATION.test(destination)) {
    throw new HostError('failed', `"${destination}" is no machine for ssh: write user@host, or ssh://user@host:port`);
  }
  const connection = connectionTo(destination, access);
  const [lines, files] = [lane(LINES), lane(FILES)];
  const tellIn =
    (turn: Lane): Tell =>
    (begin, signal) =>
      turn(async () => {
        const master = await connection.master(signal);
        const ending = await endingOf(begin(master.begin()), signal);
        if (ending.told === null) throw await broken(destination, connection, master, ending);
        return ending;
      }, signal);
  const tell = tellIn(files);
  const ask: Ask = (values, content, signal) => tell((child) => converse(child, values, content), signal);
  return {
    name: destination,
    files: filesThrough(destination, ask),
    run: (line, options, signal) =>
      lines(async () => {
        const master = await connection.master(signal);
        const result = await runThrough(master.begin(), destination, line, options, signal);
        if ('broken' in result) throw await broken(destination, connection, master, result.broken);
        return result;
      }, signal),
    bring: (from, to, kept, signal) => bringThrough(destination, tellIn(lines), from, to, kept, signal),
    async socket(path, signal) {
      // To ssh, `:` parts, % and $ stand for something, and what does not begin with / is a port.
      if (!/^\/[^:%$\\\s]*$/.test(path))
        throw new HostError('failed', `ssh cannot be told ${path}: use a whole path without : % $ \\ and blanks`);
      return connection.forward(
        path,
        (local) => look(destination, path, local, () => ask(['socket', path], '', connection.closed)),
        signal,
      );
    },
    async reach(address, signal) {
      if (!/^(\[[\da-fA-F:.]+\]|[\w.-]+):\d+$/.test(address)) throw new HostError('failed', `${address} is no address: write host:port`);
      return { socket: await connection.forward(address, async () => {}, signal) };
    },
    close: connection.close,
  };
}

/** What it means that the script did not tell how it ended. */
async function broken(name: string, connection: Connection, master: Master, { code, errors }: Ending): Promise<HostError> {
  if (/Session open refused/.test(errors)) {
    return new HostError('failed', `${name} refuses several commands over one connection: set MaxSessions 10 in its sshd_config`);
  }
  if (code !== OF_SSH && code !== null)
    return new HostError('failed', `${name} does not run sh with base64: ${errors || `it ended with ${code}`}`);
  await connection.drop(master);
  return new HostError('lost', `The connection to ${name} broke in the middle${errors === '' ? '' : ` (ssh: ${errors})`}.`);
}

/** Whether somebody takes connections at a path there, which ssh itself does not tell. */
async function look(name: string, path: string, local: string, ask: () => Promise<Ending>): Promise<void> {
  const probe = connect({ path: local });
  let isTurnedAway = false;
  probe
    .on('error', () => {})
    .once('close', () => {
      isTurnedAway = true;
    });
  probe.resume();
  // This answer goes the same way as that to the connection, and comes after it.
  const { told } = await ask().finally(() => setImmediate(() => probe.destroy()));
  if (told === 'absent') throw new HostError('failed', `On ${name}, there is no socket at ${path}.`);
  if (told === 'denied') throw new HostError('failed', `On ${name}, the user may not use ${path}: add it to the socket's group.`);
  if (!isTurnedAway) return;
  throw new HostError('failed', `On ${name}, nobody answers at ${path}, or its sshd_config says AllowStreamLocalForwarding no.`);
}
