/** Files of one machine. A path that begins with `~/` is of its user's home. Every method throws {@link HostError} where the machine cannot be asked, and on abort. */
export type Files = {
  /** The text of a file; null where there is none. */
  read(path: string, signal: AbortSignal): Promise<string | null>;
  /**
   * Replaces a file at once and durably: who reads it sees the old or the new one, also after a power cut. Missing folders are made for
   * the user alone. `mode` is of the file then; null: as of the one that is replaced, 0644 where there is none.
   */
  replace(path: string, text: string, mode: number | null, signal: AbortSignal): Promise<void>;
  /** Makes a file for the user alone, whole and durable or not at all; false where something has the name already. Missing folders as above. */
  create(path: string, text: string, signal: AbortSignal): Promise<boolean>;
  /** The names in a folder, none where there is no folder. */
  list(folder: string, signal: AbortSignal): Promise<readonly string[]>;
  /** Removes files; those that are not there are none to remove. */
  remove(paths: readonly string[], signal: AbortSignal): Promise<void>;
  isWritable(folder: string, signal: AbortSignal): Promise<boolean>;
};

/** What a shell line is run with. A path that begins with `~/` is of the user's home there. */
export type Run = {
  readonly env: Readonly<Record<string, string>>;
  /** Where it runs; null: the home of the user, as a login does. */
  readonly folder: string | null;
  /** A file that only one line at a time holds; a line that a lost run left behind is waited for, within `time`. */
  readonly lock: string;
  /** Where its output goes, anew. */
  readonly log: string;
  /** Milliseconds after which it is ended, the wait for the lock among them. */
  readonly time: number;
};

/** Which of the folders beside a new one are not removed. */
export type Kept = { readonly newest: number; readonly named: readonly string[] };

/** A machine on which servers or a balancer run: this one, or one that is reached over ssh. */
export type Host = {
  /** As the service file says it; null: this machine. */
  readonly name: string | null;
  readonly files: Files;
  /**
   * Runs a shell line in a session of its own that an abort, or the time, ends with all its processes. Returns when the shell has ended,
   * whatever it left in the background. `code` is null where it was ended; `lines`: the last ones it printed, none of them blank.
   * Where the connection breaks (`lost`), a line that has begun goes on to its end or to `time`, and one that waits for the lock never begins.
   */
  run(line: string, options: Run, signal: AbortSignal): Promise<{ readonly code: number | null; readonly lines: readonly string[] }>;
  /**
   * Copies a folder of this machine to the folder `to` there, which gets its name when it is whole and on the disk; nothing where there is
   * one. Then, of those beside it, the newest stay (`newest`, itself among them) and those that are `named`.
   */
  bring(from: string, to: string, kept: Kept, signal: AbortSignal): Promise<void>;
  /** A unix socket on this machine that leads to the one at `path` there. */
  socket(path: string, signal: AbortSignal): Promise<string>;
  /** Where, on this machine, a TCP address of that machine answers. */
  reach(address: string, signal: AbortSignal): Promise<{ readonly address: string } | { readonly socket: string }>;
  /** Ends everything that was started for it; nothing where nothing was. */
  close(): Promise<void>;
};

/** Why a machine could not be asked, or did not do it. The message names the machine and what to change. */
export class HostError extends Error {
  override name = 'HostError' as const;
  /**
   * `lost`: it was there, and the connection broke in the middle, so that what was asked may have been done. `busy`: a line of an earlier
   * run still holds the lock after `time`; nothing was run. `no-folder`: a line's folder is not there.
   */
  readonly why: 'refused' | 'unreachable' | 'wrong-key' | 'unknown-host-key' | 'lost' | 'busy' | 'no-folder' | 'failed';
  constructor(why: HostError['why'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.why = why;
  }
}
