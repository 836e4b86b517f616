import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { begin, type Call, SILENT, whole } from './call.ts';
import type { Connection } from './connection.ts';
import { refusal } from './refusal.ts';

/** A watch that ends without an event lasts this long, so that one that is always cut does not make its caller run in circles. */
const SHORTEST = 1_000;
const GONE = 410;

/**
 * Resolves at the first event under the path, when the watch ended, and on abort and close. Throws where the API server says no.
 * Where its answer does not begin, that is an end as well: some kubectl hold it back until there is an event.
 */
export async function watch(connection: Connection, call: Call, stop: AbortSignal): Promise<void> {
  const signal = AbortSignal.any([stop, connection.closed]);
  const began = performance.now();
  try {
    const message = await begin(connection, call, signal);
    if (message.statusCode === 200) {
      if (await hasEvent(message)) return;
    } else if (message.statusCode !== GONE) {
      const answer = await whole(connection, call, message, signal);
      throw refusal(connection.place, call, answer, await connection.said());
    } else message.destroy();
    await sleep(began + SHORTEST - performance.now(), undefined, { signal });
  } catch (error) {
    if (!signal.aborted && !isSilence(error)) throw error;
  }
}

/** Reads up to the first event; false where it is an error, or the watch ended before. */
async function hasEvent(message: IncomingMessage): Promise<boolean> {
  // From here on silence is what is expected.
  message.setTimeout(0);
  let text = '';
  try {
    for await (const part of message.setEncoding('utf8')) {
      text += part;
      if (text.includes('\n')) return !text.startsWith('{"type":"ERROR"');
    }
  } catch {
    // Cut: as good as an end.
  } finally {
    message.destroy();
  }
  return false;
}

function isSilence(error: unknown): boolean {
  return ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code === SILENT;
}
