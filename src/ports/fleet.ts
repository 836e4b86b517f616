/** What to run. `version` is opaque text; `spec` is the digest of everything else that decides what runs. */
export type Target = {
  /** null only on the way back to something that Sluice did not deploy. */
  readonly version: string | null;
  readonly spec: string | null;
};

export type Instance = {
  readonly name: string;
  /** What it runs; null where that is not known: never deployed by Sluice, or an update did not end. */
  readonly version: string | null;
  readonly spec: string | null;
  /** Passes its health check now, and has done so since its last start. */
  readonly ready: boolean;
  /** Gets new requests as soon as it is ready. False when drained, by us or by anybody else. */
  readonly inRotation: boolean;
  /** What the platform says when it is not ready, in a few words: `connection refused`, `exited with 1`. */
  readonly note?: string;
  /** True when waiting cannot help: its process has ended. */
  readonly failed?: boolean;
};

export type FleetView = {
  /** How many instances there are to be, from the service file. */
  readonly wanted: number;
  readonly instances: readonly Instance[];
  /** Names that `add` may use, in order: as many as may be needed. Only with `add`. */
  readonly spare?: readonly string[];
  /** Balancers that could not be asked; left out where there is but one. */
  readonly silent?: readonly string[];
};

/**
 * The instances behind one balancer, replaced one by one. Every method may be repeated, is read-your-writes
 * (the next `instances` shows it, or the method waits until it does), and leaves nothing in flight when `signal` aborts.
 * Errors: {@link Refused} where trying again is pointless, anything else is tried again.
 */
export interface Fleet {
  instances(signal: AbortSignal): Promise<FleetView>;
  /** Out of rotation on every balancer, then waits until its requests have ended, at most `drain-timeout`; what then, `on-drain-timeout` says. */
  drain(name: string, signal: AbortSignal): Promise<void>;
  /** Stops what runs and starts `target` in its place; it must be drained. Returns when started, not when ready. Leaves one alone that already runs it and is ready. */
  replace(name: string, target: Target, signal: AbortSignal): Promise<void>;
  /** Back into rotation; returns when every balancer sends it requests. Only for a ready instance. */
  restore(name: string, signal: AbortSignal): Promise<void>;
  /** Starts one more instance, out of rotation, under a spare name. Only where instances can be made; without it `max-surge` is refused. */
  add?(name: string, target: Target, signal: AbortSignal): Promise<void>;
  /** Ends and forgets a drained instance. Comes with `add`. */
  remove?(name: string, signal: AbortSignal): Promise<void>;
  /** Resolves when looking again is worth it, or on abort. */
  changed?(signal: AbortSignal): Promise<void>;
}
