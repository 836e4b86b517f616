import type { Octokit } from '@octokit/rest';
import type { RolloutEvent } from '../ports/event.ts';
import type { Ending, Marks, Reporter } from '../ports/reporter.ts';
import { githubClient } from './api/client.ts';
import { Feature } from './api/feature.ts';
import { type Repository, repositoryOf } from './api/repository.ts';
import { isFailure, isShown, leftInFlight, statusOf } from './ending.ts';
import type { GithubReporterOptions } from './options.ts';
import { Pace, waitToBegin } from './pace.ts';
import type { RolloutPages, Wanted } from './pages/rollout-pages.ts';
import type { View } from './view.ts';

export type GithubReporter = Reporter & {
  /** The comment's address; '' while there is none. */
  commentUrl(): string;
  /** Tells the end of a rollout after which the action goes on with another, and shows it by its own `view`. Returns at once, never throws. */
  over(ending: Ending, view: View): void;
};

/** What is told also within a stage. */
const ALWAYS: readonly RolloutEvent['kind'][] = ['back', 'drift', 'warning'];

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
  /** Only the latest counts: what GitHub was too slow for is skipped. */
  #wanted: Wanted | null = null;
  /** Ends of rollouts, told in this order before `#wanted`; none is skipped. */
  readonly #over: Wanted[] = [];
  #work: Promise<void> | null = null;
  #later: NodeJS.Timeout | null = null;
  #octokit: Octokit | null = null;
  #pages: RolloutPages | null = null;
  /** The rollout that was last to be told. */
  #seen = '';
  #stage = '';
  #said = false;
  #told = true;

  constructor(options: GithubReporterOptions) {
    this.#options = options;
    this.#commenting = new Feature('The comment on the pull request', () => this.#pages?.commentNeeds ?? '', options.info);
    this.#recording = new Feature('The deployment record', () => 'deployments: write', options.info);
    this.#pace = new Pace(options.editGap ?? 20_000);
  }

  see(event: RolloutEvent): void {
    this.#quietly(() => {
      this.#options.view.see(event);
      const stage = this.#options.view.stage() || event.stage;
      // The numbers within a stage change with every look; to show each would use up the hour's requests.
      const worth = event.rollout.id !== this.#seen || stage !== this.#stage || ALWAYS.includes(event.kind);
      // The end is told by `finish`, which knows the outcome.
      if (!worth || event.kind === 'ended') return;
      this.#stage = stage;
      this.#want({
        rollout: event.rollout,
        state: 'in_progress',
        text: stage,
        comment: this.#options.comment === 'on-change',
        section: () => this.#options.view.section(),
        version: event.rollout.attempted.version,
        isNew: event.kind === 'began',
        last: false,
        notBefore: performance.now() + (this.#seen === '' ? waitToBegin(event.rollout) : 0),
      });
    });
  }

  marks(): Partial<Marks> {
    // What is known of the one before is not to be journaled with the next.
    return this.#pages?.rollout === this.#seen ? this.#pages.marks() : {};
  }

  commentUrl(): string {
    return this.#pages?.commentUrl ?? '';
  }

  async finish(ending: Ending): Promise<boolean> {
    this.#quietly(() => {
      const { view } = this.#options;
      view.see(ending);
      const wanted = this.#last(ending, view);
      if (wanted) this.#want({ ...wanted, isLatest: async () => (await this.#options.isLatest?.(ending)) === true });
    });
    // The runner kills a cancelled step after 10 s, and until it has ended nothing goes back; `post` tells the end of that.
    const isCancelled = ending.outcome === 'interrupted' && ending.reason.code === 'cancelled';
    const inTime = await this.#within(this.#options.finishWithin ?? (isCancelled ? 3_000 : 10_000));
    if (this.#later) clearTimeout(this.#later);
    this.#wanted = null;
    this.#abort.abort();
    return inTime && this.#told;
  }

  over(ending: Ending, view: View): void {
    this.#quietly(() => {
      view.see(ending);
      const wanted = this.#last(ending, view);
      if (wanted === null || !this.#canTell()) return;
      // Its earlier stages are out of date.
      if (this.#later) clearTimeout(this.#later);
      if (this.#wanted?.rollout.id === wanted.rollout.id) this.#wanted = null;
      this.#over.push(wanted);
      this.#start();
    });
  }

  #last(ending: Ending, view: View): Wanted | null {
    const { rollout } = ending;
    if (rollout === null || !isShown(ending)) return null;
    const mode = this.#options.comment;
    // A failure that was commented on is not left there once it is over.
    const comment = mode === 'on-change' || (mode === 'on-failure' && (isFailure(ending) || rollout.commentId !== null));
    const section = () => view.section();
    return { rollout, ...statusOf(ending, this.#stage), comment, section, version: leftInFlight(ending), last: true };
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
    this.#seen = wanted.rollout.id;
    if (!this.#canTell()) return;
    if (this.#later) clearTimeout(this.#later);
    this.#wanted = wanted;
    this.#start();
  }

  #canTell(): boolean {
    const can = this.#options.token !== null && repositoryOf(this.#options.env) !== null;
    if (!can && !this.#said)
      this.#options.info('No comment and no deployment record: there is no `github-token`, or this is no GitHub run.');
    this.#said ||= !can;
    return can;
  }

  #start(): void {
    this.#work ??= this.#drain().finally(() => {
      this.#work = null;
    });
  }

  async #drain(): Promise<void> {
    for (;;) {
      const wanted = this.#over.shift() ?? this.#wanted;
      if (wanted === null) return;
      if (wanted === this.#wanted) this.#wanted = null;
      const pages = () => this.#pagesOf(wanted.rollout.id);
      const recorded = await this.#recording.attempt(async () => (await pages()).writeRecord(wanted));
      const commented = await this.#commenting.attempt(async () => this.#writeComment(await pages(), wanted));
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

  async #pagesOf(rollout: string): Promise<RolloutPages> {
    if (this.#pages?.rollout !== rollout) {
      // Loaded here: a run that has nothing to tell needs none of it.
      const { RolloutPages } = await import('./pages/rollout-pages.ts');
      const at = repositoryOf(this.#options.env) as Repository;
      this.#pages = new RolloutPages(rollout, this.#options, { at, client: () => this.#client(), commenting: this.#commenting });
    }
    return this.#pages;
  }

  async #writeComment(pages: RolloutPages, wanted: Wanted): Promise<void> {
    if (!wanted.comment || this.#postponed(wanted)) return;
    let isWritten = true;
    try {
      isWritten = await pages.writeComment(wanted);
    } finally {
      // One that failed counts too: GitHub may have other troubles than us.
      if (isWritten) this.#pace.edited(performance.now());
    }
  }

  /** Whether it is too soon for this edit; then it is made when it is time, unless a later one comes first. */
  #postponed(wanted: Wanted): boolean {
    const wait = Math.max(this.#pace.wait(performance.now()), (wanted.notBefore ?? 0) - performance.now());
    if (wanted.last || wait <= 0) return false;
    if (wait === Number.POSITIVE_INFINITY) return true;
    this.#later = setTimeout(() => {
      if (this.#wanted === null && !this.#abort.signal.aborted) this.#want({ ...wanted, waited: true });
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
}
