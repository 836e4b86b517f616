import { randomUUID } from 'node:crypto';
import { warning } from '@actions/core';
import type { Octokit } from '@octokit/rest';

const ATTEMPT_TIMEOUT = 10_000;
const RETRIES = 2;
/** The same would be said again; 429: GitHub says how long it wants to be left alone, which is longer than anybody waits for. */
const FINAL = [400, 401, 403, 404, 410, 422, 429, 451];

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
  await useProxy(env);
  const quiet = () => {};
  return new (Plain.plugin(retry, throttling))({
    auth: token,
    baseUrl: env['GITHUB_API_URL'] || 'https://api.github.com',
    userAgent: 'sluice',
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    request: { fetch: bounded(signal) },
    retry: { retries: RETRIES, doNotRetry: FINAL },
    // Without an id of its own a client waits for those that ended before it.
    throttle: { id: randomUUID(), onRateLimit: () => false, onSecondaryRateLimit: () => false },
  });
}

/** Node's own `fetch` asks the proxy of the environment only when told so; runners before the end of 2025 cannot be told. */
async function useProxy(env: NodeJS.ProcessEnv): Promise<void> {
  const proxy = env['https_proxy'] || env['HTTPS_PROXY'] || env['http_proxy'] || env['HTTP_PROXY'];
  if (!proxy) return;
  const { setGlobalProxyFromEnv } = await import('node:http');
  if (setGlobalProxyFromEnv) setGlobalProxyFromEnv(env);
  else
    warning('This runner is too old to reach GitHub through the proxy: comment and deployment record may be missing. Update the runner.');
}

function bounded(signal?: AbortSignal): typeof fetch {
  return (input, init) => {
    const signals = [AbortSignal.timeout(ATTEMPT_TIMEOUT), signal, init?.signal].filter((one) => one != null);
    return fetch(input, { ...init, signal: AbortSignal.any(signals) });
  };
}

/** For requests that make something: after a lost answer, looking comes before making it again. */
export const ONCE = { request: { retries: 0 } } as const;
