// What the bundle holds instead of the package undici, which is two thirds of its weight: Node has its own fetch.
// Proxies are the process's business (`http.setGlobalProxyFromEnv`), so a dispatcher of one's own is never needed.

/** Node's own fetch. */
export const fetch = globalThis.fetch;

/** Does nothing: requests go through the process's own proxy setting. */
export class ProxyAgent {}
