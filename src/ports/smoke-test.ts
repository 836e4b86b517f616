/** Who is asked. */
export type Whom = { readonly instances: readonly string[] } | { readonly track: string } | { readonly oneOf: string } | 'service';

/** Our own requests that prove a version before users see it. */
export interface SmokeTest {
  /**
   * Asks each of these instances directly (`instances`), or the service through the balancer (`service`), or the version
   * not yet live (`track`: through the balancer by `preview` where there is one, else its instances directly), or once, whatever `times` says,
   * any one instance of a track (`oneOf`), directly, so that no balancer counts it.
   * @returns null when it passed, else what was wrong in one sentence
   */
  ask(whom: Whom, signal: AbortSignal): Promise<string | null>;
}
