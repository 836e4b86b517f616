import type { JudgeState, RawCounters } from './metrics.ts';
import type { Outcome } from './outcome.ts';
import type { Reason } from './reason.ts';
import type { RawService } from './service.ts';

/** The workflow run that did something. */
export type Run = {
  readonly id: string;
  readonly attempt: number;
  /** Counts up within one workflow: tells newer runs from older ones. */
  readonly number: number;
  readonly workflow: string;
  readonly ref: string;
  readonly job: string;
  /** Names the check of the job, by which GitHub tells how it stands; left out where the runner does not say it. */
  readonly check?: string;
  readonly actor: string;
  readonly url: string;
};

/** A version that was or is live. */
export type Live = {
  /** null: not deployed by Sluice, and nobody can tell. */
  readonly version: string | null;
  readonly spec: string | null;
  readonly track: string | null;
  readonly since: number;
  readonly run: Run | null;
  /** The action that brought it; left out where nobody knows. */
  readonly how?: Rollout['action'];
};

export type Past = {
  readonly version: string;
  readonly spec: string;
  readonly run: Run;
  /** `withdrawn`: was live, until a rollback left it. */
  readonly end: 'live' | 'withdrawn' | 'rejected' | 'superseded';
  /** The service file's part it was deployed with, so that it can be deployed again. */
  readonly service: RawService;
  /** When it ended, wall milliseconds. */
  readonly at: number;
};

/** How far `tracks` is to go. `rolling` has no stages before its end. */
export type Stage = 'prepared' | 'canary' | 'switched' | 'retired';

export type Goal = {
  readonly version: string | null;
  readonly spec: string | null;
  /** The track that is to have it; null for `rolling`. */
  readonly track: string | null;
  /** Percent it is to get. */
  readonly weight: number;
  readonly stage: Stage;
  /** Milliseconds to be watched after the shift, or after each batch. */
  readonly bakeTime: number;
  /** Milliseconds the old version stays up after the bake. */
  readonly keepOld: number;
};

/** One line of the table of stages. */
export type StageRecord = {
  readonly name: string;
  readonly result: 'running' | 'passed' | 'failed' | 'paused' | 'stopped';
  /** Wall milliseconds. */
  readonly from: number;
  readonly to: number | null;
  readonly requests: number | null;
  readonly failed: number | null;
  /** Who started or approved it. */
  readonly by: string;
};

/** A point of the traffic over time. */
export type Sample = {
  readonly at: number;
  /** Percent of the traffic the version in flight has. */
  readonly weight: number;
  readonly requests: number;
  readonly failed: number;
};

