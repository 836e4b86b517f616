/** As whom the API server notes our writes in `managedFields`. */
export const MANAGER = 'sluice';

/** An object as the API server gives it: fields that we do not know stay in it. */
export type Resource = {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly generation?: number;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly {
      readonly kind: string;
      readonly name: string;
      readonly uid: string;
      readonly controller?: boolean;
    }[];
    readonly managedFields?: readonly {
      readonly manager?: string;
      readonly operation?: string;
      readonly apiVersion?: string;
      readonly subresource?: string;
      readonly time?: string;
      readonly fieldsV1?: unknown;
    }[];
  };
};

export type List<T extends Resource> = { readonly metadata: { readonly resourceVersion: string }; readonly items: readonly T[] };

/** One operation of a JSON patch (RFC 6902). */
export type Operation =
  | { readonly op: 'test' | 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };

/** A field that somebody else set to another value, and wants to keep. */
export type FieldConflict = {
  /** Such as `.spec.replicas`. */
  readonly field: string;
  readonly manager: string;
  /** Through which part it was set, such as `scale`; null: the object itself. */
  readonly subresource: string | null;
};

/** What the API server said no to; what it could not be asked is a plain error, and tried again. */
export class ApiError extends Error {
  override name = 'ApiError' as const;
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * The API server as the user's kubectl reaches it. Paths start with `/api/` or `/apis/`, without a query; values of `query` are encoded.
 * Each call ends by itself after 10 s without an answer, and on abort. A missing permission throws `Refused` with the rule to add;
 * 404 and conflicts are answers; every other refusal throws {@link ApiError}; where nobody answers, or the server is busy (429, 5xx), a plain error.
 * Writes are noted in `managedFields` by the manager `sluice`.
 */
export interface Api {
  /** How people call the cluster: `context prod`, `the current context`. */
  readonly place: string;
  /** The namespace of the service file, else the context's, else `default`. */
  namespace(signal: AbortSignal): Promise<string>;
  /** null where there is none. */
  get<T>(path: string, signal: AbortSignal, query?: Readonly<Record<string, string>>): Promise<T | null>;
  /** `exists` where that name is taken. */
  create<T>(path: string, object: unknown, signal: AbortSignal): Promise<T | 'exists'>;
  /** With the `resourceVersion` that was read. `conflict` where it is another one now, or gone: read, decide, write. */
  replace<T>(path: string, object: Resource, signal: AbortSignal): Promise<T | 'conflict'>;
  /**
   * `conflict` where a `test` fails, or it changed meanwhile; null where there is none. The API server has the same words for every other
   * operation that does not fit what is there (`remove` of what is not): so `test` first what the others stand on.
   */
  patch<T>(path: string, operations: readonly Operation[], signal: AbortSignal): Promise<T | 'conflict' | null>;
  /**
   * Server-side apply: makes it, or sets what `object` says, and takes away what we applied before and it no longer says. `conflicts` where fields
   * belong to others, and then nothing is written; `force` takes these from them. `conflict` where it is changed by others right now, or not at the
   * `resourceVersion` that `object` has. `dryRun` writes nothing. No error quotes what a Secret holds.
   */
  apply<T>(
    path: string,
    object: Resource,
    signal: AbortSignal,
    options?: { readonly force?: boolean; readonly dryRun?: boolean },
  ): Promise<{ readonly applied: T } | { readonly conflicts: readonly FieldConflict[] } | 'conflict'>;
  /** What it owns goes after it. Done also where there is none. */
  remove(path: string, signal: AbortSignal): Promise<void>;
  /** Plain text, as logs are; null where there is none. */
  text(path: string, signal: AbortSignal, query?: Readonly<Record<string, string>>): Promise<string | null>;
  /** An answer of a pod or Service through the API server: its own status and text, or the API server's (404, 503) where nobody is there. */
  ask(path: string, signal: AbortSignal): Promise<{ readonly status: number; readonly text: string }>;
  /**
   * Resolves when something under `path` changed since `from` (a list's `resourceVersion`), when the watch ended (cut, or `from` is too old: look
   * again; not before a second has passed), or on abort. Throws as the others do.
   */
  changed(path: string, from: string, signal: AbortSignal, query?: Readonly<Record<string, string>>): Promise<void>;
  /** Ends what was started. */
  close(): Promise<void>;
}
