export type Comment = { id: number; issue: number; author: string; body: string };
export type Status = { id: number; state: string; description: string; logUrl: string; environmentUrl: string; autoInactive: boolean };
export type Deployment = {
  id: number;
  ref: string;
  task: string;
  environment: string;
  payload: unknown;
  production: boolean;
  statuses: Status[];
};
export type Pull = { number: number; sha: string; branch: string; state: 'open' | 'closed'; merged: boolean; commits: string[] };

/** What the repository on the emulated GitHub holds; tests may write to it. */
export type State = {
  comments: Comment[];
  deployments: Deployment[];
  pulls: Pull[];
  /** The status of each attempt of a run, by `<run>/<attempt>`. */
  runs: Map<string, string>;
  /** Who the token writes as. */
  login: string;
  /** What the token may. */
  permissions: Record<'pull_requests' | 'deployments' | 'actions', 'none' | 'read' | 'write'>;
  /** Requests left in this hour. */
  remaining: number;
  nextId: number;
};

export function emptyState(): State {
  return {
    comments: [],
    deployments: [],
    pulls: [],
    runs: new Map(),
    login: 'github-actions[bot]',
    permissions: { pull_requests: 'write', deployments: 'write', actions: 'read' },
    remaining: 1000,
    nextId: 100,
  };
}
