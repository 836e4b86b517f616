import type { Reading } from '../ports/metrics.ts';
import { linesOf, without } from '../units/secrets.ts';

/** Thrown where a source has nothing to say now; its message is one sentence. */
export class NoData extends Error {
  override name = 'NoData' as const;
}

const MOST_SHOWN = 300;
/** Milliseconds for which whoever counts is waited for. */
export const PATIENCE = 5_000;

/** What `work` gives; what it throws becomes the reason, without secrets and in one line. Throws on abort only. */
export async function reading<T>(work: () => Promise<T>, secrets: readonly string[], signal: AbortSignal): Promise<Reading<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    signal.throwIfAborted();
    const message = error instanceof Error ? error.message : String(error);
    return { noData: shown(message, secrets) };
  }
}

/** Text of others in one line, without secrets, cut where it is long: what is cut is no secret any more. */
export function shown(text: string, secrets: readonly string[]): string {
  const line = without(text, linesOf(secrets))
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
  return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}…` : line;
}

/** The beginning of an answer that is something else than it should be, in quotes. */
export function beginning(text: string, secrets: readonly string[]): string {
  const plain = without(text, linesOf(secrets)).trimStart();
  return plain === '' ? 'nothing' : `${JSON.stringify(plain.slice(0, 40))}, which is no JSON`;
}
