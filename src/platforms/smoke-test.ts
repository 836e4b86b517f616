import type { SmokeTestSettings } from '../ports/service.ts';
import { type Door, httpGet } from './http-get.ts';

const PATIENCE = 5_000;

/**
 * Asks for `settings.path`, `settings.times` times in a row; each answer must be 2xx within 5 s and hold `settings.contains`.
 * @returns null when it passed, else what was wrong in one sentence; throws only on abort
 */
export async function askHttp(door: Door, settings: SmokeTestSettings, signal: AbortSignal): Promise<string | null> {
  for (let time = 1; time <= settings.times; time++) {
    const wrong = await askOnce(door, settings, signal);
    if (wrong !== null) return `${new URL(settings.path, door.url)} ${wrong} (request ${time} of ${settings.times}).`;
  }
  return null;
}

async function askOnce(door: Door, { path, contains }: SmokeTestSettings, signal: AbortSignal): Promise<string | null> {
  const patience = AbortSignal.timeout(PATIENCE);
  try {
    // A redirect is no proof: it may lead to another version, or to a page of errors.
    const { status, text } = await httpGet(path, door, AbortSignal.any([signal, patience]));
    if (status < 200 || status > 299) return `answered ${status} instead of 2xx`;
    return contains === null || text.includes(contains) ? null : `answered ${status} without the text "${contains}"`;
  } catch (error) {
    signal.throwIfAborted();
    if (patience.aborted) return 'did not answer within 5s';
    return `could not be asked: ${(error as Error).message || (error as NodeJS.ErrnoException).code}`;
  }
}
