/** Our own requests that prove a version before users see it. */
export interface SmokeTest {
  /**
   * Asks each of these instances directly (`instances`), or the service through the balancer (`service`), or the version
   * not yet live (`track`: through the balancer by `preview` where there is one, else its instances directly).
   * @returns null when it passed, else what was wrong in one sentence
   */
  ask(whom: { instances: readonly string[] } | { track: string } | 'service', signal: AbortSignal): Promise<string | null>;
}
