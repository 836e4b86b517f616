import type { SmokeTestSettings } from '../ports/service.ts';
import type { Whom } from '../ports/smoke-test.ts';
import { type Door, httpGet } from '../units/http-get.ts';

const PATIENCE = 5_000;

/** Asks for a path once. A sentence says why it could not be asked; what throws says nothing about the version. */
type Ask = (path: string, signal: AbortSignal) => Promise<{ readonly status: number; readonly text: string } | string>;

/**
 * Asks for `settings.path`, `settings.times` times in a row; each answer must be 2xx within 5 s and hold `settings.contains`.
 * @returns null when it passed, else what was wrong in one sentence; throws only on abort
 */
export function askHttp(door: Door, settings: SmokeTestSettings, signal: AbortSignal): Promise<string | null> {
  const ask: Ask = (path, within) =>
    httpGet(path, door, within).catch((error: NodeJS.ErrnoException) => {
      within.throwIfAborted();
      return `could not be asked: ${error.message || error.code}`;
    });
  return askTimes(ask, door.url, settings, signal);
}

/** The same by another way than HTTP from here. `url` is what people know as its address; throws what `ask` throws. */
export async function askTimes(ask: Ask, url: string, settings: SmokeTestSettings, signal: AbortSignal): Promise<string | null> {
  for (let time = 1; time <= settings.times; time++) {
    const wrong = await askOnce(ask, settings, signal);
    if (wrong !== null) return `${new URL(settings.path, url)} ${wrong} (request ${time} of ${settings.times}).`;
  }
  return null;
}

type Member = { readonly name: string; readonly track: string | null };

/** The instances that are meant, and how they are asked. */
export function askedOf<M extends Member>(
  whom: Exclude<Whom, 'service'>,
  all: readonly M[],
  settings: SmokeTestSettings,
): { readonly servers: readonly M[]; readonly settings: SmokeTestSettings } {
  if ('instances' in whom) return { servers: all.filter(({ name }) => whom.instances.includes(name)), settings };
  if ('track' in whom) return { servers: all.filter(({ track }) => track === whom.track), settings };
  return { servers: anyOf(all.filter(({ track }) => track === whom.oneOf)), settings: { ...settings, times: 1 } };
}

/** One of them at random; none where there are none. */
export function anyOf<T>(all: readonly T[]): readonly T[] {
  const at = Math.floor(Math.random() * all.length);
  return all.slice(at, at + 1);
}

async function askOnce(ask: Ask, { path, contains }: SmokeTestSettings, signal: AbortSignal): Promise<string | null> {
  const patience = AbortSignal.timeout(PATIENCE);
  try {
    // A redirect is no proof: it may lead to another version, or to a page of errors.
    const answer = await ask(path, AbortSignal.any([signal, patience]));
    if (typeof answer === 'string') return answer;
    const { status, text } = answer;
    if (status < 200 || status > 299) return `answered ${status} instead of 2xx`;
    return contains === null || text.includes(contains) ? null : `answered ${status} without the text "${contains}"`;
  } catch (error) {
    signal.throwIfAborted();
    if (patience.aborted) return 'did not answer within 5s';
    throw error;
  }
}
