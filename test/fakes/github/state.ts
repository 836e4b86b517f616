export type Comment = { id: number; issue: number; author: string; body: string; reactions?: { content: string; by: string }[] };
export type Status = { id: number; state: string; description: string; logUrl: string; environmentUrl: string; autoInactive: boolean };
export type Deployment = {
  id: number;
  ref: string;
  task: string;
  environment: string;
  payload: unknown;
  production: boolean;
  transient: boolean;
  statuses: Status[];
};
/** A place that jobs name; one that nobody made has no rules. */
export type Environment = { name: string; reviewers?: number; waitTimer?: number };
/** The check of a job; null: the job has no deployment record of its own. */
export type CheckRun = { id: number; deployment: number | null };
export type Pull = {
  number: number;
  sha: string;
  branch: string;
  state: 'open' | 'closed';
  merged: boolean;
  commits: string[];
  /** Owner of the repository that its commits come from, `acme` by default; null for a fork that was deleted. */
  from?: string | null;
};
/** A workflow's file by what can be asked of it: the inputs it can be started with by hand; null where it cannot. */
export type Workflow = { inputs: string[] | null };
export type Dispatch = { workflow: string; ref: string; inputs: Record<string, string> };

/** What the repository on the emulated GitHub holds; tests may write to it. */
export type State = {
  comments: Comment[];
  deployments: Deployment[];
  pulls: Pull[];
  /** Numbers of issues; what has another number is a pull request. */
  issues: number[];
  environments: Environment[];
  checkRuns: CheckRun[];
  /** The status of each attempt of a run, by `<run>/<attempt>`. */
  runs: Map<string, string>;
  /** How each job stands, by its number, which its check has too, unless that has another one. */
  jobs: Map<string, { status: string; check?: string }>;
  /** The role of those who have one here. */
  collaborators: Map<string, string>;
  /** Files of workflows on the default branch. */
  workflows: Map<string, Workflow>;
  /** What was started by hand, the latest last. */
  dispatches: Dispatch[];
  /** Who the token writes as. */
  login: string;
  /** What the token may. */
  permissions: Record<'pull_requests' | 'issues' | 'deployments' | 'actions' | 'checks', 'none' | 'read' | 'write'>;
  /** Requests left in this hour. */
  remaining: number;
  nextId: number;
  /** Milliseconds that the list of comments is late by. */
  lag: number;
  /** Milliseconds that a request, and then its answer, takes at most. */
  delay: number;
};

export function emptyState(): State {
  return {
    comments: [],
    deployments: [],
    pulls: [],
    issues: [],
    environments: [],
    checkRuns: [],
    runs: new Map(),
    jobs: new Map(),
    collaborators: new Map(),
    workflows: new Map(),
    dispatches: [],
    login: 'github-actions[bot]',
    permissions: { pull_requests: 'write', issues: 'none', deployments: 'write', actions: 'read', checks: 'read' },
    remaining: 1000,
    nextId: 100,
    lag: 0,
    delay: 0,
  };
}
