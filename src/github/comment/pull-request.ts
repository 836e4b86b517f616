import { readFileSync } from 'node:fs';
import type { Octokit } from '@octokit/rest';
import type { Repository } from '../api/repository.ts';

/** `head` is the commit to record a deployment at, null where it is not known, or is not what was deployed (merged, or an issue). */
export type PullRequest = { readonly number: number; readonly head: string | null };

type Payload = {
  readonly pull_request?: { readonly number: number; readonly head?: { readonly sha: string } };
  readonly issue?: { readonly number: number };
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
  if (/^[1-9]\d*$/.test(input)) return { number: Number(input), head: null };
  const event = payload(env);
  const named = event.pull_request ?? event.workflow_run?.pull_requests?.[0];
  if (named !== undefined) return { number: named.number, head: named.head?.sha ?? null };
  if (event.issue !== undefined) return { number: event.issue.number, head: null };
  return (await ofCommit(octokit, at, event, env)) ?? (await ofBranch(octokit, at, event, env));
}

async function ofCommit(octokit: Octokit, at: Repository, event: Payload, env: NodeJS.ProcessEnv): Promise<PullRequest | null> {
  const sha = event.workflow_run?.head_sha ?? env['GITHUB_SHA'];
  if (!sha) return null;
  const { data } = await octokit.rest.repos.listPullRequestsAssociatedWithCommit({ ...at, commit_sha: sha });
  // A commit may be in several: the open one is meant, else the one that brought it in, not one closed without being merged.
  const found = data.find((one) => one.state === 'open') ?? data.find((one) => one.merged_at !== null);
  return found === undefined ? null : { number: found.number, head: found.state === 'open' ? found.head.sha : null };
}

async function ofBranch(octokit: Octokit, at: Repository, event: Payload, env: NodeJS.ProcessEnv): Promise<PullRequest | null> {
  const run = event.workflow_run;
  const branch = run === undefined ? /^refs\/heads\/(.+)$/.exec(env['GITHUB_REF'] ?? '')?.[1] : run.head_branch;
  if (!branch) return null;
  const owner = run?.head_repository?.owner.login ?? at.owner;
  const { data } = await octokit.rest.pulls.list({ ...at, head: `${owner}:${branch}`, state: 'open' });
  const found = data[0];
  return found === undefined ? null : { number: found.number, head: found.head.sha };
}

function payload(env: NodeJS.ProcessEnv): Payload {
  try {
    return JSON.parse(readFileSync(env['GITHUB_EVENT_PATH'] ?? '', 'utf8')) as Payload;
  } catch {
    // No event, or one that cannot be read: the commit tells.
    return {};
  }
}