/** One change of a service to a version, from its first step to its end. Plain JSON; lives for days, with nobody at work. */
export type Rollout = {
  readonly id: string;
  readonly kind: 'rolling' | 'tracks';
  /** The action that began it. */
  readonly action: string;
  readonly goal: Goal;
  /** Nothing was live when it began. */
  readonly first: boolean;
  /** What was live when it began. */
  readonly from: { readonly version: string | null; readonly spec: string | null; readonly track: string | null };
  /** What it was begun for; stays when it goes back. */
  readonly attempted: { readonly version: string; readonly spec: string };
  readonly direction: 'forward' | 'back';
  /** Why it goes back. */
  readonly reason: Reason | null;
  /** Stopped until a person says so; `step` is the only one that may go on by itself. */
  readonly paused: { readonly reason: Reason; readonly step: string; readonly run: Run } | null;
  /** Could go neither way; the commands finish by hand. */
  readonly stuck: { readonly reason: Reason; readonly commands: readonly string[] } | null;
  /** Instances that we took out of rotation, saved before the drain: only these are put back. */
  readonly ours: readonly string[];
  /** How many times each instance was replaced since the direction changed: more than once is drift. */
  readonly replaced: Readonly<Record<string, number>>;
  /** The last weight of the version in flight that we commanded, saved before the shift. */
  readonly weight: number;
  /** What was proven by smoke test and may get traffic: `<track>:<version>`. */
  readonly proved: string | null;
  /** Milliseconds watched since the last shift or batch: first the bake, then `keep-old`. */
  readonly watched: number;
  /** Whether instances of the old track are being stopped. */
  readonly retiring: boolean;
  /** Whether the track that is the user's own was told the version: only then the way back tells it the one before. */
  readonly broughtHome: boolean;
  /** What somebody else had changed when a person said to go on nevertheless; on the way back, what of it is left as it is. */
  readonly accepted: string | null;
  /** Wall milliseconds of the last progress, for people. */
  readonly progressAt: number;
  /** Steps that passed: `<run id>:<weight>`. */
  readonly passed: readonly string[];
  readonly stages: readonly StageRecord[];
  readonly judge: JudgeState | null;
  /** Raw counters at the last look, so that the next one can be subtracted. */
  readonly counters: readonly RawCounters[];
  /** All requests and failures seen since it began. */
  readonly requests: number;
  readonly failed: number;
  readonly samples: readonly Sample[];
  /** The service file's part as resolved for the environment, `$NAME` not expanded: holds no secret. */
  readonly service: RawService;
  readonly place: string;
  /** Wall milliseconds. */
  readonly startedAt: number;
  readonly run: Run;
  /** Who worked on it last, so that `post` finds out whether it is its own job's. */
  readonly lastHolder: string;
  /** What GitHub knows it by. */
  readonly pullRequest: number | null;
  readonly commentId: number | null;
  readonly commentAuthor: string | null;
  /** Number of our last text in that comment, where nobody else's is in it; else null. Left out where nobody knows. */
  readonly commentSeq?: number | null;
  readonly deploymentId: number | null;
};

/** The process at work on a rollout now. */
export type Holder = {
  /** Random: run and attempt do not tell legs of a matrix apart. */
  readonly id: string;
  readonly run: Run;
  /** Counted up every 5 s; unchanged for 30 s on the observer's own clock: gone. */
  readonly beat: number;
};

/** Nothing is deployed or promoted while it stands. */
export type Lock = {
  /** Why, as the one who locked wrote it. */
  readonly why: string;
  /** Who; '' outside GitHub. */
  readonly by: string;
  /** Wall milliseconds. */
  readonly at: number;
  /** The run that locked; '' outside GitHub. */
  readonly url: string;
};

/** What people see of a rollout that ended, until record and comment were closed. */
export type Unreported = {
  readonly rollout: Rollout;
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly at: number;
};

export type JournalDocument = {
  readonly schema: 1;
  /** Raised when a holder takes over. */
  readonly epoch: number;
  readonly seq: number;
  readonly service: string;
  readonly environment: string;
  /** Digest of where it runs: platform, hosts, balancers, backends, names. */
  readonly place: string;
  readonly live: Live | null;
  /** At most 20, the newest first. */
  readonly history: readonly Past[];
  readonly rollout: Rollout | null;
  readonly holder: Holder | null;
  /** Left for the holder, obeyed with its next beat. */
  readonly request: { readonly what: 'rollback' | 'supersede'; readonly by: string } | null;
  readonly lock: Lock | null;
  readonly unreported: Unreported | null;
};

/** One document per service and environment, beside the service on its platform, at most 64 kB. */
export interface Journal {
  /** Where it lies, for messages. */
  readonly place: string;
  /** null where there is none yet. Throws where the place cannot be read or holds what is no journal. */
  load(signal: AbortSignal): Promise<JournalDocument | null>;
  /**
   * Compare and swap: writes `next` with `seq` one higher than `seq` if the present document still has `seq` (0: none yet).
   * `lost`: somebody else wrote; load, and think again. Durable when it returns.
   */
  save(next: JournalDocument, seq: number, signal: AbortSignal): Promise<'saved' | 'lost'>;
}
