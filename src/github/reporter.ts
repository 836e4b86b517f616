import type { Octokit } from '@octokit/rest';
import type { RolloutEvent } from '../ports/event.ts';
import type { Rollout } from '../ports/journal.ts';
import type { Ending, Marks, Reporter } from '../ports/reporter.ts';
import { githubClient } from './client.ts';
import { StickyComment } from './comment.ts';
import { DeploymentRecord, type DeploymentState } from './deployment.ts';
import { isFailure, isShown, statusOf } from './ending.ts';
import { Feature } from './feature.ts';
import { thisRun } from './inputs.ts';
import { Pace } from './pace.ts';
import { findPullRequest, type PullRequest } from './pull-request.ts';
import { repositoryOf } from './repository.ts';
import { scrub, scrubMarkdown } from './scrub.ts';

/** Turns what happens into text; pure, lives in the report. */
export type View = {
  see(what: RolloutEvent | Ending): void;
  /** Our section of the comment, as Markdown. */
  section(): string;
  /** The stage in a few words: `canary 25 %`. */
  stage(): string;
};

export type GithubReporterOptions = {
  /** null: nothing is told on GitHub. */
  readonly token: string | null;
  readonly env: NodeJS.ProcessEnv;
  readonly service: string;
  readonly environment: string;
  readonly comment: 'on-change' | 'on-failure' | 'never';
  readonly deployment: 'auto' | 'create' | 'none';
  /** The input: a number, or '' to have it found. */
  readonly pullRequest: string;
  /** What people open. */
  readonly url: string | null;
  /** Never to be seen in what goes to GitHub. */
  readonly secrets: readonly string[];
  readonly view: View;
  readonly info: (line: string) => void;
  /** Milliseconds that `finish` may last, 10,000, and between two edits of the comment, 20,000. */
  readonly finishWithin?: number;
  readonly editGap?: number;
};

export type GithubReporter = Reporter & {
  /** The comment's address; '' while there is none. */
  commentUrl(): string;
};

/** What the record and the comment are to show next. Only the latest counts: what GitHub was too slow for is skipped. */
type Wanted = {
  readonly rollout: Rollout;
  readonly state: DeploymentState;
  readonly text: string;
  readonly comment: boolean;
  readonly last: boolean;
};

/** Keeps one comment and one deployment record up to date, in the background. Nothing here throws or makes a rollout wait. */
export function githubReporter(options: GithubReporterOptions): GithubReporter {
  return new BackgroundReporter(options);
}

class BackgroundReporter implements GithubReporter {
  readonly #options: GithubReporterOptions;
  readonly #commenting: Feature;
  readonly #recording: Feature;
  readonly #pace: Pace;
  readonly #abort = new AbortController();
  #wanted: Wanted | null = null;
  #work: Promise<void> | null = null;
  #later: NodeJS.Timeout | null = null;
  #octokit: Octokit | null = null;
  #pull: PullRequest | null | undefined;
  #comment: StickyComment | null = null;
  #record: { readonly rollout: string; readonly of: DeploymentRecord } | null = null;
  #stage = '';
  #said = false;
  #told = true;

  constructor(options: GithubReporterOptions) {
    this.#options = options;
    this.#commenting = new Feature('The comment on the pull request', 'pull-requests: write', options.info);
    this.#recording = new Feature('The deployment record', 'deployments: write', options.info);
    this.#pace = new Pace(options.editGap ?? 20_000);
  }

