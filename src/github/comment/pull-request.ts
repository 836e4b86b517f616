import { readFileSync } from 'node:fs';
import type { Octokit } from '@octokit/rest';
import type { Repository } from '../api/repository.ts';

export type PullRequest = {
  readonly number: number;
  /** The commit to record a deployment at; null where it is not known, or is not what was deployed (merged, or an issue). */
  readonly head: string | null;
  /** `number`: only its number is known. */
  readonly kind: 'pull' | 'issue' | 'number';
};

type Payload = {
  readonly pull_request?: { readonly number: number; readonly head?: { readonly sha: string } };
  readonly issue?: { readonly number: number; readonly pull_request?: object };
  readonly workflow_run?: {
    readonly head_sha: string;
    readonly head_branch: string | null;
    readonly head_repository?: { readonly owner: { readonly login: string } } | null;
    readonly pull_requests?: readonly { readonly number: number; readonly head: { readonly sha: string } }[];
  };
};

/**
 * The pull request (or issue) to tell: the input, else the event's, else that of the run that started this one, else the one the commit
 * belongs to, else the one of the branch; null when there is none. Throws what the API throws.
 */
export async function findPullRequest(
  octokit: Octokit,
  at: Repository,
  input: string,
  env: NodeJS.ProcessEnv,
): Promise<PullRequest | null> {
  if (/^[1-9]\d*$/.test(input)) return { number: Number(input), head: null, kind: 'number' };
  const event = payload(env);
  const named = event.pull_request ?? event.workflow_run?.pull_requests?.[0];
  if (named !== undefined) return { number: named.number, head: named.head?.sha ?? null, kind: 'pull' };
  const { issue } = event;
  if (issue !== undefined) return { number: issue.number, head: null, kind: issue.pull_request === undefined ? 'issue' : 'pull' };
  return (await ofCommit(octokit, at, event, env)) ?? (await ofBranch(octokit, at, event, env));
}

async function ofCommit(octokit: Octokit, at: Repository, event: Payload, env: NodeJS.ProcessEnv): Promise<PullRequest | null> {
  const sha = event.workflow_run?.head_sha ?? env['GITHUB_SHA'];
  if (!sha) return null;
  const { data } = await octokit.rest.repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha: sha });
  // A commit may be in several: the open one is meant, else the one that brought it in, not one closed without being merged.
  const found = data.find((one) => one.state === 'open') ?? data.find((one) => one.merged_at !== null);
  return found === undefined ? null : { number: found.number, head: found.state === 'open' ? found.head.sha : null, kind: 'pull' };
}

async function ofBranch(octokit: Octokit, at: Repository, event: Payload, env: NodeJS.ProcessEnv): Promise<PullRequest | null> {
  const run = event.workflow_run;
  const branch = run === undefined ? /^refs\/heads\/(.+)$/.exec(env['GITHUB_REF'] ?? '')?.[1] : run.head_branch;
  if (!branch) return null;
  const owner = run?.head_repository?.owner.login ?? at.owner;
  const { data } = await octokit.rest.pulls.list({ ...at, head: `${owner}:${branch}`, state: 'open' });
  const found = data[0];
  return found === undefined ? null : { number: found.number, head: found.head.sha, kind: 'pull' };
}

function payload(env: NodeJS.ProcessEnv): Payload {
  try {
    return JSON.parse(readFileSync(env['GITHUB_EVENT_PATH'] ?? '', 'utf8')) as Payload;
  } catch {
    // No event, or one that cannot be read: the commit tells.
    return {};
  }
}

/** What a token needs to comment there, as it stands in a workflow; also for one that was not found yet. */
export function permissionFor({ kind }: Pick<PullRequest, 'kind'> = { kind: 'pull' }): string {
  if (kind === 'issue') return 'issues: write';
  return kind === 'pull' ? 'pull-requests: write' : 'pull-requests: write # for an issue that is no pull request: issues: write';
}
