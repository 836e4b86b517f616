/** A service of the service file after defaults and environment were merged: plain JSON, `$NAME` and `{version}` not expanded. Holds no secret. */
export type RawService = Readonly<Record<string, unknown>>;

/** An absolute number, or percent of the wanted number. */
export type Count = { readonly value: number; readonly unit: 'instances' | 'percent' };

/** All durations are milliseconds. */
export type RolloutSettings = {
  /** null: 1 instance, or as the platform's own object says where it paces itself. */
  readonly maxUnavailable: Count | null;
  /** null: none, or as the platform's own object says. */
  readonly maxSurge: Count | null;
  /** null: the action's own default. */
  readonly bakeTime: number | null;
  readonly keepOld: number;
  /** null: none, or as the platform's own object says. */
  readonly minReady: number | null;
  readonly drainTimeout: number;
  readonly onDrainTimeout: 'force' | 'wait' | 'fail';
  readonly progressDeadline: number;
  readonly previewSize: Count;
  readonly onFailure: 'rollback' | 'pause';
  readonly onCancel: 'rollback' | 'pause';
  /** How far blue-green-switch goes. */
  readonly until: 'retired' | 'switched' | 'prepared';
  /** What canary-step gives, one after the other, in percent; null: as it is. */
  readonly weights: readonly number[] | null;
  readonly onOutdated: 'fail' | 'deploy';
  /** What is done where another version is in flight. */
  readonly onBusy: 'fail' | 'wait' | 'supersede';
  readonly comment: 'on-change' | 'on-failure' | 'never';
  readonly deployment: 'auto' | 'attach' | 'create' | 'none';
};

/** Thresholds are shares (0.005 is 0.5 %); durations milliseconds. */
export type AnalysisSettings = {
  readonly interval: number;
  readonly initialDelay: number;
  readonly analysisTimeout: number;
  readonly maxErrorRate: number;
  readonly maxErrorRatio: number;
  readonly minPolls: number;
  readonly onInconclusive: 'pause' | 'pass' | 'rollback';
  readonly onNoData: 'wait' | 'fail' | 'pass';
  /** How likely a version that is not worse may be blamed in a whole rollout: 0.01 is one of a hundred. */
  readonly falseAlarmRate: number;
  /** How sure it must be that a version is safe before it passes. */
  readonly confidence: number;
  /** Odds ratios up to which a version is called not worse. */
  readonly tolerance: { readonly errors: number; readonly latency: number };
  /** Requests that take longer, in milliseconds, are judged too; null: only failed ones are. */
  readonly latencyThreshold: number | null;
  /** How many failed requests come together; null: as learned from the stable version. */
  readonly burst: number | null;
  /** Whether a version that is proven safe goes on before its bake time is over. */
  readonly earlyPass: boolean;
  /** Where metrics are asked for; null: nowhere. */
  readonly prometheus: Endpoint | null;
  /** In the order of the file; none: the platform's own counters are judged. */
  readonly metrics: readonly MetricSettings[];
};

/** An HTTP server that is asked for metrics. */
export type Endpoint = {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Values of headers that came from the environment. */
  readonly secrets: readonly string[];
};

/** The ready-made queries of what is known to count by track. */
export type QuerySet = 'haproxy' | 'local' | 'traefik' | 'envoy-gateway' | 'nginx-gateway-fabric' | 'istio';

/** PromQL for counters of one track: `{{track}}`, `{{version}}`, `{{backend}}` and `{{namespace}}` in their texts are its own. */
export type CounterQueries = {
  /** All requests; `good`: those that are not bad. */
  readonly all: { readonly what: 'requests' | 'good'; readonly query: string };
  readonly bad: string;
  /** Buckets of a classic histogram of how long requests took; null: latency is not known. */
  readonly histogram: string | null;
  /** What its `le` is in. */
  readonly unit: 's' | 'ms';
};

/** Where good and bad are counted by track. */
export type CounterSource =
  | { readonly from: 'prometheus'; readonly queries: QuerySet | CounterQueries }
  /** Program and arguments, never through a shell. */
  | { readonly from: 'command'; readonly command: readonly string[] }
  /** In its address `{{stable.track}}`, `{{stable.version}}`, `{{canary.track}}` and `{{canary.version}}` stand for those. */
  | ({ readonly from: 'http' } & Endpoint)
  /** Tries a second for each track. */
  | { readonly from: 'smoke-test'; readonly rate: number };

/** What a number must be, as `>= 0.99`: all of these. */
export type Success = readonly { readonly is: '>' | '>=' | '<' | '<=' | '=='; readonly than: number }[];

export type MetricSettings = {
  readonly name: string;
  /** Beside the weights of the other metrics. */
  readonly weight: number;
  /** Whether a verdict rests on it: one that compares, or has `dry-run`, is reported only. */
  readonly decides: boolean;
} & (
  | { readonly kind: 'judge' | 'compare'; readonly source: CounterSource }
  | {
      readonly kind: 'threshold';
      /** PromQL that gives one number. */
      readonly query: string;
      readonly success: Success;
      readonly interval: number;
      /** How many answers may be out of `success`. */
      readonly failureLimit: number;
      /** How many times in a row there may be no answer. */
      readonly consecutiveErrorLimit: number;
    }
);

