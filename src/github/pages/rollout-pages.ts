import type { Octokit } from '@octokit/rest';
import type { Rollout } from '../../ports/journal.ts';
import type { Marks } from '../../ports/reporter.ts';
import type { Feature } from '../api/feature.ts';
import type { Repository } from '../api/repository.ts';
import { StickyComment } from '../comment/comment.ts';
import { findPullRequest, type PullRequest, permissionFor } from '../comment/pull-request.ts';
import { thisRun } from '../inputs.ts';
import type { GithubReporterOptions } from '../options.ts';
import { DeploymentRecord } from '../record/deployment.ts';
import type { DeploymentState } from '../record/deployments.ts';
import { scrub, scrubMarkdown } from './scrub.ts';

/** What the record and the comment are to show of a rollout. */
export type Wanted = {
  readonly rollout: Rollout;
  readonly state: DeploymentState;
  readonly text: string;
  readonly comment: boolean;
  /** Our section of the comment, as Markdown. */
  readonly section: () => string;
  /** In flight, as far as the comment tells; null where none is. */
  readonly version: string | null;
  /** Whether nobody has told of it before. Left out: somebody may have. */
  readonly isNew?: boolean;
  readonly last: boolean;
  /** Of the last one: whether the journal says that nobody can have told anything newer. */
  readonly isLatest?: () => Promise<boolean>;
  /** Whether the comment was put off, and is to be written now. */
  readonly waited?: boolean;
  /** When the comment may be written, by `performance.now()`; a later change does not wait for it. Left out: at once. */
  readonly notBefore?: number;
};

type Site = { readonly at: Repository; readonly client: () => Promise<Octokit>; readonly commenting: Feature };

/** Where GitHub shows one rollout: its deployment record, and the comment on its pull request. */
export class RolloutPages {
  readonly rollout: string;
  readonly #options: GithubReporterOptions;
  readonly #site: Site;
  #pull: PullRequest | null | undefined;
  #comment: StickyComment | null = null;
  #record: DeploymentRecord | null = null;

  constructor(rollout: string, options: GithubReporterOptions, site: Site) {
    this.rollout = rollout;
    this.#options = options;
    this.#site = site;
  }

  marks(): Partial<Marks> {
    const comment = this.#comment?.known;
    const commentSeq = this.#comment?.seq ?? null;
    const deploymentId = this.#record?.id;
    return {
      ...(this.#pull ? { pullRequest: this.#pull.number } : {}),
      ...(comment ? { commentId: comment.id, commentAuthor: comment.author, commentSeq } : {}),
      ...(deploymentId ? { deploymentId } : {}),
    };
  }

  /** The comment's address; '' while there is none. */
  get commentUrl(): string {
    return this.#comment?.known?.url ?? '';
  }

  /** The permission that its comment needs, as it stands in a workflow. */
  get commentNeeds(): string {
    return permissionFor(this.#pull ?? undefined);
  }

  /** Throws what the API throws. */
  async writeRecord({ rollout, state, text, isNew = false }: Wanted): Promise<void> {
    const { deployment: mode, env, service, environment, url, secrets, checkRun, info } = this.#options;
    const { at, client, commenting } = this.#site;
    if (mode === 'none') return;
    const octokit = await client();
    if (this.#record === null) {
      // Which pull request it is decides the commit; if that cannot be found out, the run's own commit is near enough.
      if (rollout.deploymentId === null) await commenting.attempt(() => this.#findPull(rollout));
      const ref = this.#pull?.head ?? (env['GITHUB_SHA'] || env['GITHUB_REF'] || 'HEAD');
      const where = { at, service, environment, url, logUrl: thisRun(env).url };
      const sha = env['GITHUB_SHA'] ?? '';
      this.#record = new DeploymentRecord(octokit, { ...where, ref, sha, id: rollout.deploymentId, isNew, mode, checkRun, info });
    }
    await this.#record.tell(rollout, state, scrub(text, secrets));
  }

  /** False where there is no pull request to write to. Throws what the API throws. */
  async writeComment(wanted: Wanted): Promise<boolean> {
    const { env, service, environment, secrets, shared } = this.#options;
    const { at, client } = this.#site;
    const octokit = await client();
    const pull = await this.#findPull(wanted.rollout);
    if (pull === null) return false;
    const { commentId: id, commentAuthor: author, commentSeq = null, pullRequest, startedAt: began } = wanted.rollout;
    // What the journal knows is about the comment of one pull request.
    const seq = pullRequest === pull.number ? commentSeq : null;
    const of = { at, issue: pull.number, service, environment, run: thisRun(env), id, author, seq, shared };
    this.#comment ??= new StickyComment(octokit, of);
    const { last, waited = false, isLatest } = wanted;
    // A comment command names it as it stands there.
    const version = wanted.version !== null && scrub(wanted.version, secrets) === wanted.version ? wanted.version : null;
    await this.#comment.write({
      text: scrubMarkdown(wanted.section(), secrets),
      version,
      began,
      last,
      waited,
      ...(isLatest && { isLatest }),
    });
    return true;
  }

  async #findPull(rollout: Rollout): Promise<PullRequest | null> {
    const { env, pullRequest } = this.#options;
    if (this.#pull === undefined) {
      // The rollout's own comes before the one of this run's commit: a promotion runs on whatever is newest.
      const asked = pullRequest || String(rollout.pullRequest ?? '');
      this.#pull = await findPullRequest(await this.#site.client(), this.#site.at, asked, env);
    }
    return this.#pull;
  }
}
