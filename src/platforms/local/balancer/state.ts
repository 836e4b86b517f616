import type { PreviewSettings, StickySettings } from '../../../ports/service.ts';
import type { Weights } from '../../../ports/tracks.ts';

export const TRACKS = ['blue', 'green'] as const;

/** Latency edges in milliseconds. */
export const EDGES = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000] as const;

export type ServerEntry = {
  readonly name: string;
  readonly track: string;
  /** host:port */
  readonly address: string;
  /** Names its process: another one begins unhealthy, also at the same address. */
  readonly start: string;
  readonly state: 'ready' | 'drain';
};

/** What the balancer is told, kept in a file so that a restarted one goes on where it was. */
export type BalancerConfig = {
  readonly port: number;
  /** Path of the health check. */
  readonly health: string;
  readonly preview: PreviewSettings | null;
  readonly sticky: StickySettings | null;
  readonly weights: Weights;
  /** Where preview requests go. */
  readonly previewTrack: string | null;
  readonly servers: Readonly<Record<string, ServerEntry>>;
};

/** A change, all or none; a server that is null is forgotten, one with only a state keeps the rest. */
export type ConfigPatch = Partial<Omit<BalancerConfig, 'port' | 'servers'>> & {
  readonly servers?: Readonly<Record<string, ServerEntry | Pick<ServerEntry, 'state'> | null>>;
};

export type ServerState = ServerEntry & {
  readonly healthy: boolean;
  /** Why it is not. */
  readonly note: string;
  /** Requests it has not finished. */
  readonly inFlight: number;
  /** Those of them that did not come by preview. */
  readonly users: number;
  /** Users' requests that ended, of its process, and how many of them failed; balancers of earlier versions of Sluice do not count these. */
  readonly counted?: { readonly requests: number; readonly errors: number };
};

export type BalancerState = {
  /** Random, another one after each start. */
  readonly process: string;
  /** Counts up with every change of configuration or health, and when a server out of use has no request left. */
  readonly rev: number;
  readonly config: BalancerConfig;
  readonly servers: readonly ServerState[];
  readonly counters: Readonly<Record<string, { requests: number; errors: number; slower: number[] }>>;
};

/** Where the process of a balancer is found: `balancer.process.json` in the state folder. */
export type BalancerMark = { readonly pid: number; readonly started: string; readonly socket: string };

/** Applies a change. A state for a server that is not there is an error: it would be lost silently. */
export function applyPatch(config: BalancerConfig, patch: ConfigPatch): BalancerConfig {
  const servers: Record<string, ServerEntry> = { ...config.servers };
  for (const [name, change] of Object.entries(patch.servers ?? {})) {
    const before = servers[name];
    if (change === null) delete servers[name];
    else if ('address' in change) servers[name] = change;
    else if (before) servers[name] = { ...before, state: change.state };
    else throw new Error(`the balancer has no server ${name}`);
  }
  return { ...config, ...patch, port: config.port, servers };
}

/** The track that has most of the traffic. */
export function liveTrack(weights: Weights): string {
  return TRACKS.reduce<string>((most, track) => ((weights[track] ?? 0) > (weights[most] ?? 0) ? track : most), TRACKS[0]);
}
