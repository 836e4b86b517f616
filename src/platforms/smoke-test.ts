import type { SmokeTestSettings } from '../ports/service.ts';

const PATIENCE = 5_000;

/**
 * Asks `settings.path` below `url`, `settings.times` times in a row; each answer must be 2xx within 5 s and hold `settings.contains`.
 * @returns null when it passed, else what was wrong in one sentence; throws only on abort
 */
export async function askHttp(
  url: string,
  settings: SmokeTestSettings,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string | null> {
  const address = new URL(settings.path, url);
  for (let time = 1; time <= settings.times; time++) {
    const wrong = await askOnce(address, settings.contains, headers, signal);
    if (wrong !== null) return `${address} ${wrong} (request ${time} of ${settings.times}).`;
  }
  return null;
}

async function askOnce(
  address: URL,
  contains: string | null,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string | null> {
  const patience = AbortSignal.timeout(PATIENCE);
  try {
    // A redirect is no proof: it may lead to another version, or to a page of errors.
    const answer = await fetch(address, { headers, redirect: 'manual', signal: AbortSignal.any([signal, patience]) });
    const text = await answer.text();
    if (!answer.ok) return `answered ${answer.status} instead of 2xx`;
    return contains === null || text.includes(contains) ? null : `answered ${answer.status} without the text "${contains}"`;
  } catch (error) {
    signal.throwIfAborted();
    if (patience.aborted) return 'did not answer within 5s';
    const cause = (error as Error).cause;
    return `could not be asked: ${cause instanceof Error ? cause.message : (error as Error).message}`;
  }
}
