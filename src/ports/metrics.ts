/** Counters of one track in one balancer process; they only grow while that process lives. */
export type TrackCounters = {
  readonly requests: number;
  /** Answered with 5xx, or not answered at all. */
  readonly errors: number;
  /** How many took longer than each edge of {@link RawCounters.edges}; left out where the balancer does not count them. */
  readonly slower?: readonly number[];
};

/** One balancer process's raw counters, read together. A new `process` or a decrease is a reset. */
export type RawCounters = {
  /** Names the process that counted; changes when it restarts. */
  readonly process: string;
  /** Latency edges in milliseconds, ascending. */
  readonly edges?: readonly number[];
  readonly tracks: Readonly<Record<string, TrackCounters>>;
};

/** Our own requests (`preview`, smoke tests by it) are not counted. */
export interface MetricSource {
  /** One entry per balancer process. */
  read(signal: AbortSignal): Promise<readonly RawCounters[]>;
  /** The same with instances by name in place of tracks; left out where nobody counts so. */
  byInstance?(signal: AbortSignal): Promise<readonly RawCounters[]>;
}

/** What a metric of the service file says now, or in one sentence why it says nothing. */
export type Reading<T> = { readonly value: T } | { readonly noData: string };

/** Metrics of the service file by name. Their reads throw on abort only. */
export type OpenMetrics = {
  /** Of kind `judge` and `compare`: raw counters of both tracks, as {@link MetricSource} has them. */
  readonly counters: Readonly<Record<string, { read(signal: AbortSignal): Promise<Reading<readonly RawCounters[]>> }>>;
  /** Of kind `threshold`. */
  readonly numbers: Readonly<Record<string, { read(signal: AbortSignal): Promise<Reading<number>> }>>;
  /** Looks once at all of them, for what would keep them from saying anything later. */
  check(signal: AbortSignal): Promise<readonly { readonly message: string; readonly unchecked?: boolean }[]>;
  /** Ends what they do by themselves between two readings. */
  close(): void;
};

/** What one track served in one poll: the differences of its raw counters, over all balancers. */
export type Served = {
  readonly requests: number;
  readonly errors: number;
  readonly slower?: readonly number[];
};

/** What the metrics of the service file said when they were asked last. */
export type Measured = {
  /** How often all of them have answered, so that nobody takes what was said once for news: 0 is never. */
  readonly reading: number;
  readonly counters: Readonly<Record<string, Reading<readonly RawCounters[]>>>;
  readonly numbers: Readonly<Record<string, Reading<number>>>;
};

/** What both tracks served between two looks, as one metric counts it. */
export type Counted = { readonly canary: Served; readonly stable: Served; readonly edges?: readonly number[] };

/** What all metrics say of the time between two looks. */
export type Poll = {
  /** Since the look before, in milliseconds that were watched. */
  readonly elapsed: number;
  /** Whether the stable track gets a part of the traffic, so that it can be compared with. */
  readonly beside: boolean;
  /**
   * Whether the versions take each other's places. What was just started is a little worse for a while, so such a version is failed only where it has
   * more errors than are allowed, too.
   */
  readonly inPlace?: true;
  /** What the platform counts by itself; null: nothing. */
  readonly own: Counted | null;
  /** Metrics of the service file by name; those that were not asked since the poll before are left out. */
  readonly counted: Readonly<Record<string, Reading<Counted>>>;
  readonly numbers: Readonly<Record<string, Reading<number>>>;
};

/** One line a person can check the verdict by. */
export type Evidence = {
  readonly metric: string;
  readonly canary: Served;
  readonly stable: Served;
  /** For people: `7/1,204 canary (0.58 %) vs 31/10,980 stable (0.28 %)`, and what that means. */
  readonly text: string;
};

export type Verdict = {
  /** `undecided`: go on looking. */
  readonly result: 'pass' | 'fail' | 'inconclusive' | 'undecided';
  readonly text: string;
};

/** A step that is about to begin: a part of the traffic, for so many milliseconds at the least. */
export type NextStep = {
  /** To both tracks, as they came until now; null: none was seen. */
  readonly requestsPerMillisecond: number | null;
  /** Percent that the new version is to get. */
  readonly weight: number;
  readonly bakeTime: number;
};

/** What a judge carries from poll to poll, step to step and job to job, inside the journal: plain JSON under 1 kB a metric. */
export type JudgeState = Readonly<Record<string, unknown>>;

/** Pure: the same state and poll, the same answer. */
export interface Judge {
  /**
   * @param state what the last call returned; null at the rollout's first poll
   * @param poll  null before the first look
   * @param baked whether the bake time is over, so that `pass` may be said, and `on-no-data` decides
   */
  judge(
    state: JudgeState | null,
    poll: Poll | null,
    baked: boolean,
  ): { state: JudgeState; verdict: Verdict; evidence: readonly Evidence[] };
  /** The state with what stable served while the new version had no traffic: what that is held to once stable does not serve beside it any more. */
  note(state: JudgeState | null, before: Pick<Poll, 'own' | 'counted'>): JudgeState;
  /** What is to be expected of a step before it begins, in a line for people, be it that the traffic is not known; null where no requests are judged. */
  foresee(state: JudgeState | null, step: NextStep): string | null;
}