  see(event: RolloutEvent): void {
    this.#quietly(() => {
      this.#options.view.see(event);
      const stage = this.#options.view.stage() || event.stage;
      // The numbers within a stage change with every look; to show each would use up the hour's requests.
      const worth = stage !== this.#stage || event.kind === 'back' || event.kind === 'drift' || event.kind === 'warning';
      // The end is told by `finish`, which knows the outcome.
      if (!worth || event.kind === 'ended') return;
      this.#stage = stage;
      this.#want({
        rollout: event.rollout,
        state: 'in_progress',
        text: stage,
        comment: this.#options.comment === 'on-change',
        last: false,
      });
    });
  }

  marks(): Partial<Marks> {
    const comment = this.#comment?.known;
    const deploymentId = this.#record?.of.id;
    return {
      ...(this.#pull ? { pullRequest: this.#pull.number } : {}),
      ...(comment ? { commentId: comment.id, commentAuthor: comment.author } : {}),
      ...(deploymentId ? { deploymentId } : {}),
    };
  }

  commentUrl(): string {
    return this.#comment?.known?.url ?? '';
  }

  async finish(ending: Ending): Promise<boolean> {
    this.#quietly(() => {
      this.#options.view.see(ending);
      if (ending.rollout === null || !isShown(ending)) return;
      const mode = this.#options.comment;
      // A failure that was commented on is not left there once it is over.
      const comment = mode === 'on-change' || (mode === 'on-failure' && (isFailure(ending) || ending.rollout.commentId !== null));
      this.#want({ rollout: ending.rollout, ...statusOf(ending, this.#stage), comment, last: true });
    });
    const inTime = await this.#within(this.#options.finishWithin ?? 10_000);
    if (this.#later) clearTimeout(this.#later);
    this.#wanted = null;
    this.#abort.abort();
    return inTime && this.#told;
  }

  #quietly(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#told = false;
      this.#options.info(`GitHub was not told of a change; the rollout goes on: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #want(wanted: Wanted): void {
    if (this.#options.token === null || repositoryOf(this.#options.env) === null) {
      if (!this.#said) this.#options.info('No comment and no deployment record: there is no `github-token`, or this is no GitHub run.');
      this.#said = true;
      return;
    }
    if (this.#later) clearTimeout(this.#later);
    this.#wanted = wanted;
    this.#work ??= this.#drain().finally(() => {
      this.#work = null;
    });
  }

  async #drain(): Promise<void> {
    while (this.#wanted !== null) {
      const wanted = this.#wanted;
      this.#wanted = null;
      const recorded = await this.#recording.attempt(() => this.#writeRecord(wanted));
      const commented = await this.#commenting.attempt(() => this.#writeComment(wanted));
      this.#told = recorded && commented;
    }
  }

  /** True when all work was done within `ms`. */
  async #within(ms: number): Promise<boolean> {
    if (this.#work === null) return true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(resolve, ms, false);
    });
    const done = await Promise.race([this.#work.then(() => true as const), late]);
    clearTimeout(timer);
    if (!done) this.#options.info(`GitHub did not answer within ${ms / 1000} s: the comment or the deployment record may be out of date.`);
    return done;
  }

  async #writeRecord({ rollout, state, text }: Wanted): Promise<void> {
    const { deployment, env, service, environment, url, secrets } = this.#options;
    const at = repositoryOf(env);
    if (deployment === 'none' || at === null) return;
    const octokit = await this.#client();
    if (this.#record?.rollout !== rollout.id) {
      // Which pull request it is decides the commit; if that cannot be found out, the run's own commit is near enough.
      if (rollout.deploymentId === null) await this.#commenting.attempt(() => this.#findPull(rollout));
      const ref = this.#pull?.head ?? (env['GITHUB_SHA'] || env['GITHUB_REF'] || 'HEAD');
      const of = new DeploymentRecord(octokit, { at, ref, service, environment, url, logUrl: thisRun(env).url, id: rollout.deploymentId });
      this.#record = { rollout: rollout.id, of };
    }
    await this.#record.of.tell(rollout, state, scrub(text, secrets));
  }

  async #writeComment(wanted: Wanted): Promise<void> {
    const { env, service, environment, secrets, view } = this.#options;
    const at = repositoryOf(env);
    if (!wanted.comment || at === null || this.#postponed(wanted)) return;
    const octokit = await this.#client();
    const pull = await this.#findPull(wanted.rollout);
    if (pull === null) return;
    const { commentId: id, commentAuthor: author } = wanted.rollout;
    this.#comment ??= new StickyComment(octokit, { at, issue: pull.number, service, environment, run: thisRun(env), id, author });
    try {
      await this.#comment.write(scrubMarkdown(view.section(), secrets));
    } finally {
      // One that failed counts too: GitHub may have other troubles than us.
      this.#pace.edited(performance.now());
    }
  }

  /** Whether it is too soon for this edit; then it is made when it is time, unless a later one comes first. */
  #postponed(wanted: Wanted): boolean {
    const wait = this.#pace.wait(performance.now());
    if (wanted.last || wait === 0) return false;
    if (wait === Number.POSITIVE_INFINITY) return true;
    this.#later = setTimeout(() => {
      if (this.#wanted === null && !this.#abort.signal.aborted) this.#want(wanted);
    }, wait).unref();
    return true;
  }

  async #client(): Promise<Octokit> {
    if (this.#octokit === null) {
      this.#octokit = await githubClient(this.#options.token ?? '', this.#options.env, this.#abort.signal);
      this.#pace.watch(this.#octokit);
    }
    return this.#octokit;
  }

  async #findPull(rollout: Rollout): Promise<PullRequest | null> {
    const { env, pullRequest } = this.#options;
    const at = repositoryOf(env);
    if (this.#pull === undefined && at !== null) {
      // The rollout's own comes before the one of this run's commit: a promotion runs on whatever is newest.
      const asked = pullRequest || String(rollout.pullRequest ?? '');
      this.#pull = await findPullRequest(await this.#client(), at, asked, env);
    }
    return this.#pull ?? null;
  }
}
