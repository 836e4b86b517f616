import { randomUUID } from 'node:crypto';
import type { Octokit } from '@octokit/rest';

const ATTEMPT_TIMEOUT = 10_000;
const RETRIES = 2;

/**
 * A client of the API named by `GITHUB_API_URL`. An attempt lasts at most 10 s; reads and updates are tried again at most twice,
 * nothing is on a rate limit: what we tell people can wait for the end. All its requests end when `signal` aborts.
 */
export async function githubClient(token: string, env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<Octokit> {
  // Loaded when first needed: most of the bundle's weight, and a run without a token needs none of it.
  const [{ Octokit: Plain }, { retry }, { throttling }] = await Promise.all([
    import('@octokit/rest'),
    import('@octokit/plugin-retry'),
    import('@octokit/plugin-throttling'),
  ]);
  const quiet = () => {};
  return new (Plain.plugin(retry, throttling))({
    auth: token,
    baseUrl: env['GITHUB_API_URL'] || 'https://api.github.com',
    userAgent: 'sluice',
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    request: { fetch: bounded(signal) },
    retry: { retries: RETRIES },
    // Without an id of its own a client waits for those that ended before it.
    throttle: { id: randomUUID(), onRateLimit: () => false, onSecondaryRateLimit: () => false },
  });
}

function bounded(signal?: AbortSignal): typeof fetch {
  return (input, init) => {
    const signals = [AbortSignal.timeout(ATTEMPT_TIMEOUT), signal, init?.signal].filter((one) => one != null);
    return fetch(input, { ...init, signal: AbortSignal.any(signals) });
  };
}

/** For requests that make something: after a lost answer, looking comes before making it again. */
export const ONCE = { request: { retries: 0 } } as const;
