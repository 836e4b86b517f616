import { connect } from 'node:net';
import { addAbortSignal } from 'node:stream';

/** Of an HAProxy with 10,000 servers it is 5 MB. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

/**
 * Sends `text` to a unix socket, on a connection of its own, and returns all that is answered until the other side ends the connection.
 * Throws where there is nobody, where the answer has no end, and on abort.
 */
export function exchange(path: string, text: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    // Given to `connect`, the signal would hold the socket and its answer for as long as it lives.
    const socket = addAbortSignal(signal, connect({ path }));
    let answer = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer += part;
      if (answer.length > MOST_CHARACTERS) socket.destroy(new Error('it does not end its answer'));
    });
    socket.once('connect', () => socket.write(text));
    socket.once('end', () => resolve(answer));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('it closed the connection')));
  });
}