export type SmokeTestSettings = {
  readonly path: string;
  /** Text that the answer must hold; null: any. */
  readonly contains: string | null;
  readonly times: number;
};

/** How requests reach the version not yet live. */
export type PreviewSettings =
  | { readonly kind: 'header' | 'cookie'; readonly name: string; readonly value: string }
  | { readonly kind: 'url'; readonly url: string };

export type StickySettings = { readonly kind: 'header' | 'cookie'; readonly name: string };

type Common = {
  readonly name: string;
  readonly environment: string;
  /** Whether the service file has it in other environments too. */
  readonly elsewhere: boolean;
  /** What people open. */
  readonly url: string | null;
  /** Path of the health check; 2xx within 5 s, twice in a row, is healthy. */
  readonly health: string;
  readonly smokeTest: SmokeTestSettings | null;
  readonly preview: PreviewSettings | null;
  readonly sticky: StickySettings | null;
  /** Path, or header, by which an instance says which version it runs. */
  readonly reports: { readonly kind: 'path' | 'header'; readonly name: string } | null;
  /** Variables handed to `run` and `update`; values may be secret. */
  readonly env: Readonly<Record<string, string>>;
  /** Folder where records and the journal lie; absolute, or from `~` on, of whichever machine. */
  readonly state: string;
  readonly rollout: RolloutSettings;
  readonly analysis: AnalysisSettings;
  /** Digest of where it runs. */
  readonly place: string;
  /** Digest of what runs besides the version. */
  readonly spec: string;
  readonly raw: RawService;
};

export type LocalService = Common & {
  readonly platform: 'local';
  /** Program and arguments, never through a shell. */
  readonly run: readonly string[];
  readonly port: number;
  readonly instances: number;
};

export type Server = {
  readonly name: string;
  /** null: this machine. */
  readonly host: string | null;
  /** host:port where it serves. */
  readonly address: string;
  /** null where the service has no tracks. */
  readonly track: 'blue' | 'green' | null;
};

export type HaproxyBalancer = {
  readonly kind: 'haproxy';
  readonly host: string | null;
  /** Path of the admin socket. */
  readonly socket: string;
  /** Path of haproxy.cfg, to check what the socket does not show. */
  readonly config: string | null;
  /** One backend, or one for each track. */
  readonly backend: string | { readonly blue: string; readonly green: string };
  /** The map file and its key; only with tracks. */
  readonly map: string | null;
  readonly key: string | null;
};

export type ServersService = Common & {
  readonly platform: 'servers';
  /** Shell lines of the user's own file. */
  readonly update: string;
  readonly stop: string | null;
  /** Folder of this machine that is copied to every server; null: none. */
  readonly upload: string | null;
  /** How other machines are reached: the text of a private key, and the path of a file of known hosts; null: as the user's ssh does. */
  readonly ssh: { readonly key: string | null; readonly knownHosts: string | null };
  readonly servers: readonly Server[];
  readonly balancers: readonly HaproxyBalancer[];
};

export type KubernetesService = Common & {
  readonly platform: 'kubernetes';
  /** Images of what is deployed, each with `{version}` where that goes. */
  readonly image: readonly string[];
  readonly workload: { readonly kind: 'deployment' | 'statefulset' | 'daemonset'; readonly name: string };
  /** The container that gets the image; null: those whose image has its repository. */
  readonly container: string | null;
  /** Of kubeconfig; null: the current one. */
  readonly context: string | null;
  /** null: the context's own. */
  readonly namespace: string | null;
  /** The Service by which users reach the workload; null: the one that selects its pods. */
  readonly backend: string | null;
  /** What sends a share of the requests to the backend; null: the Service alone does. Its namespace null: the workload's. */
  readonly route: {
    readonly kind: 'httproute' | 'grpcroute' | 'traefikservice' | 'virtualservice';
    readonly namespace: string | null;
    readonly name: string;
  } | null;
  /** Files and folders of manifests that go with the version, from the root of the repository on; null: none. */
  readonly manifests: readonly string[] | null;
  /** What stands in them; null where there are none, or where the action brings no version. */
  readonly objects: readonly ManifestObject[] | null;
};

/** An object of the manifests as it was written, and where. May hold secrets. */
export type ManifestObject = { readonly object: Readonly<Record<string, unknown>>; readonly file: string; readonly line: number };

/** A service with all values expanded. May hold secrets: never journaled, logged or reported; `raw` is. */
export type Service = LocalService | ServersService | KubernetesService;

/** Something a person must change before anything is written. */
export type Problem = {
  /** What is wrong, where, and what to write instead. */
  readonly message: string;
  /** True where it may be right and could not be looked at: it is said, and forbids nothing. */
  readonly unchecked?: boolean;
  /** The reason of a refusal for it; left out: `precondition`. */
  readonly code?: 'managed-elsewhere';
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
};
